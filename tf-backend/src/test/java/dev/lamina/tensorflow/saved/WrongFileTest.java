package dev.lamina.tensorflow.saved;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ConfigException;
import dev.lamina.losses.Losses;
import dev.lamina.optimizers.Optimizers;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.WeightReport;
import dev.lamina.tensorflow.files.ModelFileException;
import dev.lamina.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users read when a file is not what they think; and that nothing is loaded by half. */
class WrongFileTest {
    @TempDir
    private Path folder;

    private Path saved;

    @BeforeEach
    void save() {
        saved = folder.resolve("model.keras");
        try (CompiledModel model = TensorFlowBackend.compile(model(3, 2))) {
            model.save(saved);
            model.saveWeights(folder.resolve("model.weights.h5"));
        }
    }

    private static Model model(int... units) {
        return Sequential.of(
                "m",
                input("x", 4),
                Arrays.stream(units).mapToObj(size -> dense(size)).toList());
    }

    private Path weights() {
        return folder.resolve("model.weights.h5");
    }

    private static void refuses(Model model, Path weights, String message) {
        try (CompiledModel compiled = TensorFlowBackend.compile(model)) {
            var before = compiled.weights();
            assertThatThrownBy(() -> compiled.loadWeights(weights))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessage(message);
            assertThat(compiled.weights()).isEqualTo(before);
        }
    }

    @Test
    void namesWeightsThatAreMissing() {
        refuses(model(3, 2, 5), weights(), """
                cannot read "%s"
                  problem   its weights are not those of model "m"
                  missing   layers/dense_2 "dense_2": kernel (2, 5), bias (5,)
                  try       the model that the file was saved from, or loadWeights(file, load -> load.skipMismatch(true)) to take what fits""".formatted(weights()));
    }

    @Test
    void namesWeightsThatAreUnexpected() {
        refuses(model(3), weights(), """
                cannot read "%s"
                  problem      its weights are not those of model "m"
                  unexpected   layers/dense_1 "dense_1": (3, 2), (2,)
                  try          the model that the file was saved from, or loadWeights(file, load -> load.skipMismatch(true)) to take what fits""".formatted(weights()));
    }

    @Test
    void namesWeightsOfAnotherShape() {
        refuses(model(3, 7), weights(), """
                cannot read "%s"
                  problem     its weights are not those of model "m"
                  differing   layers/dense_1 "dense_1": kernel (3, 7); in the file "dense_1": (3, 2)
                              layers/dense_1 "dense_1": bias (7,); in the file "dense_1": (2,)
                  try         the model that the file was saved from, or loadWeights(file, load -> load.skipMismatch(true)) to take what fits""".formatted(weights()));
    }

    @Test
    void takesWhatFitsWhereAsked() {
        try (CompiledModel original = TensorFlowBackend.load(saved);
                CompiledModel other = TensorFlowBackend.compile(model(3, 7))) {
            WeightReport report = other.loadWeights(weights(), load -> load.skipMismatch(true));
            assertThat(report.loaded()).containsExactly("dense/kernel", "dense/bias");
            assertThat(report).hasToString("""
                    loaded 2 weights
                      differing   layers/dense_1 "dense_1": kernel (3, 7); in the file "dense_1": (3, 2)
                                  layers/dense_1 "dense_1": bias (7,); in the file "dense_1": (2,)""");
            assertThat(other.weights().get("dense/kernel"))
                    .isEqualTo(original.weights().get("dense/kernel"));
        }
    }

    @Test
    void saysThatAnArchiveIsCutShort() throws IOException {
        byte[] bytes = Files.readAllBytes(saved);
        Files.write(saved, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> TensorFlowBackend.load(saved))
                .isInstanceOf(ModelFileException.class)
                .hasMessageEndingWith("try       copying or downloading the file again: it was cut short or changed");
    }

    @Test
    void saysWhereTheJsonIsWrong() throws IOException {
        replaceInConfig("\"class_name\":\"Sequential\"", "\"class_name\":");
        assertThatThrownBy(() -> TensorFlowBackend.load(saved))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("cannot read \"" + saved + "\"\n  place     config.json\n  problem   ")
                .hasMessageContaining("not JSON (line 1, column ");
    }

    @Test
    void namesAnUnknownLayer() throws IOException {
        replaceInConfig("\"Dense\"", "\"Densa\"");
        assertThatThrownBy(() -> TensorFlowBackend.load(saved)).hasMessage("""
                cannot read "%s"
                  place     config.json
                  problem   config.layers[1]: unknown layer Densa; did you mean Dense?
                  try       Catalog.installed().plus(Densa.SCHEMA) as the catalog to read with""".formatted(saved));
    }

    @Test
    void namesTheStateOfAnotherOptimizer() throws IOException {
        Training adam = Training.training().optimizer(Optimizers.adam(0.1)).loss(Losses.meanSquaredError());
        try (CompiledModel model = TensorFlowBackend.compile(model(3, 2), adam)) {
            model.save(saved);
        }
        replaceInConfig("\"amsgrad\":false", "\"amsgrad\":true");
        assertThatThrownBy(() -> TensorFlowBackend.load(saved)).hasMessage("""
                cannot read "%s"
                  place     model.weights.h5 /optimizer
                  problem   it is not the state of adam: the optimizer has 14 variables, the file 10
                  try       load(file, load -> load.training(false)) for the model without its training""".formatted(saved));
        try (CompiledModel model = TensorFlowBackend.load(saved, load -> load.training(false))) {
            assertThat(model.weights()).hasSize(4);
        }
    }

    @Test
    void keepsTheOldFileWhereTheNewCannotBeWritten() throws IOException {
        byte[] before = Files.readAllBytes(saved);
        SymbolicTensor x = input("x", 2);
        Model unwritable = Model.of("m", x, x.then(dense(2)));
        Training training = Training.training().loss((yTrue, yPred) -> yTrue.minus(yPred));
        try (CompiledModel model = TensorFlowBackend.compile(unwritable, training)) {
            assertThatThrownBy(() -> model.save(saved)).isInstanceOf(ConfigException.class);
        }
        assertThat(saved).hasBinaryContent(before);
    }

    @Test
    void asksForANameThatSaysTheLayout() {
        try (CompiledModel model = TensorFlowBackend.compile(model(1))) {
            assertThatThrownBy(() -> model.saveWeights(folder.resolve("weights.keras")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("ends in .weights.h5");
            assertThatThrownBy(() -> model.save(folder.resolve("m.weights.h5")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("try   saveWeights");
            assertThatThrownBy(() -> model.saveUnzipped(folder.resolve("m.keras")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("a folder of another name");
        }
    }

    /** Writes the archive again with another model in it. */
    private void replaceInConfig(String part, String by) throws IOException {
        Path changed = folder.resolve("changed.keras");
        try (ZipFile zip = new ZipFile(saved.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().equals("config.json")) {
                    String config = new String(bytes, UTF_8);
                    assertThat(config).contains(part);
                    bytes = config.replace(part, by).getBytes(UTF_8);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(bytes);
            }
        }
        Files.move(changed, saved, StandardCopyOption.REPLACE_EXISTING);
    }
}
