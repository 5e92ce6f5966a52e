package dev.lamina.layers;

import dev.lamina.DType;
import dev.lamina.NdArray;

/** Triangles over frequencies, equally wide on the mel scale. Source: O'Shaughnessy 1987. */
final class MelScale {
    private MelScale() {}

    private static double mel(double hertz) {
        return 1127 * Math.log(1 + hertz / 700);
    }

    /** The weight of each linear frequency in each band: (frequencies, bands). The frequency 0 has none. */
    static NdArray matrix(int frequencies, int bands, double samplingRate, double lowest, double highest) {
        float[] weights = new float[frequencies * bands];
        double step = (mel(highest) - mel(lowest)) / (bands + 1);
        for (int i = bands; i < weights.length; i++) {
            int row = i / bands;
            double place = mel(samplingRate / 2 * row / (frequencies - 1));
            double lower = mel(lowest) + step * (i % bands);
            double rising = (place - lower) / step;
            double falling = (lower + 2 * step - place) / step;
            weights[i] = (float) Math.max(0, Math.min(rising, falling));
        }
        return NdArray.wrap(DType.FLOAT32, dev.lamina.Shape.of(frequencies, bands), weights);
    }

    /** The waves {@code e^(-2 pi i t f / length)}, times a window, of frequencies from 0: their real or imaginary parts by rows. */
    static double[] waves(boolean real, double[] window, int frequencies, int length) {
        double[] values = new double[window.length * frequencies];
        for (int i = 0; i < values.length; i++) {
            long time = i / frequencies;
            long frequency = i % frequencies;
            double angle = -2 * Math.PI * (time * frequency % length) / length;
            values[i] = window[(int) time] * (real ? Math.cos(angle) : Math.sin(angle));
        }
        return values;
    }
}
