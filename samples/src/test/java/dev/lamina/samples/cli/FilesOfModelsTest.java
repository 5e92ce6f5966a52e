package dev.lamina.samples.cli;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.dropout;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Npz;
import dev.lamina.training.Training;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fit}, {@code evaluate}, {@code convert}, {@code diff} and {@code plot}. */
class FilesOfModelsTest {
    private static final Training TRAINING =
            training().optimizer(sgd(0.1)).loss("mse").metrics("mae");

    @TempDir
    private static Path folder;

    private static final NdArray X = random(24, 2);
    private static final NdArray Y = random(24, 1);

    private static NdArray random(int rows, int columns) {
        Random random = new Random((long) rows * columns);
        double[] values = random.doubles((long) rows * columns).toArray();
        return NdArray.of(values, rows, columns);
    }

    private static Model model() {
        SymbolicTensor x = input("x", 2);
        return Model.of("small", x, x.then(dense(3).name("hidden")).then(dense(1).name("out")));
    }

    @BeforeAll
    static void save() throws IOException {
        try (CompiledModel compiled = TensorFlowBackend.compile(model(), TRAINING)) {
            compiled.save(file("model.keras"));
            compiled.saveWeights(file("model.weights.h5"));
        }
        Files.writeString(file("model.json"), KerasJson.write(model()));
        Npz.write(file("data.npz"), Map.of("input_0", X, "target_0", Y));
        Npz.write(file("typo.npz"), Map.of("x", X, "targets_0", Y));
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }

    private static Map<String, NdArray> weights(String name) {
        try (CompiledModel compiled = TensorFlowBackend.load(file(name))) {
            return compiled.weights();
        }
    }

    @Test
    void fitTrainsAsTheLibraryDoes() throws IOException {
        Outcome outcome = Outcome.of(
                "fit",
                file("model.keras"),
                "--data",
                file("data.npz"),
                "--epochs",
                2,
                "--batch-size",
                8,
                "--seed",
                3,
                "--validation",
                file("data.npz"),
                "--out",
                file("fitted.keras"),
                "--history",
                file("history.json"));

        assertThat(outcome.err()).contains("epoch 2/2 3/3", "val_loss");
        assertThat(outcome.out()).isEqualTo(file("fitted.keras") + "\n");
        assertThat(outcome.status()).isZero();
        try (CompiledModel compiled = TensorFlowBackend.load(file("model.keras"))) {
            ArrayDataset data = ArrayDataset.of(X, Y);
            var history =
                    compiled.fit(data, fit -> fit.epochs(2).batchSize(8).seed(3).validation(data));
            assertThat(weights("fitted.keras")).isEqualTo(compiled.weights());
            assertThat(file("history.json"))
                    .hasContent("{\"loss\": " + history.get("loss") + ", \"mae\": " + history.get("mae")
                            + ", \"val_loss\": " + history.get("val_loss") + ", \"val_mae\": " + history.get("val_mae")
                            + "}\n");
        }
    }

    @Test
    void fitTakesAnotherOptimizerAndLoss() {
        Outcome outcome = Outcome.of(
                "fit",
                file("model.json"),
                "--weights",
                file("model.weights.h5"),
                "--data",
                file("data.npz"),
                "--optimizer",
                "{\"class_name\": \"SGD\", \"config\": {\"learning_rate\": 0.5}}",
                "--loss",
                "mae",
                "--no-shuffle",
                "--out",
                file("other.keras"),
                "--quiet");

        assertThat(outcome).isEqualTo(new Outcome(0, file("other.keras") + "\n", ""));
        try (CompiledModel compiled = TensorFlowBackend.compile(
                model(), training().optimizer(sgd(0.5)).loss("mae"))) {
            compiled.setWeights(List.copyOf(weights("model.keras").values()));
            compiled.fit(ArrayDataset.of(X, Y), fit -> fit.shuffle(false));
            assertThat(weights("other.keras")).isEqualTo(compiled.weights());
        }
    }

    @Test
    void fitTellsWhatIsWrong() {
        assertThat(fit("model.json", "data.npz").err())
                .startsWith("lamina fit: \"" + file("model.json") + "\" was saved without a training\n")
                .contains("--optimizer adam --loss mse");
        assertThat(fit("model.keras", "typo.npz")).isEqualTo(new Outcome(1, "", """
                lamina fit: "%s" has arrays that model "small" does not know
                  found      targets_0
                  expected   input_0 ..., target_0 ... and sample_weight_0 ..., one for each of 1 inputs and 1 outputs
                  try        renaming them, or leaving them out
                """.formatted(file("typo.npz"))));
        assertThat(fit("model.keras", "data.npz", "--optimizer", "{\"class_name\": \"SDG\", \"config\": {}}")
                        .err())
                .startsWith("lamina fit: --optimizer: ")
                .contains("SDG");
        assertThat(file("unused.keras")).doesNotExist();
    }

    private static Outcome fit(String model, String data, Object... more) {
        List<Object> arguments = new java.util.ArrayList<>(
                List.of("fit", file(model), "--data", file(data), "--out", file("unused.keras"), "--quiet"));
        arguments.addAll(List.of(more));
        return Outcome.of(arguments.toArray());
    }

