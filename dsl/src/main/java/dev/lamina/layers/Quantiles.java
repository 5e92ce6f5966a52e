package dev.lamina.layers;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What is kept of many numbers to know their quantiles: some of them in ascending order, each with how many it stands for. In
 * float32 where Keras's is, so that boundaries come out the same. Immutable.
 *
 * <p>Source: {@code keras.src.layers.preprocessing.discretization}, which follows NumPy's quantiles.
 */
final class Quantiles {
    static final Quantiles NONE = new Quantiles(new float[0], new float[0]);

    private final float[] values;
    private final float[] weights;

    private Quantiles(float[] values, float[] weights) {
        this.values = values;
        this.weights = weights;
    }

    boolean isEmpty() {
        return values.length == 0;
    }

    /** Of a batch of numbers, each of which stands for at most a part {@code epsilon} of them. */
    static Quantiles of(float[] numbers, double epsilon) {
        float[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double step = Math.max(sorted.length / (1.0 / epsilon), 1);
        int first = (int) (step - 1);
        int stride = (int) step;
        int count = first >= sorted.length ? 0 : (sorted.length - 1 - first) / stride + 1;
        float[] values = new float[count];
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = sorted[first + i * stride];
            weights[i] = (float) step;
        }
        return new Quantiles(values, weights);
    }

    /** These and those of earlier numbers. */
    Quantiles with(Quantiles earlier, double epsilon) {
        int count = values.length + earlier.values.length;
        float[] allValues = Arrays.copyOf(values, count);
        float[] allWeights = Arrays.copyOf(weights, count);
        System.arraycopy(earlier.values, 0, allValues, values.length, earlier.values.length);
        System.arraycopy(earlier.weights, 0, allWeights, values.length, earlier.weights.length);
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing(i -> allValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Quantiles(picked(allValues, order), picked(allWeights, order)).compressed(epsilon);
    }

    private static float[] picked(float[] all, int[] order) {
        float[] result = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            result[i] = all[order[i]];
        }
        return result;
    }

    /** The numbers between bins that hold equally many. */
    float[] boundaries(int numBins) {
        Quantiles bins = compressed(1.0 / numBins);
        return Arrays.copyOf(bins.values, Math.max(0, bins.values.length - 1));
    }

    private Quantiles compressed(double epsilon) {
        if (values.length * epsilon < 1) {
            return this;
        }
        double[] sums = new double[values.length];
        float sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i];
            sums[i] = sum;
        }
        double[] parts = new double[values.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = (float) sums[i] / sum;
        }
        int count = (int) Math.ceil(1.0 / epsilon);
        float[] newValues = new float[count];
        float[] newWeights = new float[count];
        double before = 0;
        for (int i = 0; i < count; i++) {
            double at = epsilon + i * epsilon;
            newValues[i] = (float) interpolated(at, parts, values);
            double weight = interpolated(at, parts, sums);
            newWeights[i] = (float) (weight - before);
            before = weight;
        }
        return new Quantiles(newValues, newWeights);
    }

    private static double interpolated(double at, double[] x, float[] y) {
        double[] wide = new double[y.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = y[i];
        }
        return interpolated(at, x, wide);
    }

    /** The value at a place on the line through points; beyond them that of the nearest. */
    private static double interpolated(double at, double[] x, double[] y) {
        int last = x.length - 1;
        if (at < x[0] || last == 0) {
            return y[0];
        }
        if (at >= x[last]) {
            return y[last];
        }
        int left = 0;
        int right = last;
        while (right - left > 1) {
            int middle = (left + right) >>> 1;
            if (x[middle] <= at) {
                left = middle;
            } else {
                right = middle;
            }
        }
        double slope = (y[left + 1] - y[left]) / (x[left + 1] - x[left]);
        return slope * (at - x[left]) + y[left];
    }

    @Override
    public String toString() {
        return "Quantiles of " + values.length + " numbers";
    }
}
