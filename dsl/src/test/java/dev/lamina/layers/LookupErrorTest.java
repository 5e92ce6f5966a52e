package dev.lamina.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.categoryEncoding;
import static dev.lamina.layers.Layers.discretization;
import static dev.lamina.layers.Layers.hashedCrossing;
import static dev.lamina.layers.Layers.hashing;
import static dev.lamina.layers.Layers.integerLookup;
import static dev.lamina.layers.Layers.normalization;
import static dev.lamina.layers.Layers.stringLookup;
import static dev.lamina.layers.Layers.textVectorization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.config.Place;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What layers with vocabularies, bins and statistics refuse, and in which words. */
final class LookupErrorTest {
    private static void refuses(ThrowingCallable call, String... lines) {
        assertThatThrownBy(call).isInstanceOf(ConfigException.class).hasMessage(String.join("\n", lines));
    }

    private static void misfits(ThrowingCallable call, String... lines) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(String.join("\n", lines));
    }

    private static Runnable on(Layer<?> layer, DType type, int... sizes) {
        return () -> layer.on(input("x", type, sizes));
    }

    private static void read(Schema<?> schema, Map<String, Object> config) {
        schema.read(new LinkedHashMap<>(config), Place.root(LookupErrorTest::nothing));
    }

    private static <T> T nothing(Class<T> kind, Object plain, Place place) {
        throw place.unexpected(plain, "nothing of " + kind);
    }

    @Test
    void vocabulariesThatCannotBeUsed() {
        refuses(
                () -> on(stringLookup().name("animal"), DType.STRING, 3).run(),
                "string_lookup \"animal\" has no vocabulary",
                "  try   adapt(data), vocabulary(...), or loading the .keras file that the layer was saved in");
        refuses(
                () -> on(stringLookup().vocabulary(new String[0]), DType.STRING, 3)
                        .run(),
                "string_lookup cannot have an empty vocabulary",
                "  try   adapt(data), vocabulary(...), or loading the .keras file that the layer was saved in");
        refuses(
                () -> on(stringLookup().vocabulary("a", "b", "a"), DType.STRING, 3)
                        .run(),
                "string_lookup has a vocabulary with a token twice",
                "  received   \"a\"",
                "  try        each token once");
        refuses(
                () -> on(integerLookup().vocabulary(4, 5, 0).maskToken(0), DType.INT64, 3)
                        .run(),
                "integer_lookup has a vocabulary with its mask_token in it",
                "  received   0 at index 2",
                "  try        leave it out, or begin the vocabulary with exactly [0, -1]");
        refuses(
                () -> on(stringLookup().vocabulary("a", "b", "c").maxTokens(3), DType.STRING, 3)
                        .run(),
                "string_lookup has a vocabulary of 4 tokens, those for mask and unknown tokens included",
                "  received   max_tokens is 3",
                "  try        fewer tokens, or a larger maxTokens(...)");
    }

    @Test
    void settingsThatDoNotGoTogether() {
        StringLookup words = stringLookup().vocabulary("a", "b");
        refuses(
                () -> on(words.outputMode(OutputMode.TF_IDF), DType.STRING, 3).run(),
                "string_lookup has output_mode tf_idf without idf_weights",
                "  try   adapt(data), or idfWeights(...)");
        refuses(
                () -> on(words.idfWeights(0.5, 0.5), DType.STRING, 3).run(),
                "string_lookup has idf_weights with output_mode int",
                "  try   outputMode(TF_IDF)");
        refuses(
                () -> on(words.outputMode(OutputMode.TF_IDF).idfWeights(0.5), DType.STRING, 3)
                        .run(),
                "string_lookup needs as many idf_weights as its vocabulary has tokens",
                "  received   1 weights for 2 tokens");
        refuses(
                () -> on(words.padToMaxTokens(true), DType.STRING, 3).run(),
                "string_lookup has pad_to_max_tokens without max_tokens",
                "  try   maxTokens(...)");
        refuses(
                () -> on(words.invert(true).outputMode(OutputMode.COUNT), DType.INT64, 3)
                        .run(),
                "string_lookup cannot invert with output_mode count",
                "  try   outputMode(INT)");
        refuses(
                () -> on(integerLookup().vocabulary(1).salt(3), DType.INT64, 3).run(),
                "integer_lookup has a salt without a hash",
                "  received   salt [3, 3], oov_method floormod",
                "  try        oovMethod(FARMHASH)");
        refuses(
                () -> on(
                                textVectorization()
                                        .vocabulary("a")
                                        .outputMode(OutputMode.COUNT)
                                        .outputSequenceLength(3),
                                DType.STRING)
                        .run(),
                "text_vectorization has output_sequence_length with output_mode count",
                "  received   3",
                "  try        outputMode(INT)");
    }

    @Test
    void inputsOfOtherTypesAndShapes() {
        misfits(
                () -> on(stringLookup().vocabulary("a"), DType.INT32, 3).run(),
                "string_lookup needs strings",
                "  input 0   input \"x\"   (?, 3) int32",
                "  differs   the input is int32",
                "  try       input(name, STRING, ...), or integerLookup()");
        misfits(
                () -> on(textVectorization().vocabulary("a"), DType.STRING, 3).run(),
                "text_vectorization needs texts (batch) or (batch, 1)",
                "  input 0   input \"x\"   (?, 3) string",
                "  differs   the input is (?, 3) string",
                "  try       split(NONE) for tokens");
        misfits(
                () -> on(hashing(4).maskValue(3), DType.STRING, 3).run(),
                "hashing has a mask_value of another type than its input",
                "  input 0   input \"x\"   (?, 3) string",
                "  differs   the input is string, mask_value is 3");
        misfits(
                () -> hashedCrossing(4).on(input("a", DType.STRING, 1)),
                "hashed_crossing crosses at least two features of strings or integers, all (batch) or (batch, 1)",
                "  input 0   input \"a\"   (?, 1) string");
        misfits(
                () -> categoryEncoding(4).on(input("a", DType.INT32, 3), input("w", 3)),
                "category_encoding takes weights only for counting",
                "  input 0   input \"a\"   (?, 3) int32",
                "  input 1   input \"w\"   (?, 3)",
                "  differs   output_mode is multi_hot",
                "  try       outputMode(COUNT)");
    }

    @Test
    void documentsSayWhereTheyAreWrong() {
        refuses(
                () -> read(StringLookup.SCHEMA, Map.of("vocabulary", "/etc/passwd")),
                "vocabulary: expected a list of strings; received \"/etc/passwd\"",
                "  try   a file is read by vocabulary(Path) in Java, not from a document");
        refuses(
                () -> read(IntegerLookup.SCHEMA, Map.of("vocabulary", List.of(1, 2.5))),
                "vocabulary[1]: expected a list of integers; received 2.5");
        refuses(
                () -> read(StringLookup.SCHEMA, Map.of("sparse", true)),
                "StringLookup: sparse must be false, since there are no sparse tensors here; received true");
        refuses(
                () -> read(TextVectorization.SCHEMA, Map.of("ragged", true)),
                "TextVectorization: ragged must be false, since there are no ragged tensors here; received true");
        refuses(
                () -> read(TextVectorization.SCHEMA, Map.of("standardize", Map.of("class_name", "function"))),
                "standardize: a function of Python cannot run here",
                "  try   null, and the same on the input by the ops of dev.lamina.ops.Text");
        refuses(
                () -> read(CategoryEncoding.SCHEMA, Map.of("num_tokens", 3, "output_mode", "tf_idf")),
                "output_mode: expected one of multi_hot, one_hot, count; received \"tf_idf\"");
        refuses(
                () -> read(StringLookup.SCHEMA, Map.of("max_tokens", 1)),
                "StringLookup: max_tokens must be an integer greater than 1 or null; received 1");
        refuses(
                () -> read(Hashing.SCHEMA, Map.of("num_bins", 3, "salt", List.of(1, 2, 3))),
                "salt: expected an integer or a list of 2 integers; received [1, 2, 3]");
        refuses(
                () -> read(Normalization.SCHEMA, Map.of("mean", List.of(List.of(1), List.of(1, 2)))),
                "mean[1]: expected a number or lists of numbers of equal lengths; received [1, 2]");
    }

    @Test
    void olderNamesOfModesAreRead() {
        Layer<?> layer = TextVectorization.SCHEMA.read(
                new LinkedHashMap<>(Map.of("output_mode", "tf-idf")), Place.root(LookupErrorTest::nothing));
        assertThat(layer.configMap()).containsEntry("output_mode", "tf_idf");
    }

    @Test
    void statisticsAndBinsThatCannotBe() {
        refuses(() -> discretization(1, 3, 2), "Discretization: bin_boundaries must ascend; received [1.0, 3.0, 2.0]");
        refuses(
                () -> on(discretization(), DType.FLOAT32, 3).run(),
                "discretization has no bin_boundaries",
                "  try   discretization(boundaries...), or numBins(...) and adapt(data)");
        refuses(
                () -> discretization().adapt(NdArray.of(new float[] {1, 2}, 2)),
                "Discretization: adapt needs num_bins; received null",
                "  try   numBins(...)");
        refuses(
                () -> on(normalization().mean(1, 2).variance(1), DType.FLOAT32, 2)
                        .run(),
                "normalization needs a mean and a variance of one shape, with at most one axis for each of axis",
                "  mean       (2,)",
                "  variance   ()",
                "  axis       [-1]");
        misfits(
                () -> on(normalization().mean(1, 2).variance(1, 2), DType.FLOAT32, 3)
                        .run(),
                "normalization has no mean for each position of axis 1",
                "  input 0   input \"x\"   (?, 3)",
                "  differs   mean has 2, the input 3");
        refuses(
                () -> normalization().adapt(Collections.emptyList()),
                "Normalization: adapt needs at least one batch; received none");
        Normalization learned = normalization().adapt(NdArray.of(new float[] {1, 2, 3, 4}, 2, 2));
        misfits(
                () -> on(learned, DType.FLOAT32, 3).run(),
                "normalization was adapted to other data",
                "  input 0   input \"x\"   (?, 3)",
                "  differs   its axes [-1] had sizes (2,), now (3,)");
    }

    @Test
    void dataThatTeachesNothing() {
        NdArray numbers = NdArray.of(new float[] {1, 2}, 2);
        refuses(() -> stringLookup().adapt(numbers), "StringLookup: adapt needs strings; received float32 (2,)");
        refuses(() -> integerLookup().adapt(numbers), "IntegerLookup: adapt needs integers; received float32 (2,)");
        refuses(
                () -> textVectorization().adapt(NdArray.of(new String[] {"a", "b"}, 1, 2)),
                "TextVectorization: adapt needs strings of shape (n,) or (n, 1); received string (1, 2)");
        refuses(
                () -> stringLookup().adapt(NdArray.of(new String[] {"[UNK]"}, 1)),
                "string_lookup found no token to learn",
                "  received   1 documents",
                "  try        data that holds tokens beside those for mask and unknown ones");
        assertThatThrownBy(() -> NdArray.of(new String[] {"a", null}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("element 1 of the strings is null");
    }

    @Test
    void vocabulariesComeFromFiles(@TempDir Path folder) throws IOException {
        Path words = Files.writeString(folder.resolve("words.txt"), "cat\ngröße\n");
        Path codes = Files.writeString(folder.resolve("codes.txt"), "7\n-3\n");

        assertThat(stringLookup().vocabulary(words).vocabulary()).containsExactly("[UNK]", "cat", "größe");
        assertThat(integerLookup().vocabulary(codes).vocabulary()).containsExactly(-1L, 7L, -3L);
        assertThatThrownBy(() -> integerLookup().vocabulary(words))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must hold one integer in each line");
        assertThatThrownBy(() -> stringLookup().vocabulary(folder.resolve("none.txt")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.txt cannot be read");
    }
}
