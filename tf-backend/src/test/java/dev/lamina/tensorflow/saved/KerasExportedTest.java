package dev.lamina.tensorflow.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Npz;
import dev.lamina.tensorflow.files.ModelFileException;
import dev.lamina.tensorflow.serving.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * SavedModels that real Keras and TensorFlow wrote run here. They are those of checks/keras/exported.py that are committed;
 * {@code -Dlamina.keras.exported=folder} names another folder, such as that of checks/keras/exported.py.
 */
class KerasExportedTest {
    private static final double PREDICTION = 1e-5;

    private static Path root() {
        return Path.of(System.getProperty("lamina.keras.exported", "src/test/resources/exported"));
    }

    @TestFactory
    List<DynamicTest> runs() throws IOException {
        try (Stream<Path> folders = Files.list(root())) {
            List<DynamicTest> tests = folders.sorted()
                    .map(folder -> DynamicTest.dynamicTest(
                            folder.getFileName().toString(), folder.toUri(), () -> check(folder)))
                    .toList();
            assertThat(tests).isNotEmpty();
            return tests;
        }
    }

    private static void check(Path folder) {
        Map<String, Map<String, NdArray>> inputs = new LinkedHashMap<>();
        Map<String, Map<String, NdArray>> outputs = new LinkedHashMap<>();
        Npz.read(folder.resolve("arrays.npz")).forEach((key, value) -> {
            String[] parts = key.split("/", 3);
            inputs.computeIfAbsent(parts[0], name -> new LinkedHashMap<>());
            (parts[1].equals("input") ? inputs : outputs)
                    .computeIfAbsent(parts[0], name -> new LinkedHashMap<>())
                    .put(parts[2], value);
        });
        Path file = folder.resolve("model");
        try (SavedModel model = SavedModel.open(file)) {
            inputs.forEach((signature, values) -> {
                Map<String, NdArray> found = model.call(signature, values);
                Map<String, NdArray> expected = outputs.get(signature);
                assertThat(found).containsOnlyKeys(expected.keySet());
                expected.forEach((name, value) ->
                        SavedArrays.assertClose(List.of(found.get(name)), new ArrayList<>(List.of(value)), PREDICTION));
            });
        }
        assertThatThrownBy(() -> TensorFlowBackend.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("SavedModel.open");
    }
}
