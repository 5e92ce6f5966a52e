package dev.lamina.tensorflow.files;

import static dev.lamina.tensorflow.files.Fixtures.entry;
import static dev.lamina.tensorflow.files.Fixtures.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightTreeTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatKerasSavesForNestedModelsAndTheirOptimizer() {
        WeightTree tree = WeightTree.read(file("nested.weights.h5"));
        assertThat(tree).hasToString("""
                layers/batch_normalization "bn" float32(3,) float32(3,) float32(3,) float32(3,)
                layers/dense "first" float32(4, 3) float32(3,)
                layers/dense_1 "second" float32(3, 3) float32(3,)
                layers/functional/layers/dense "q" float32(3, 3) float32(3,)
                layers/functional/layers/input_layer "input_layer"
                layers/functional "fn"
                layers/input_layer "a"
                layers/sequential/layers/dense "zz" float32(3, 2) float32(2,)
                layers/sequential "seq"
                optimizer "adam" int64() float32() %s
                / "nested"
                """.formatted("float32(4, 3) float32(4, 3) float32(3,) float32(3,) "
                + "float32(3,) float32(3,) float32(3,) float32(3,) "
                + "float32(3, 3) float32(3, 3) float32(3,) float32(3,) "
                + "float32(3, 3) float32(3, 3) float32(3,) float32(3,) "
                + "float32(3, 2) float32(3, 2) float32(2,) float32(2,)"));
        assertThat(variable(tree, "optimizer", 0).storage()).isEqualTo(new long[] {1});
        assertThat(variable(tree, "layers/dense", 1).floats()).containsExactly(1, 1 + 1 / 16f, 1 + 2 / 16f);
    }

    @Test
    void readsSubObjectsOfLayers() {
        assertThat(WeightTree.read(file("sequential.weights.h5"))).hasToString("""
                layers/dense "dense" float32(2, 1) float32(1,)
                layers/leaky_re_lu "leaky_re_lu"
                layers/lstm/cell "lstm_cell" float32(2, 8) float32(2, 8) float32(8,)
                layers/lstm "memory"
                / "plain"
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bfloat16", "float16"})
    void readsHalfPrecisionAsTheBitsThatWereSaved(String type) {
        NdArray kernel = variable(WeightTree.read(file(type + ".weights.h5")), "layers/dense", 0);
        assertThat(kernel.dtype()).isEqualTo(DType.ofKerasName(type));
        assertThat(kernel.floats()).containsExactly(0, 1 / 16f, 2 / 16f, 3 / 16f);
    }

    @Test
    void readsEveryTypeAndByteOrder() {
        List<NdArray> read =
                WeightTree.read(file("types.h5")).entry("").orElseThrow().variables();
        assertThat(read)
                .extracting(NdArray::dtype)
                .containsExactly(
                        DType.FLOAT32,
                        DType.FLOAT16,
                        DType.FLOAT64,
                        DType.INT64,
                        DType.UINT8,
                        DType.BOOL,
                        DType.UINT32,
                        DType.BFLOAT16);
        assertThat(read.subList(0, 7))
                .allSatisfy(array -> assertThat(array.floats()).containsExactly(0, 1, 1));
        assertThat(read.get(7).floats()).containsExactly(0, 1, 1.5f);
    }

    @Test
    void readsCompressedChunksAndHdf5sNewerLayout() {
        float[] expected = new float[1000];
        IntStream.range(0, 1000).forEach(i -> expected[i] = i);
        assertThat(variable(WeightTree.read(file("compressed.h5")), "", 0)).isEqualTo(NdArray.of(expected, 10, 100));
        WeightTree.Entry adam =
                WeightTree.read(file("latest.h5")).entry("optimizer").orElseThrow();
        assertThat(adam.name()).contains("adam");
        assertThat(adam.variables())
                .extracting(NdArray::scalar)
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> (double) i).toList());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
    void writesEveryTypeAndRank(DType type) {
        List<NdArray> arrays = new ArrayList<>();
        for (int[] sizes : new int[][] {{}, {3}, {2, 3, 1, 2}, {0, 4}}) {
            arrays.add(NdArray.zeros(type, Shape.of(sizes)));
        }
        if (type != DType.FLOAT16) {
            arrays.add(NdArray.of(new float[] {0, 1, 1}, 3).cast(type));
        }
        WeightTree tree = WeightTree.of(List.of(new WeightTree.Entry("a/b", Optional.empty(), arrays)));
        assertThat(written(tree).entries()).isEqualTo(tree.entries());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.weights.h5", "sequential.weights.h5", "bfloat16.weights.h5", "latest.h5"})
    void writesWhatItRead(String name) {
        WeightTree tree = WeightTree.read(file(name));
        assertThat(written(tree).entries()).containsExactlyInAnyOrderElementsOf(tree.entries());
    }

    /** More members than a node, and than a whole level of nodes, has room for; names that are not ASCII; many texts. */
    @Test
    void writesGroupsOfThousands() {
        List<WeightTree.Entry> entries = new ArrayList<>();
        entries.add(entry(
                "optimizer",
                "ädäm",
                IntStream.range(0, 2500)
                        .mapToObj(i -> NdArray.of(new int[] {i, -i}, 2))
                        .toArray(NdArray[]::new)));
        IntStream.range(0, 2500).forEach(i -> entries.add(entry("layers/é" + i, "a layer named " + i)));
        WeightTree tree = WeightTree.of(entries);
        assertThat(written(tree).entries()).containsExactlyInAnyOrderElementsOf(entries);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.weights.h5", "bfloat16.weights.h5", "latest.h5", "compressed.h5"})
    void readsThroughAChannelWhatIsTooLongForABuffer(String name) throws Exception {
        try (FileChannel channel = ModelFiles.open(file(name))) {
            H5Tree buffered = H5Reader.read(file(name), "", FileSlice.whole(channel));
            H5Tree streamed = H5Reader.read(file(name), "", FileSlice.whole(channel), 0);
            assertThat(streamed.groups().keySet()).isEqualTo(buffered.groups().keySet());
            assertThat(new H5Writer(streamed).length()).isEqualTo(new H5Writer(buffered).length());
        }
    }

    /** A mapped file cannot be changed, so bfloat16 in one larger than what is read at once takes another way. */
    @Test
    void readsLargeFilesOfAllTypes() {
        NdArray large = NdArray.zeros(DType.FLOAT32, Shape.of(1000, 300));
        NdArray brain = NdArray.of(new float[] {1, 2}, 2).cast(DType.BFLOAT16);
        WeightTree tree = WeightTree.of(List.of(entry("a", "a", large, brain), entry("b", "b", large)));
        assertThat(written(tree).entries()).isEqualTo(tree.entries());
    }

    @Test
    void readsTheNamesOfKeras2AsThoseOfKeras3() {
        WeightTree old = WeightTree.of(List.of(entry("_layer_checkpoint_dependencies/dense", "d")));
        assertThat(written(old).entry("layers/dense")).isPresent();
    }

    @Test
    void tellsOlderLayoutsApart() {
        assertThatThrownBy(() -> WeightTree.read(file("legacy.h5"))).hasMessage("""
                cannot read "%s"
                  problem   it has the older layout, which is read for a model alone
                  try       a .weights.h5 file that Keras 3 wrote""".formatted(file("legacy.h5")));
    }

    @Test
    void refusesTwoEntriesOfOnePath() {
        assertThatThrownBy(() -> WeightTree.of(List.of(entry("a", "x"), entry("a", "y"))))
                .hasMessage("two entries have the path \"a\"");
    }

    @Test
    void readsTheNamesOfMissingFilesAndFolders() {
        assertThatThrownBy(() -> WeightTree.read(folder)).hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> WeightTree.read(folder.resolve("none.h5")))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("there is no such file");
    }

    private WeightTree written(WeightTree tree) {
        Path path = folder.resolve("copy.weights.h5");
        tree.write(path);
        assertThat(path).hasSize(tree.writer().length());
        assertThat(folder.toFile().list()).containsExactly("copy.weights.h5");
        assertThat(Files.isRegularFile(path)).isTrue();
        return WeightTree.read(path);
    }

    private static NdArray variable(WeightTree tree, String path, int index) {
        return tree.entry(path).orElseThrow().variables().get(index);
    }
}
