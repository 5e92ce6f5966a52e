package dev.lamina.tensorflow.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.embedding;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.stringLookup;
import static dev.lamina.layers.Layers.textVectorization;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.activations.Activations;
import dev.lamina.errors.LaminaException;
import dev.lamina.layers.TextVectorization;
import dev.lamina.lowering.Lowering;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models whose inputs and outputs are strings, from arrays to arrays. */
final class TextModelTest {
    private static final int REPEATS = 20;

    private static NdArray strings(String... values) {
        return NdArray.of(values, values.length);
    }

    @Test
    void learnsFromTexts() {
        List<String> texts = new ArrayList<>();
        List<Float> moods = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            texts.addAll(List.of("What a GOOD film!", "a bad, bad film", "good. Very good", "not my film: bad"));
            moods.addAll(List.of(1f, 0f, 1f, 0f));
        }
        NdArray x = strings(texts.toArray(String[]::new));
        float[] y = new float[moods.size()];
        for (int i = 0; i < y.length; i++) {
            y[i] = moods.get(i);
        }
        TextVectorization words = textVectorization().outputSequenceLength(5).adapt(x);
        var text = input("text", DType.STRING);
        Model model = Model.of(
                "moods",
                text,
                text.then(words)
                        .then(embedding(words.vocabulary().size(), 4))
                        .then(flatten())
                        .then(dense(1).activation(Activations.SIGMOID)));
        try (CompiledModel run = TensorFlowBackend.compile(
                model, training().optimizer(adam(0.05)).loss(binaryCrossentropy()))) {
            List<Double> losses = run.fit(
                            x, NdArray.of(y, y.length, 1), fit -> fit.epochs(8).batchSize(8))
                    .get("loss");
            assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0) / 4);
            NdArray predicted =
                    run.predict(strings("good good film", "bad bad film")).get(0);
            assertThat(predicted.getDouble(0)).isGreaterThan(predicted.getDouble(1));
        }
    }

    @Test
    void givesStringsBackInBatches() {
        var x = input("x", DType.INT64, 1);
        Model model = Model.of(
                "words", x, x.then(stringLookup().vocabulary("größe", "猫").invert(true)));
        assertThat(Lowering.inference(model).toString()).contains("größe");
        long[] indices = new long[70];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i % 4;
        }
        try (CompiledModel run = TensorFlowBackend.compile(model)) {
            NdArray words = run.predict(NdArray.of(indices, indices.length, 1)).get(0);
            assertThat(words.shape().sizes()).containsExactly(70, 1);
            assertThat(words.strings())
                    .startsWith("[UNK]", "größe", "猫", "[UNK]")
                    .endsWith("[UNK]", "größe");
        }
    }

    @Test
    void findsEachWordOfALargeVocabularyAndNoOther() {
        String[] words = new String[20_000];
        for (int i = 0; i < words.length; i++) {
            words[i] = "word" + i * 7L;
        }
        var x = input("x", DType.STRING);
        Model model = Model.of("large", x, x.then(stringLookup().vocabulary(words)));
        try (CompiledModel run = TensorFlowBackend.compile(model)) {
            long[] found = (long[]) run.predictOnBatch(strings(words)).get(0).storage();
            for (int i = 0; i < words.length; i++) {
                assertThat(found[i]).isEqualTo(i + 1);
            }
            assertThat(run.predictOnBatch(strings("word1", "", "Word0")).get(0))
                    .isEqualTo(NdArray.of(new long[] {0, 0, 0}, 3));
        }
    }

    @Test
    void aWordWithoutAnIndexStopsTheRun() {
        var x = input("x", DType.STRING);
        Model model =
                Model.of("strict", x, x.then(stringLookup().vocabulary("a").numOovIndices(0)));
        try (CompiledModel run = TensorFlowBackend.compile(model)) {
            assertThat(run.predict(strings("a", "a")).get(0)).isEqualTo(NdArray.of(new long[] {0, 0}, 2));
            assertThatThrownBy(() -> run.predict(strings("a", "b")))
                    .hasMessageContaining("not in the vocabulary")
                    .hasMessageContaining("num_oov_indices is 0");
        }
    }

    @Test
    void numbersAreNoStrings() {
        var x = input("x", DType.STRING);
        Model model = Model.of("words", x, x.then(stringLookup().vocabulary("a")));
        try (CompiledModel run = TensorFlowBackend.compile(model)) {
            assertThatThrownBy(() -> run.predict(NdArray.of(new float[] {1, 2}, 2)))
                    .isInstanceOf(LaminaException.class)
                    .hasMessageContaining("string")
                    .hasMessageContaining("float32");
        }
    }
}
