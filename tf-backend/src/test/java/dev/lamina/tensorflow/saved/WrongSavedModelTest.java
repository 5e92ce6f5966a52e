package dev.lamina.tensorflow.saved;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.files.ModelFileException;
import dev.lamina.tensorflow.serving.SavedModel;
import dev.lamina.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users read when a SavedModel is not what they think, is called wrongly, or cannot be written. */
class WrongSavedModelTest {
    private static final NdArray X = NdArray.of(new float[] {1, 2, 3, 4}, 1, 4);

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void export() {
        folder = parent.resolve("m");
        try (CompiledModel model = TensorFlowBackend.compile(model("m"))) {
            model.export(folder);
        }
    }

    private static Model model(String name) {
        SymbolicTensor x = input("x", 4);
        return Model.of(name, x, x.then(dense(2)));
    }

    private void refused(String text) {
        assertThatThrownBy(() -> SavedModel.open(folder))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(text);
    }

    private void cut(String file, int bytes) throws IOException {
        Path path = folder.resolve(file);
        Files.write(path, Arrays.copyOf(Files.readAllBytes(path), bytes));
    }

    @Test
    void namesAFolderThatIsNone() throws IOException {
        Files.delete(folder.resolve("saved_model.pb"));
        refused("""
                cannot read "%s"
                  problem   the folder has no saved_model.pb
                  try       the folder that model.export(…) or tf.saved_model.save(…) wrote""".formatted(folder));
    }

    @Test
    void namesAGraphThatIsCutShort() throws IOException {
        cut("saved_model.pb", 1000);
        assertThatThrownBy(() -> SavedModel.open(folder))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("cannot read \"" + folder
                        + "\"\n  place     saved_model.pb\n  problem   it is no SavedModel: ");
        cut("saved_model.pb", 0);
        refused("""
                cannot read "%s"
                  place     saved_model.pb
                  problem   none of its graphs is for serve; their tags are []
                  try       the folder that model.export(…) or tf.saved_model.save(…) wrote""".formatted(folder));
    }

    @Test
    void namesVariablesThatAreMissing() throws IOException {
        Path index = folder.resolve("variables/variables.index");
        byte[] whole = Files.readAllBytes(index);
        Files.delete(index);
        refused("""
                cannot read "%s"
                  place     variables/variables.index
                  problem   it is missing: the graph would have no weights
                  try       copying or downloading the file again: it was cut short or changed""".formatted(folder));
        Files.write(index, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> SavedModel.open(folder))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("problem   TensorFlow cannot load it: ");
        Files.write(index, whole);
        cut("variables/variables.data-00000-of-00001", 10);
        assertThatThrownBy(() -> SavedModel.open(folder))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("problem   TensorFlow cannot load it: ");
    }

