package dev.lamina.tensorflow.saved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Files that real Keras wrote load, predict what Keras predicts, and train on as Keras does. They are those of checks/keras/trained.py
 * that are committed; {@code -Dlamina.keras.written=folder} names another folder, such as that of checks/keras/fromkeras.py.
 */
class KerasWrittenTest {
    private static final double PREDICTION = 1e-5;
    private static final double TRAJECTORY = 1e-4;

    private static Path root() {
        return Path.of(System.getProperty("lamina.keras.written", "src/test/resources/saved"));
    }

    @TestFactory
    List<DynamicTest> loadsAndGoesOn() throws IOException {
        try (Stream<Path> folders = Files.list(root())) {
            List<DynamicTest> tests = folders.sorted()
                    .map(folder -> DynamicTest.dynamicTest(
                            folder.getFileName().toString(), folder.toUri(), () -> check(folder)))
                    .toList();
            assertThat(tests).isNotEmpty();
            return tests;
        }
    }

    private static void check(Path folder) throws IOException {
        Map<String, NdArray> arrays = Npz.read(folder.resolve("arrays.npz"));
        try (CompiledModel model = TensorFlowBackend.load(folder.resolve("model.keras"))) {
            predicts(model, arrays, "output_", tolerance(arrays, PREDICTION));
            if (arrays.containsKey("next_losses")) {
                trainsOn(model, arrays, tolerance(arrays, TRAJECTORY));
                WayBack.write(folder.getFileName().toString(), model, arrays);
            }
        }
        for (String other : List.of("model.h5", "folder")) {
            if (Files.exists(folder.resolve(other))) {
                checkOther(folder.resolve(other), arrays);
            }
        }
        for (String weights : List.of("model.weights.h5", "model.weights.json", "folder/model.weights.h5")) {
            if (Files.exists(folder.resolve(weights))) {
                checkWeights(folder, folder.resolve(weights), arrays);
            }
        }
    }

    /** The same model in another format. */
    private static void checkOther(Path file, Map<String, NdArray> arrays) {
        try (CompiledModel model = TensorFlowBackend.load(file)) {
            predicts(model, arrays, "output_", tolerance(arrays, PREDICTION));
            if (arrays.containsKey("next_losses") && file.toString().endsWith(".h5")) {
                trainsOn(model, arrays, tolerance(arrays, TRAJECTORY));
            }
        }
    }

    /** Weights alone, in a model that has others. */
    private static void checkWeights(Path folder, Path weights, Map<String, NdArray> arrays) throws IOException {
        try (CompiledModel model = TensorFlowBackend.compile(architecture(folder))) {
            model.loadWeights(weights);
            predicts(model, arrays, "output_", tolerance(arrays, PREDICTION));
        }
    }

    /** The layers, with the vocabularies that a document alone may lack. */
    private static Model architecture(Path folder) throws IOException {
        Path json = folder.resolve("model.json");
        if (Files.exists(json)) {
            return KerasJson.read(Files.readString(json));
        }
        try (CompiledModel whole = TensorFlowBackend.load(folder.resolve("model.keras"))) {
            return whole.model();
        }
    }

    /** As the file says where the model computes in narrow types. */
    private static double tolerance(Map<String, NdArray> arrays, double otherwise) {
        NdArray given = arrays.get("tolerance");
        return given == null ? otherwise : given.scalar();
    }

    private static void predicts(CompiledModel model, Map<String, NdArray> arrays, String expected, double tolerance) {
        List<NdArray> inputs = SavedArrays.numbered(arrays, "input_");
        List<NdArray> outputs = model.predictOnBatch(inputs.toArray(NdArray[]::new));
        SavedArrays.assertClose(outputs, SavedArrays.numbered(arrays, expected), tolerance);
    }

    private static void trainsOn(CompiledModel model, Map<String, NdArray> arrays, double tolerance) {
        ArrayDataset batch =
                SavedArrays.batch(SavedArrays.numbered(arrays, "input_"), SavedArrays.numbered(arrays, "target_"));
        NdArray losses = arrays.get("next_losses");
        for (int i = 0; i < losses.size(); i++) {
            double expected = losses.getDouble(i);
            assertThat(model.trainOnBatch(batch).get("loss"))
                    .as("the loss of step %d", i)
                    .isCloseTo(expected, org.assertj.core.data.Offset.offset(tolerance * Math.abs(expected)));
        }
        predicts(model, arrays, "next_output_", tolerance);
    }
}
