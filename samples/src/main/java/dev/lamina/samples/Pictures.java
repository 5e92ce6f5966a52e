package dev.lamina.samples;

import dev.lamina.NdArray;

/** Arithmetic on pixels. */
final class Pictures {
    private Pictures() {}

    /** All numbers moved by a constant. */
    static NdArray shifted(NdArray pixels, float by) {
        float[] values = pixels.floats();
        float[] moved = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            moved[i] = values[i] + by;
        }
        return NdArray.of(moved, pixels.shape().sizes());
    }
}