    /** A changed byte is refused, or changes what was said; it never ends the process. */
    @Test
    void survivesBytesThatWereChanged() throws IOException {
        Path file = folder.resolve("saved_model.pb");
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);
            try (SavedModel saved = SavedModel.open(folder)) {
                saved.call("serving_default", Map.of("x", X));
            } catch (LaminaException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void saysWhatASignatureTakes() {
        try (SavedModel saved = SavedModel.open(folder)) {
            assertThat(saved.signature("serving_default"))
                    .hasToString("serving_default: x (?, 4) float32 -> output_0 (?, 2) float32");
            assertThatThrownBy(() -> saved.call("serving_defualt", Map.of("x", X)))
                    .hasMessage("""
                    SavedModel "%s" has no signature "serving_defualt"
                      has   serve, serving_default
                      try   did you mean serving_default?""".formatted(folder));
            assertThatThrownBy(() -> saved.call("serve", Map.of("y", X))).hasMessage("""
                    signature "serve" cannot take these inputs
                      inputs    x (?, 4) float32
                      differs   "x" is missing
                                there is no input "y\"""");
            NdArray wide = NdArray.of(new double[4], 1, 4);
            assertThatThrownBy(() -> saved.call("serve", Map.of("x", wide))).hasMessage("""
                    signature "serve" cannot take these inputs
                      inputs    x (?, 4) float32
                      differs   "x" is float64, not float32: cast the array""");
            assertThatThrownBy(() -> saved.call("serve", Map.of("x", X.reshape(2, 2))))
                    .hasMessage("""
                    signature "serve" cannot take these inputs
                      inputs    x (?, 4) float32
                      differs   "x" is of shape (2, 2), not (?, 4)""");
        }
    }

    @Test
    void refusesCallsOnceItIsClosed() {
        SavedModel saved = SavedModel.open(folder);
        saved.close();
        saved.close();
        assertThatThrownBy(() -> saved.call("serve", Map.of("x", X)))
                .isInstanceOf(LaminaException.class)
                .hasMessageContaining("was closed");
    }

    @Test
    void sendsWhoWantsLayersToTheSignatures() {
        try (CompiledModel model = TensorFlowBackend.compile(model("m"))) {
            model.export(folder, options -> options.servingOnly(true));
        }
        assertThatThrownBy(() -> TensorFlowBackend.load(folder)).hasMessage("""
                cannot read "%s"
                  problem   it is a SavedModel without assets.extra/lamina/model.keras: a graph to be run, not a model of layers
                  try       SavedModel.open(folder), which runs its signatures""".formatted(folder));
    }

    @Test
    void replacesNothingButSavedModels() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
        Path file = Files.writeString(parent.resolve("file"), "mine");
        try (CompiledModel model = TensorFlowBackend.compile(model("m"))) {
            assertThatThrownBy(() -> model.export(folder)).hasMessage("""
                    cannot write "%s"
                      problem   the folder of this name holds other things than a SavedModel: notes.txt
                      try       another name""".formatted(folder));
            assertThatThrownBy(() -> model.export(file)).hasMessageContaining("there is a file of this name");
            assertThatThrownBy(() -> model.export(file.resolve("m")))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessageContaining("cannot write");
        }
        assertThat(notes).hasContent("mine");
        assertThat(file).hasContent("mine");
        assertThat(parent.toFile().list()).containsExactlyInAnyOrder("m", "file");
    }

    @Test
    void makesTheFoldersAround() {
        Path inner = parent.resolve("models/m/1");
        try (CompiledModel model = TensorFlowBackend.compile(model("m"))) {
            model.export(inner);
        }
        assertThat(inner.resolve("saved_model.pb")).exists();
    }

    @Test
    void keepsTheOldFolderWhereTheNewCannotBeWritten() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("saved_model.pb"));
        Training training = Training.training().loss((yTrue, yPred) -> yTrue.minus(yPred));
        try (CompiledModel model = TensorFlowBackend.compile(model("other"), training)) {
            assertThatThrownBy(() -> model.export(folder))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("servingOnly(true)");
            assertThat(folder.resolve("saved_model.pb")).hasBinaryContent(before);
            assertThat(parent.toFile().list()).containsExactly("m");
            model.export(folder, options -> options.servingOnly(true));
        }
        assertThat(folder.resolve("saved_model.pb")).exists();
        assertThat(parent.toFile().list()).containsExactly("m");
    }

    @Test
    void refusesSignaturesThatAreNoParts() {
        try (CompiledModel model = TensorFlowBackend.compile(model("m"))) {
            Model other = model("other");
            assertThatThrownBy(() -> model.export(folder, options -> options.signature("encode", other)))
                    .hasMessage("""
                    signature "encode" is not a part of the exported model
                      problem   weight "dense/kernel" of model "other" is not among those of the exported model
                      try       a model over the same layer objects""");
            assertThatThrownBy(() -> model.export(folder, options -> options.signature("serve", other)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("received \"serve\"");
        }
    }
}
