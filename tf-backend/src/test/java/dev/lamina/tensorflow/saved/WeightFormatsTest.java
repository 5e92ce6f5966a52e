package dev.lamina.tensorflow.saved;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.TANH;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.bidirectional;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.lstm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Sequential;
import dev.lamina.SymbolicTensor;
import dev.lamina.losses.Losses;
import dev.lamina.optimizers.Optimizers;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.WeightOptions;
import dev.lamina.tensorflow.WeightReport;
import dev.lamina.tensorflow.data.Npz;
import dev.lamina.tensorflow.files.ModelFileException;
import dev.lamina.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights go through every kind of file, matched by place or by name. What lies in target/keras-roundtrip/formats is loaded by
 * checks/keras/roundtrip.py into the model of real Keras.
 */
class WeightFormatsTest {
    private static final Path WRITTEN = Path.of("target/keras-roundtrip/formats");
    private static final int SMALL_SHARD = 300;
    private static final NdArray X = NdArray.of(
            new float[] {.1f, .2f, .3f, .4f, .5f, -.6f, .7f, .8f, .9f, -1f, 1.1f, 1.2f, -.3f, .2f, .1f, 0, 1, -1},
            3,
            3,
            2);

    @TempDir
    private Path folder;

    /** Sizes: at most one kernel goes into a small shard. */
    private static Model model() {
        SymbolicTensor c = input("c", 6);
        Model inner = Model.of(
                "inner",
                c,
                c.then(dense(5).name("hidden")).then(batchNormalization().name("norm")));
        SymbolicTensor x = input("x", 3, 2);
        return Model.of(
                "formats",
                x,
                x.then(bidirectional(lstm(3)).name("both")).then(inner).then(dense(2).name("head")));
    }

    private static Training training() {
        return Training.training().optimizer(Optimizers.adam(0.05)).loss(Losses.meanSquaredError());
    }

    private static void train(CompiledModel model, int steps) {
        for (int i = 0; i < steps; i++) {
            model.trainOnBatch(X, NdArray.of(new float[] {1, 0, 0, 1, 1, 1}, 3, 2));
        }
    }

    @Test
    void everyKindOfFileHoldsTheSameWeights() throws IOException {
        Files.createDirectories(WRITTEN);
        List<Path> files = new ArrayList<>();
        for (String name :
                List.of("model.keras", "model.h5", "model.weights.h5", "sharded.weights.json", "weights.h5")) {
            files.add(WRITTEN.resolve(name));
        }
        try (CompiledModel model = TensorFlowBackend.compile(model(), training())) {
            train(model, 4);
            model.save(files.get(0));
            model.save(files.get(1));
            model.saveWeights(files.get(2));
            model.saveWeights(files.get(3), SMALL_SHARD);
            model.saveWeights(files.get(4));
            model.saveUnzipped(WRITTEN.resolve("unzipped"));
            Npz.write(
                    WRITTEN.resolve("arrays.npz"),
                    Map.of("input_0", X, "output_0", model.predict(X).get(0)));
            files.add(WRITTEN.resolve("unzipped"));
            assertThat(WRITTEN.resolve("sharded_00003.weights.h5")).exists();
            try (CompiledModel other = TensorFlowBackend.compile(model(), training())) {
                for (Path file : files) {
                    for (boolean byName : new boolean[] {false, true}) {
                        other.setWeights(zeros(other));
                        WeightReport report = other.loadWeights(file, load -> load.byName(byName));
                        assertThat(other.weights()).as("%s", file).isEqualTo(model.weights());
                        assertThat(report.isWhole()).as("%s: %s", file, report).isTrue();
                        assertThat(report.loaded())
                                .containsExactlyElementsOf(model.weights().keySet());
                    }
                }
            }
            train(model, 2);
            for (Path file : List.of(files.get(0), files.get(1), files.get(5))) {
                try (CompiledModel loaded = TensorFlowBackend.load(file)) {
                    train(loaded, 2);
                    assertThat(loaded.weights()).as("%s, trained on", file).isEqualTo(model.weights());
                }
            }
            try (CompiledModel loaded = TensorFlowBackend.compile(model(), training())) {
                loaded.loadWeights(files.get(3)); // with the state of the optimizer
                train(loaded, 2);
                assertThat(loaded.weights()).isEqualTo(model.weights());
            }
        }
    }

    private static Map<String, NdArray> zeros(CompiledModel model) {
        Map<String, NdArray> zeros = new java.util.LinkedHashMap<>();
        model.weights().forEach((name, value) -> zeros.put(name, NdArray.zeros(value.dtype(), value.shape())));
        return zeros;
    }

