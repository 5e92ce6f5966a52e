package dev.lamina.tensorflow.saved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.tensorflow.data.ArrayDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The arrays beside a saved model. */
final class SavedArrays {
    private static final double NOISE = 1e-6;

    private SavedArrays() {}

    /** The arrays whose names are the prefix and 0, 1 … in order. */
    static List<NdArray> numbered(Map<String, NdArray> arrays, String prefix) {
        List<NdArray> found = new ArrayList<>();
        for (NdArray next = arrays.get(prefix + 0); next != null; next = arrays.get(prefix + found.size())) {
            found.add(next);
        }
        return found;
    }

    static ArrayDataset batch(List<NdArray> inputs, List<NdArray> targets) {
        ArrayDataset batch = ArrayDataset.of();
        for (int i = 0; i < inputs.size(); i++) {
            batch = batch.input("input_" + i, inputs.get(i));
        }
        for (int i = 0; i < targets.size(); i++) {
            batch = batch.target("target_" + i, targets.get(i));
        }
        return batch;
    }

    /** Refuses arrays that differ by more than a part of the largest value. */
    static void assertClose(List<NdArray> actual, List<NdArray> expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
            if (expected.get(i).dtype() == DType.STRING) {
                assertThat(actual.get(i)).isEqualTo(expected.get(i));
                continue;
            }
            double largest = 0;
            double difference = 0;
            for (int j = 0; j < expected.get(i).size(); j++) {
                double wanted = expected.get(i).getDouble(j);
                largest = Math.max(largest, Double.isFinite(wanted) ? Math.abs(wanted) : 0);
                double found = actual.get(i).getDouble(j);
                difference = Double.compare(wanted, found) == 0
                        ? difference
                        : Math.max(difference, Math.abs(wanted - found));
            }
            assertThat(difference)
                    .as("output %d: %s, expected %s", i, actual.get(i), expected.get(i))
                    .isLessThanOrEqualTo(tolerance * largest + NOISE);
        }
    }
}
