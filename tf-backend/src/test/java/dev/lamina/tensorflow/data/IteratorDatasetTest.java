package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IteratorDatasetTest {
    private static final List<ArraySpec> SPECS =
            List.of(ArraySpec.input("x", DType.FLOAT32, -1, 2), ArraySpec.target("y", DType.INT32, -1));

    private static List<NdArray> example(int i) {
        return List.of(NdArray.of(new float[] {i, i + 0.5f}, 2), NdArray.of(new int[] {i}));
    }

    private static Dataset examples(int size) {
        return Dataset.ofExamples(
                SPECS,
                size,
                options -> IntStream.range(0, 5)
                        .mapToObj(IteratorDatasetTest::example)
                        .iterator());
    }

    private static List<List<NdArray>> copies(Dataset dataset, EpochOptions options) {
        List<List<NdArray>> result = new ArrayList<>();
        try (BatchStream batches = dataset.epoch(options)) {
            while (batches.next()) {
                result.add(batches.arrays().stream()
                        .map(array -> array.rows(0, batches.size()))
                        .toList());
            }
        }
        return result;
    }

    @Test
    void examplesAreStackedToBatches() {
        List<NdArray> first =
                List.of(NdArray.of(new float[] {0, 0.5f, 1, 1.5f}, 2, 2), NdArray.of(new int[] {0, 1}, 2));
        List<NdArray> second =
                List.of(NdArray.of(new float[] {2, 2.5f, 3, 3.5f}, 2, 2), NdArray.of(new int[] {2, 3}, 2));
        List<NdArray> third = List.of(NdArray.of(new float[] {4, 4.5f}, 1, 2), NdArray.of(new int[] {4}, 1));
        for (int prefetch : new int[] {0, 2}) {
            EpochOptions two = EpochOptions.of(2).prefetch(prefetch);
            assertThat(copies(examples(5), two)).containsExactly(first, second, third);
            assertThat(copies(examples(5), two.dropRemainder(true))).containsExactly(first, second);
        }
        assertThat(examples(5).batches(EpochOptions.of(2))).isEqualTo(3);
        assertThat(examples(Dataset.UNKNOWN).batches(EpochOptions.of(2))).isEqualTo(Dataset.UNKNOWN);
    }

    @Test
    void theIteratorSeesTheEpoch() {
        Dataset dataset = Dataset.ofBatches(
                List.of(ArraySpec.input("x", DType.INT32, -1)),
                options -> List.of(List.of(NdArray.of(new int[] {options.epoch(), options.batchSize()}, 2)))
                        .iterator());
        assertThat(copies(dataset, EpochOptions.of(9).epoch(4)))
                .containsExactly(List.of(NdArray.of(new int[] {4, 9}, 2)));
        assertThat(dataset.size()).isEqualTo(Dataset.UNKNOWN);
    }

    @Test
    void axesMayDifferFromBatchToBatchWhereUnknown() {
        Dataset dataset = Dataset.ofExamples(
                List.of(ArraySpec.input("words", DType.INT32, -1, -1)),
                4,
                options -> IntStream.range(0, 4)
                        .mapToObj(i -> List.of(NdArray.zeros(DType.INT32, Shape.of(i / 2 + 3))))
                        .iterator());
        assertThat(copies(dataset, EpochOptions.of(2)))
                .extracting(arrays -> arrays.get(0).shape())
                .containsExactly(Shape.of(2, 3), Shape.of(2, 4));
        assertThatThrownBy(() -> copies(dataset, EpochOptions.of(3))).hasMessage("""
                input "words" of example 2 of batch 0 does not fit
                  expected   shape (3,), as the batch's first example has
                  found      int32 (4,)""");
    }

    @Test
    void wrongExamplesAreNamed() {
        Dataset lacking = Dataset.ofExamples(
                SPECS, 1, options -> List.of(example(0).subList(0, 1)).iterator());
        assertThatThrownBy(() -> copies(lacking, EpochOptions.of(2)))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                        example 0 of batch 0 has 1 arrays, not 2
                          expected   input "x" float32 (?, 2)
                                     target "y" int32 (?,)
                          found      float32 (2,)""");
        Dataset wrong = Dataset.ofExamples(
                SPECS,
                1,
                options -> List.of(example(0), List.of(NdArray.of(new float[3], 3), NdArray.of(new int[1])))
                        .iterator());
        assertThatThrownBy(() -> copies(wrong, EpochOptions.of(2))).hasMessage("""
                input "x" of example 1 of batch 0 does not fit
                  expected   float32 (2,)
                  found      float32 (3,)""");
    }

    @Test
    void wrongBatchesAreNamed() {
        assertThatThrownBy(() ->
                        copies(batch(NdArray.of(new float[4], 2, 2), NdArray.of(new int[3], 3)), EpochOptions.of(2)))
                .hasMessage("""
                        target "y" of batch 0 has another number of examples
                          expected   2 examples, as input "x" has
                          found      int32 (3,)""");
        assertThatThrownBy(() ->
                        copies(batch(NdArray.of(new float[0], 0, 2), NdArray.of(new int[0], 0)), EpochOptions.of(2)))
                .hasMessageStartingWith("input \"x\" of batch 0 is empty");
        assertThatThrownBy(() -> copies(batch(NdArray.of(new float[4], 2, 2)), EpochOptions.of(2)))
                .hasMessageStartingWith("batch 0 has 1 arrays, not 2");
    }

    private static Dataset batch(NdArray... arrays) {
        return Dataset.ofBatches(SPECS, options -> List.of(List.of(arrays)).iterator());
    }

    @Test
    void mappedBatchesMayHoldArraysTheyWereMadeFrom() {
        List<ArraySpec> specs =
                List.of(ArraySpec.input("x", DType.FLOAT32, -1, 2), ArraySpec.target("sum", DType.FLOAT32, -1));
        float[] rows = new float[80];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        Dataset mapped = ArrayDataset.of(NdArray.of(rows, 40, 2)).map(specs, arrays -> {
            float[] x = arrays.get(0).floats();
            float[] sums = new float[x.length / 2];
            for (int i = 0; i < sums.length; i++) {
                sums[i] = x[2 * i] + x[2 * i + 1];
            }
            return List.of(arrays.get(0), NdArray.of(sums, sums.length));
        });
        assertThat(mapped.size()).isEqualTo(40);
        assertThat(mapped.specs()).isEqualTo(specs);
        List<List<NdArray>> found = copies(mapped, EpochOptions.of(3));
        assertThat(found).hasSize(14);
        for (int batch = 0; batch < 14; batch++) {
            for (int i = 0; i < found.get(batch).get(1).size(); i++) {
                int row = batch * 3 + i;
                assertThat(found.get(batch).get(0).getDouble(2 * i)).isEqualTo(2 * row);
                assertThat(found.get(batch).get(1).getDouble(i)).isEqualTo(4 * row + 1);
            }
        }
        Set<Object> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        try (BatchStream batches = mapped.epoch(EpochOptions.of(2).prefetch(1))) {
            while (batches.next()) {
                buffers.add(batches.arrays().get(0).storage());
            }
        }
        assertThat(buffers).as("buffers are used again").hasSizeLessThanOrEqualTo(3);
        Dataset wrong = mapped.map(SPECS, arrays -> arrays);
        assertThatThrownBy(() -> copies(wrong, EpochOptions.of(3)))
                .hasMessageStartingWith("target \"y\" of batch 0 is not what the data set said it would be");
    }

    @Test
    void nonsenseIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofExamples(
                        SPECS, 0, options -> List.<List<NdArray>>of().iterator()))
                .withMessage("a data set has at least one array and at least one example (or an UNKNOWN number);"
                        + " received 2 arrays, size 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArraySpec.input("x", DType.INT32, 5, 2))
                .withMessage("input \"x\" has shape (5, 2); a batch's shape starts with ? for the examples,"
                        + " as Shape.of(-1, 28, 28)");
    }
}
