package dev.lamina.samples.cli;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code summary} and {@code predict}: verbs for files of models. */
class ModelFilesTest {
    @TempDir
    private static Path folder;

    private static final NdArray X = NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    private static NdArray expected;

    @BeforeAll
    static void save() throws IOException {
        SymbolicTensor x = input("x", 2);
        Model model = Model.of("small", x, x.then(dense(3)).then(dense(1)));
        try (CompiledModel compiled = TensorFlowBackend.compile(model)) {
            expected = compiled.predictOnBatch(X).get(0);
            compiled.save(folder.resolve("model.keras"));
            compiled.saveWeights(folder.resolve("model.weights.h5"));
        }
        Files.writeString(folder.resolve("model.json"), KerasJson.write(model));
        Npz.write(folder.resolve("x.npz"), Map.of("x", X));
        Npz.write(folder.resolve("by_position.npz"), Map.of("input_0", X));
        Npz.write(folder.resolve("wrong.npz"), Map.of("X", X));
        Npz.write(folder.resolve("wide.npz"), Map.of("x", X.reshape(2, 3)));
        Files.writeString(folder.resolve("text.keras"), "hello");
        Files.writeString(folder.resolve("broken.json"), "{\"class_name\": \"Functional\"}");
    }

    @Test
    void summaryIsTheTable() {
        Outcome outcome = Outcome.of("summary", folder.resolve("model.keras"));

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith("Model: \"small\"\n")
                .contains("│ dense_1 (Dense) ")
                .contains(" Total params: 13 (52.00 B)\n Trainable params: 13 (52.00 B)\n Non-trainable params: 0 ");
    }

    @Test
    void summaryOfAnArchitectureIsTheSame() {
        assertThat(Outcome.of("summary", folder.resolve("model.json")))
                .isEqualTo(Outcome.of("summary", folder.resolve("model.keras")));
    }

    @Test
    void summaryAsJson() {
        assertThat(Outcome.of("summary", "--json", folder.resolve("model.json")).out())
                .isEqualTo("{\"total\":13,\"trainable\":13,\"non_trainable\":0,\"layers\":["
                        + "{\"name\":\"x\",\"class\":\"InputLayer\",\"output_shape\":[null,2],\"params\":0},"
                        + "{\"name\":\"dense\",\"class\":\"Dense\",\"output_shape\":[null,3],\"params\":9},"
                        + "{\"name\":\"dense_1\",\"class\":\"Dense\",\"output_shape\":[null,1],\"params\":4}]}\n");
    }

    @Test
    void summaryListsWeights() {
        assertThat(Outcome.of("summary", "--weights", folder.resolve("model.json"))
                        .out())
                .endsWith("""

                        dense/kernel    float32 (2, 3)
                        dense/bias      float32 (3,)
                        dense_1/kernel  float32 (3, 1)
                        dense_1/bias    float32 (1,)
                        """);
        assertThat(Outcome.of("summary", "--weights", "--json", folder.resolve("model.json"))
                        .out())
                .contains("\"weights\":[{\"name\":\"dense/kernel\",\"dtype\":\"float32\",\"shape\":[2,3],"
                        + "\"trainable\":true},");
    }

    @Test
    void predictsWithArraysByNameOrPosition() {
        for (String inputs : new String[] {"x.npz", "by_position.npz"}) {
            Path output = folder.resolve("of_" + inputs);
            Outcome outcome = Outcome.of(
                    "predict", folder.resolve("model.keras"), "--input", folder.resolve(inputs), "--output", output);

            assertThat(outcome).isEqualTo(new Outcome(0, "", "output_0  float32(3, 1)\n"));
            assertThat(Npz.read(output)).isEqualTo(Map.of("output_0", expected));
        }
    }

    @Test
    void predictsWithWeightsBesideTheArchitecture() {
        Path output = folder.resolve("apart.npz");
        Outcome outcome = Outcome.of(
                "predict",
                folder.resolve("model.json"),
                "--weights",
                folder.resolve("model.weights.h5"),
                "--input",
                folder.resolve("x.npz"),
                "--output",
                output,
                "--batch-size",
                2,
                "--quiet");

        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        assertThat(Npz.read(output)).isEqualTo(Map.of("output_0", expected));
    }

    @Test
    void missingFileIsNamed() {
        assertThat(Outcome.of("summary", "no/such.keras"))
                .isEqualTo(new Outcome(1, "", "lamina summary: there is no file or folder \"no/such.keras\"\n"));
        assertThat(predict("model.keras", "none.npz"))
                .isEqualTo(new Outcome(
                        1, "", "lamina predict: there is no file or folder \"" + folder.resolve("none.npz") + "\"\n"));
    }

    @Test
    void whatIsNoModelIsToldByItsContent() {
        Path file = folder.resolve("text.keras");

        assertThat(Outcome.of("summary", file)).isEqualTo(new Outcome(1, "", """
                        lamina summary: "%s" is no model that lamina reads
                          expected   a .keras archive, a whole .h5 model, a SavedModel of Lamina's, or a .json architecture
                          found      something else
                          try        another file
                        """.formatted(file)));
    }

    @Test
    void brokenArchitectureIsToldWithItsFile() {
        Path file = folder.resolve("broken.json");
        Outcome outcome = Outcome.of("summary", file);

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("lamina summary: \"" + file + "\": ")
                .doesNotContain("\tat ");
        assertThat(Outcome.of("summary", file, "--debug").err()).contains("\tat dev.lamina.");
    }

    /** Real Keras keeps what layers learned in files beside the document. */
    @Test
    void vocabulariesComeFromBesideTheDocument() throws IOException {
        Path learned = Path.of("../tf-backend/src/test/resources/files/vocabularies.keras");
        Path json = folder.resolve("learned.json");

        assertThat(Outcome.of("summary", learned).out()).contains("(StringLookup)");
        assertThat(Outcome.of("convert", learned, json)).isEqualTo(new Outcome(0, json + "\n", ""));
        assertThat(Files.readString(json)).contains("\"dog\"");
    }

    @Test
    void architectureWithoutWeightsCannotPredict() {
        Outcome outcome = predict("model.json", "x.npz");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("lamina predict: \"" + folder.resolve("model.json")
                        + "\" is an architecture without weights; --weights says where they are\n");
    }

    @Test
    void arrayOfAnotherNameIsTold() {
        assertThat(predict("model.keras", "wrong.npz"))
                .isEqualTo(new Outcome(1, "", """
                        lamina predict: "%s" has no array for input 0 of the model
                          expected   "x" or "input_0"
                          found      X
                          try        renaming "X"
                        """.formatted(folder.resolve("wrong.npz"))));
    }

    @Test
    void arrayOfAnotherShapeIsTold() {
        Outcome outcome = predict("model.keras", "wide.npz");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("input 0 \"x\" of model \"small\"").contains("axis 1: 3 is not 2");
    }

    private static Outcome predict(String model, String inputs) {
        return Outcome.of(
                "predict",
                folder.resolve(model),
                "--input",
                folder.resolve(inputs),
                "--output",
                folder.resolve("unused.npz"));
    }
}
