package dev.lamina.tensorflow.saved;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What Keras 2 wrote (checks/keras/keras2_golden.py) is read, predicts what Keras 2 predicted, trains on as it did, and is written
 * as a document of Keras 3 that says the same. The documents go to {@code target/keras-json}, where {@code checks/keras} lets real
 * Keras 3 read them.
 */
class Keras2Test {
    private static final double PREDICTION = 1e-5;
    private static final double TRAJECTORY = 1e-4;
    private static final Path FOLDERS = Path.of("src/test/resources/golden2");
    private static final Path WRITTEN = Path.of("target/keras-json");

    private static List<DynamicTest> tests(String files, Check check) throws IOException {
        try (Stream<Path> found = Files.walk(FOLDERS)) {
            List<DynamicTest> tests = found.filter(
                            file -> file.getFileName().toString().matches(files))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(
                            FOLDERS.relativize(file).toString(), file.toUri(), () -> check.of(file)))
                    .toList();
            assertThat(tests).isNotEmpty();
            return tests;
        }
    }

    private interface Check {
        void of(Path file) throws IOException;
    }

    @TestFactory
    List<DynamicTest> predictsTheSame() throws IOException {
        return tests(".*json", file -> predictsTheSame(Files.readString(file), file.getParent()));
    }

    /** The weights as Lamina writes them for Keras 2: checks/keras/keras2_check.py loads them there. */
    @TestFactory
    List<DynamicTest> writesWeights() throws IOException {
        Path written = Files.createDirectories(Path.of("target/keras2-json/weights"));
        return tests("model.json", file -> {
            try (CompiledModel model = TensorFlowBackend.compile(KerasJson.read(Files.readString(file)))) {
                Path weights = file.resolveSibling("weights.h5");
                model.loadWeights(Files.exists(weights) ? weights : file.resolveSibling("model.h5"));
                Path copy = written.resolve(file.getParent().getFileName() + ".h5");
                model.saveWeights(copy);
                Map<String, NdArray> before = model.weights();
                assertThat(model.loadWeights(copy).isWhole()).isTrue();
                assertThat(model.weights()).isEqualTo(before);
            }
        });
    }

    @TestFactory
    List<DynamicTest> becomesKeras3() throws IOException {
        Files.createDirectories(WRITTEN);
        return tests(".*json", file -> {
            String once = KerasJson.write(KerasJson.read(Files.readString(file)));

            assertThat(once).doesNotContain("keras_version", "batch_input_shape", "TFOpLambda");
            assertThat(KerasJson.write(KerasJson.read(once))).isEqualTo(once);
            predictsTheSame(once, file.getParent());
            String name = FOLDERS.relativize(file).toString().replaceAll("[/\\\\]", "_");
            Files.writeString(WRITTEN.resolve("keras2_" + name), once);
        });
    }

    private static void predictsTheSame(String json, Path folder) throws IOException {
        Path weights = folder.resolve("weights.h5");
        Map<String, NdArray> arrays = Npz.read(folder.resolve("arrays.npz"));
        try (CompiledModel model = TensorFlowBackend.compile(KerasJson.read(json))) {
            model.loadWeights(Files.exists(weights) ? weights : folder.resolve("model.h5"));
            predicts(model, arrays, "output_", PREDICTION);
        }
    }

    @TestFactory
    List<DynamicTest> trainsOn() throws IOException {
        return tests("model.h5", file -> {
            Map<String, NdArray> arrays = Npz.read(file.resolveSibling("arrays.npz"));
            try (CompiledModel model = TensorFlowBackend.load(file)) {
                predicts(model, arrays, "output_", PREDICTION);
                ArrayDataset batch = SavedArrays.batch(
                        SavedArrays.numbered(arrays, "input_"), SavedArrays.numbered(arrays, "target_"));
                NdArray losses = arrays.get("next_losses");
                for (int i = 0; i < losses.size(); i++) {
                    double expected = losses.getDouble(i);
                    assertThat(model.trainOnBatch(batch).get("loss"))
                            .as("the loss of step %d", i)
                            .isCloseTo(expected, Offset.offset(TRAJECTORY * Math.abs(expected)));
                }
                predicts(model, arrays, "next_output_", TRAJECTORY);
            }
        });
    }

    private static void predicts(CompiledModel model, Map<String, NdArray> arrays, String expected, double tolerance) {
        List<NdArray> inputs = SavedArrays.numbered(arrays, "input_");
        List<NdArray> outputs = model.predictOnBatch(inputs.toArray(NdArray[]::new));
        SavedArrays.assertClose(outputs, SavedArrays.numbered(arrays, expected), tolerance);
    }
}