    @Test
    void evaluatePrintsLossesAndMetrics() {
        Outcome outcome = Outcome.of("evaluate", file("model.keras"), "--data", file("data.npz"), "--batch-size", 5);

        try (CompiledModel compiled = TensorFlowBackend.load(file("model.keras"))) {
            Map<String, Double> expected = compiled.evaluate(ArrayDataset.of(X, Y), options -> options.batchSize(5));
            assertThat(outcome)
                    .isEqualTo(new Outcome(
                            0, "{\"loss\": " + expected.get("loss") + ", \"mae\": " + expected.get("mae") + "}\n", ""));
        }
    }

    @Test
    void convertsToAndFro() throws IOException {
        Path json = file("converted.json");
        Path whole = file("converted.keras");

        assertThat(Outcome.of("convert", file("model.keras"), json)).isEqualTo(new Outcome(0, json + "\n", ""));
        assertThat(Outcome.of("convert", file("model.keras"), file("converted.weights.h5"))
                        .status())
                .isZero();
        assertThat(Outcome.of("convert", json, "--weights", file("converted.weights.h5"), whole)
                        .status())
                .isZero();
        assertThat(weights("converted.keras")).isEqualTo(weights("model.keras"));
        assertThat(Files.readString(json)).contains("\"compile_config\"", "\"SGD\"");
        assertThat(Outcome.of("evaluate", whole, "--data", file("data.npz")))
                .isEqualTo(Outcome.of("evaluate", file("model.keras"), "--data", file("data.npz")));
    }

    @Test
    void equalModelsDoNotDiffer() {
        assertThat(Outcome.of("diff", file("model.keras"), file("model.keras")))
                .isEqualTo(new Outcome(0, "no difference: the layers and the weights are equal\n", ""));
        assertThat(Outcome.of("diff", file("model.keras"), file("model.json")))
                .isEqualTo(new Outcome(0, "no difference: the layers are equal\n", ""));
        assertThat(Outcome.of("diff", "--json", file("model.keras"), file("model.json")))
                .isEqualTo(new Outcome(0, "{\"equal\":true,\"layers\":[],\"weights\":null}\n", ""));
    }

    @Test
    void diffTellsLayersAndWeights() {
        SymbolicTensor x = input("x", 2);
        Model other = Model.of(
                "small",
                x,
                x.then(dense(3).name("hidden").useBias(false))
                        .then(dropout(0.1))
                        .then(dense(1).name("out")));
        try (CompiledModel compiled = TensorFlowBackend.compile(other)) {
            Map<String, NdArray> weights = weights("model.keras");
            float[] changed = weights.get("hidden/kernel").floats();
            changed[4] = 0.5f;
            changed[3] += 0.001f;
            compiled.setWeights(Map.of(
                    "hidden/kernel", NdArray.of(changed, 2, 3),
                    "out/kernel", weights.get("out/kernel"),
                    "out/bias", weights.get("out/bias")));
            compiled.save(file("other_layers.keras"));
        }

        Outcome outcome = Outcome.of("diff", file("model.keras"), file("other_layers.keras"));

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .startsWith("""
                        ~ hidden   Dense
                            use_bias  true → false
                        ~ out      Dense
                            input from  hidden → dropout
                        + dropout  Dropout

                        ~ hidden/kernel  largest difference\s""")
                .contains(" at [1, 1]: ", " → 0.500000; 2 of 6 numbers differ\n")
                .endsWith("- hidden/bias    float32(3,)\n  2 weights are equal\n");
        assertThat(Outcome.of("diff", "--json", file("model.keras"), file("other_layers.keras"))
                        .out())
                .startsWith(
                        "{\"equal\":false,\"layers\":["
                                + "{\"kind\":\"changed\",\"name\":\"hidden\",\"class\":\"Dense\",\"values\":{\"use_bias\":[\"true\",\"false\"]}},")
                .contains(
                        "\"name\":\"hidden/kernel\",\"values\":[\"float32(2, 3)\",\"float32(2, 3)\"],\"largest\":{\"difference\":0.",
                        ",\"at\":[1,1],\"values\":[",
                        ",0.5],\"differing\":2,\"size\":6}}")
                .endsWith("{\"kind\":\"removed\",\"name\":\"hidden/bias\",\"values\":[\"float32(3,)\",\"-\"]}],"
                        + "\"equal_weights\":2}\n");
    }

    @Test
    void plotsAreWhatTheEndingSays() throws IOException {
        for (String name : new String[] {"plot.svg", "plot.dot", "plot.png"}) {
            assertThat(Outcome.of("plot", file("model.keras"), "--out", file(name), "--shapes"))
                    .isEqualTo(new Outcome(0, file(name) + "\n", ""));
        }
        assertThat(Files.readString(file("plot.svg"))).startsWith("<svg ").contains(">hidden</text>", ">(?, 3)</text>");
        assertThat(Files.readString(file("plot.dot")))
                .startsWith("digraph \"small\" {")
                .contains("n1 -> n2;");
        BufferedImage image = ImageIO.read(file("plot.png").toFile());
        assertThat(image.getWidth()).isBetween(250, 400);
        // The border of the first box, in the colour of inputs, two pixels for one unit.
        assertThat(image.getRGB(image.getWidth() / 2, 48) & 0xffffff).isEqualTo(0x6b7a8d);
    }
}
