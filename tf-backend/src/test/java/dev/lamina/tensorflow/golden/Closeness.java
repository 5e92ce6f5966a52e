package dev.lamina.tensorflow.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.NdArray;

/** Whether two arrays are the same up to rounding. */
final class Closeness {
    /**
     * What float32 makes of a sum whose terms cancel: where all true values are zero, as the gradient of a softmax's sum,
     * there is no largest one to be relative to. Real Keras's own such gradients are up to 1e-6, with either sign, ours as well.
     */
    private static final double NOISE = 4e-6;

    private Closeness() {}

    /**
     * Refuses arrays that differ by more than {@code tolerance} of the largest expected value.
     *
     * @param what which array it is, for the message
     */
    static void check(String what, NdArray actual, NdArray expected, double tolerance) {
        check(what, actual, expected, tolerance, 0);
    }

    /**
     * The same where real Keras itself rounds: {@code rounding} is how far it is from what it computes in float64, and Lamina may
     * be twice as far from that, maybe on the other side.
     */
    static void check(String what, NdArray actual, NdArray expected, double tolerance, double rounding) {
        assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
        if (expected.dtype() == DType.STRING) {
            assertThat(actual).as(what).isEqualTo(expected);
            return;
        }
        double largest = 0;
        double difference = 0;
        int worst = 0;
        for (int i = 0; i < expected.size(); i++) {
            double wanted = expected.getDouble(i);
            double found = actual.getDouble(i);
            if (Double.isFinite(wanted)) {
                largest = Math.max(largest, Math.abs(wanted));
            }
            double distance = Double.compare(wanted, found) == 0 ? 0 : Math.abs(wanted - found);
            if (!(distance <= difference)) {
                difference = distance;
                worst = i;
            }
        }
        assertThat(difference <= tolerance * largest + NOISE + 3 * rounding)
                .as(
                        "%s differs by %.3g at element %d of %s (largest value %.3g, rounding %.3g); expected %s but was %s",
                        what, difference, worst, expected.shape(), largest, rounding, expected, actual)
                .isTrue();
    }
}
