package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayDatasetTest {
    /** Rows (i, i + 0.5) and labels i. */
    private static ArrayDataset counting(int examples) {
        float[] x = new float[2 * examples];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 2f;
        }
        return ArrayDataset.of(
                NdArray.of(x, examples, 2),
                NdArray.of(IntStream.range(0, examples).toArray(), examples));
    }

    /** The labels of an epoch's batches, having checked that every row goes with its label. */
    private static List<List<Integer>> labels(Dataset dataset, EpochOptions options) {
        List<List<Integer>> result = new ArrayList<>();
        try (BatchStream batches = dataset.epoch(options)) {
            while (batches.next()) {
                float[] x = batches.arrays().get(0).floats();
                int[] y = batches.arrays().get(1).ints();
                assertThat(batches.index()).isEqualTo(result.size());
                assertThat(y).hasSize(batches.size());
                for (int i = 0; i < y.length; i++) {
                    assertThat(x[2 * i]).isEqualTo(y[i]);
                    assertThat(x[2 * i + 1]).isEqualTo(y[i] + 0.5f);
                }
                result.add(IntStream.of(y).boxed().toList());
            }
            assertThat(batches.next()).as("the end stays the end").isFalse();
        }
        assertThat(result).hasSize(dataset.batches(options));
        return result;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void unshuffledBatchesAreTheExamplesInOrder(int prefetch) {
        EpochOptions three = EpochOptions.of(3).prefetch(prefetch);
        assertThat(labels(counting(7), three)).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
        assertThat(labels(counting(7), three.dropRemainder(true))).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5));
        assertThat(labels(counting(6), three)).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5));
        assertThat(labels(counting(2), three)).containsExactly(List.of(0, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void shufflingShowsEachExampleOnceAndDependsOnSeedAndEpoch(int prefetch) {
        EpochOptions options = EpochOptions.of(32).prefetch(prefetch).shuffleSeed(7L);
        List<Integer> first =
                labels(counting(1000), options).stream().flatMap(List::stream).toList();
        assertThat(first)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1000).boxed().toList());
        assertThat(first).isNotEqualTo(IntStream.range(0, 1000).boxed().toList());
        assertThat(flat(options)).isEqualTo(first);
        assertThat(flat(options.batchSize(100)))
                .as("the order is the seed's, not the batch's")
                .isEqualTo(first);
        assertThat(flat(options.epoch(1))).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
        assertThat(flat(options.shuffleSeed(8L))).isNotEqualTo(first);
    }

    private static List<Integer> flat(EpochOptions options) {
        return labels(counting(1000), options).stream().flatMap(List::stream).toList();
    }

    @Test
    void pixelsAreScaledExactlyAsAnyoneElseDoes() {
        byte[] pixels = new byte[256];
        for (int i = 0; i < 256; i++) {
            pixels[i] = (byte) i;
        }
        Dataset dataset = ArrayDataset.of(NdArray.of(pixels, 128, 2)).scale("x", 1 / 255.0);
        assertThat(dataset.specs()).containsExactly(ArraySpec.input("x", DType.FLOAT32, -1, 2));
        try (BatchStream batches = dataset.epoch(EpochOptions.of(128))) {
            assertThat(batches.next()).isTrue();
            float[] found = batches.arrays().get(0).floats();
            for (int i = 0; i < 256; i++) {
                assertThat(found[i]).isEqualTo(i / 255f);
            }
        }
    }

    @Test
    void typesAreConvertedOnTheWay() {
        NdArray bytes = NdArray.of(new byte[] {0, 100, -1}, 3);
        NdArray floats = NdArray.of(new float[] {1, -2, 4}, 3);
        ArrayDataset dataset = ArrayDataset.of()
                .input("f", floats)
                .input("b", bytes)
                .target("i", bytes)
                .target("l", bytes)
                .target("d", floats)
                .scale("f", 0.5, 1)
                .cast("i", DType.INT32)
                .cast("l", DType.INT64)
                .cast("d", DType.FLOAT64);
        try (BatchStream batches = dataset.epoch(EpochOptions.of(3))) {
            assertThat(batches.next()).isTrue();
            assertThat(batches.arrays())
                    .containsExactly(
                            NdArray.of(new float[] {1.5f, 0, 3}, 3),
                            bytes,
                            NdArray.of(new int[] {0, 100, 255}, 3),
                            NdArray.of(new long[] {0, 100, 255}, 3),
                            NdArray.of(new double[] {1, -2, 4}, 3));
        }
        assertThat(ArrayDataset.of(floats).cast("x", DType.FLOAT32).specs())
                .containsExactly(ArraySpec.input("x", DType.FLOAT32, -1));
    }

    @Test
    void anInputThatIsAlsoTheTargetIsGatheredOnce() {
        NdArray images = NdArray.of(new byte[] {1, 2, 3, 4}, 2, 2);
        ArrayDataset both = ArrayDataset.of(images, images);
        assertThat(shared(both)).isTrue();
        assertThat(shared(both.scale("x", 2).scale("y", 2))).isTrue();
        assertThat(shared(both.scale("x", 2))).isFalse();
        assertThat(shared(ArrayDataset.of(images, images.reshape(2, 2, 1)))).isFalse();
    }

    private static boolean shared(Dataset dataset) {
        try (BatchStream batches = dataset.epoch(EpochOptions.of(2))) {
            assertThat(batches.next()).isTrue();
            return batches.arrays().get(0).storage() == batches.arrays().get(1).storage();
        }
    }

    @Test
    void aSliceIsADatasetOfItsExamples() {
        ArrayDataset slice = counting(10).slice(2, 9).slice(1, 6);
        assertThat(slice.size()).isEqualTo(5);
        assertThat(labels(slice, EpochOptions.of(3))).containsExactly(List.of(3, 4, 5), List.of(6, 7));
        assertThat(labels(slice, EpochOptions.of(9).shuffleSeed(1L)).get(0)).containsExactlyInAnyOrder(3, 4, 5, 6, 7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> slice.slice(2, 2))
                .withMessage("a data set has at least one example; received the slice 2 to 2");
    }

    @Test
    void stringsAreBatchedToo() {
        NdArray words = NdArray.wrap(DType.STRING, Shape.of(3), new String[] {"a", "b", "c"});
        try (BatchStream batches = ArrayDataset.of(words).epoch(EpochOptions.of(2))) {
            assertThat(batches.next()).isTrue();
            assertThat(batches.arrays().get(0).storage()).isEqualTo(new String[] {"a", "b"});
        }
    }

    @Test
    void arraysOfOtherLengthsAreNamed() {
        ArrayDataset images = ArrayDataset.of(NdArray.zeros(DType.UINT8, Shape.of(60, 28, 28)));
        assertThatThrownBy(() -> images.target("y", NdArray.zeros(DType.UINT8, Shape.of(59))))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                        target 0 "y" has another number of examples than input "x"
                          input "x"      60 examples
                          target 0 "y"   uint8 (59,): 59 examples
                          differs        axis 0: 59 is not 60""");
        assertThatThrownBy(() -> images.input("x2", NdArray.zeros(DType.UINT8, Shape.of(61, 1))))
                .hasMessageStartingWith("input 1 \"x2\" has another number of examples");
    }

    @Test
    void emptyArraysAndDoubleNamesAreNamed() {
        assertThatThrownBy(() -> ArrayDataset.of(NdArray.zeros(DType.FLOAT32, Shape.of(0, 3))))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                        input 0 "x" has no examples
                          expected   shape (examples, …) with at least one example
                          found      float32 (0, 3)""");
        assertThatThrownBy(() -> ArrayDataset.of(NdArray.of(new float[] {1})))
                .hasMessageEndingWith("found      float32 ()");
        assertThatThrownBy(() -> counting(2).input("x", NdArray.of(new float[2], 2)))
                .hasMessageStartingWith("input 1 \"x\" has the name of another");
    }

    @Test
    void conversionsNameWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counting(2).scale("z", 2))
                .withMessage("no array \"z\"; there are input \"x\", target \"y\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counting(2).cast("x", DType.BOOL))
                .withMessage("a batch can be converted to float32, float64, int32 or int64, not to bool");
    }

    @Test
    void anEpochWithoutABatchIsAnError() {
        assertThatThrownBy(() -> counting(5).epoch(EpochOptions.of(6).dropRemainder(true)))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                        an epoch without a batch
                          expected   at least 6 examples, as smaller batches are dropped
                          found      5 examples
                          try        a batchSize of at most 5, or dropRemainder(false)""");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpochOptions.of(0))
                .withMessage(
                        "batchSize is at least 1, epoch and prefetch at least 0; received batchSize 0, epoch 0, prefetch 2");
    }

    @Test
    void aBatchIsThereOnlyBetweenNextAndClose() {
        for (int prefetch : new int[] {0, 2}) {
            BatchStream batches = counting(2).epoch(EpochOptions.of(2).prefetch(prefetch));
            assertThatThrownBy(batches::arrays).isInstanceOf(IllegalStateException.class);
            assertThat(batches.next()).isTrue();
            batches.close();
            batches.close();
            assertThatThrownBy(batches::size).isInstanceOf(IllegalStateException.class);
            assertThat(batches.next()).isFalse();
        }
    }

    @Test
    void weightsComeLast() {
        NdArray ones = NdArray.of(new float[] {1, 1}, 2);
        assertThat(ArrayDataset.of(ones, ones, ones).specs())
                .containsExactly(
                        ArraySpec.input("x", DType.FLOAT32, -1),
                        ArraySpec.target("y", DType.FLOAT32, -1),
                        ArraySpec.weight("y", DType.FLOAT32, -1));
    }
}