    private static Model head(String inserted, int units) {
        return Sequential.of(
                "m",
                input("x", 4),
                dense(3).activation(TANH).name(inserted),
                dense(3).name("body"),
                dense(units).name("head"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.weights.h5", "m.weights.json", "m.h5", "m.keras"})
    void namesFindLayersInOtherPlaces(String name) {
        Path file = folder.resolve(name);
        Model shorter = Sequential.of("m", input("x", 3), dense(3).name("body"), dense(2).name("head"));
        try (CompiledModel source = TensorFlowBackend.compile(shorter);
                CompiledModel target = TensorFlowBackend.compile(head("new", 2))) {
            save(source, file);
            Map<String, NdArray> before = target.weights();
            WeightReport report = target.loadWeights(file, load -> load.byName(true));

            assertThat(report.loaded()).containsExactly("body/kernel", "body/bias", "head/kernel", "head/bias");
            assertThat(report.missing()).singleElement().asString().contains("\"new\": kernel (4, 3), bias (3,)");
            assertThat(report.unexpected()).isEmpty();
            assertThat(target.weights().get("head/kernel"))
                    .isEqualTo(source.weights().get("head/kernel"));
            assertThat(target.weights().get("new/kernel")).isEqualTo(before.get("new/kernel"));
            assertThatThrownBy(() -> target.loadWeights(file)).isInstanceOf(ModelFileException.class);
        }
    }

    private static void save(CompiledModel model, Path file) {
        if (file.toString().endsWith(".keras")) {
            model.save(file);
        } else {
            model.saveWeights(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.weights.h5", "m.h5"})
    void layersOfTheNameOfAnotherShapeAreSkippedWhereAsked(String name) {
        Path file = folder.resolve(name);
        try (CompiledModel source = TensorFlowBackend.compile(head("first", 2));
                CompiledModel target = TensorFlowBackend.compile(head("start", 5))) {
            source.saveWeights(file);
            Map<String, NdArray> before = target.weights();
            assertRefused(target, file, load -> load.byName(true), """
                      problem     layers of the same name are not those of model "m"
                      differing   layers/dense_2 "head": kernel (3, 5); in the file "head": (3, 2)
                                  layers/dense_2 "head": bias (5,); in the file "head": (2,)
                      try         load.skipMismatch(true) to leave these as they are""");
            WeightReport report =
                    target.loadWeights(file, load -> load.byName(true).skipMismatch(true));

            assertThat(report.loaded()).containsExactly("body/kernel", "body/bias");
            assertThat(report.missing()).hasSize(1);
            assertThat(report.unexpected()).containsExactly("layers/(first) \"first\": (4, 3), (3,)");
            assertThat(report.differing()).hasSize(2);
            assertThat(target.weights().get("head/kernel")).isEqualTo(before.get("head/kernel"));
        }
    }

    @Test
    void saysWhereNothingFits() {
        Path file = folder.resolve("m.weights.h5");
        Model stranger = Sequential.of("s", input("x", 9), dense(7).name("alone"));
        try (CompiledModel source = TensorFlowBackend.compile(stranger);
                CompiledModel target = TensorFlowBackend.compile(head("first", 2))) {
            source.saveWeights(file);
            assertRefused(target, file, load -> load.byName(true), "problem      nothing in it fits model \"m\"");
            assertRefused(target, file, load -> load.skipMismatch(true), "problem     nothing in it fits model \"m\"");
        }
    }

    private static void assertRefused(
            CompiledModel target, Path file, UnaryOperator<WeightOptions> options, String text) {
        Map<String, NdArray> before = target.weights();
        assertThatThrownBy(() -> target.loadWeights(file, options))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(text.indent(2).strip());
        assertThat(target.weights()).isEqualTo(before);
    }

    @Test
    void anIndexLeadsNowhereElse() throws IOException {
        Path index = folder.resolve("m.weights.json");
        try (CompiledModel model = TensorFlowBackend.compile(head("first", 2))) {
            for (String wrong : List.of("../m.h5", "", "/etc/passwd", "..")) {
                Files.writeString(index, "{\"weight_map\": {\"/vars\": \"" + wrong + "\"}}");
                assertThatThrownBy(() -> model.loadWeights(index))
                        .isInstanceOf(ModelFileException.class)
                        .hasMessageContaining("\"" + wrong + "\" is not the name of a file beside it");
            }
            Files.writeString(index, "{\"weight_map\": {\"/vars\": [\"gone.weights.h5\"]}}");
            assertThatThrownBy(() -> model.loadWeights(index)).hasMessageContaining("there is no such file");
            Files.writeString(index, "[1]");
            assertThatThrownBy(() -> model.loadWeights(index)).hasMessageContaining("it has no weight_map");
            Files.writeString(index, "{");
            assertThatThrownBy(() -> model.loadWeights(index)).hasMessageContaining("not JSON");
        }
    }

    @Test
    void listsOfNamesGoOnInFurtherAttributes() {
        Path file = folder.resolve("many.h5");
        String longName = "a_name_of_some_length_".repeat(30);
        List<dev.lamina.Block> layers = new ArrayList<>();
        for (int i = 0; i < 110; i++) {
            layers.add(dense(1).name(longName + i));
        }
        Model model = Sequential.of("many", input("x", 1), layers);
        try (CompiledModel source = TensorFlowBackend.compile(model);
                CompiledModel target = TensorFlowBackend.compile(model)) {
            source.save(file);
            target.loadWeights(file);
            assertThat(target.weights()).isEqualTo(source.weights());
        }
    }
}
