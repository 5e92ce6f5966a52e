package dev.lamina.tensorflow.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.errors.ConfigException;
import dev.lamina.json.KerasFormat;
import dev.lamina.json.KerasJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Models of Keras 2 are written as documents of Keras 2 that say the same, and those that can be for both. They go to {@code
 * target/keras2-json}, where checks/keras/keras2_check.py gives them to real Keras 2, and the ones for both to real Keras 3, with the
 * weights of the committed models.
 */
class Keras2WriterTest {
    private static final Path FOLDERS = Path.of("src/test/resources/golden2");
    private static final Path WRITTEN = Path.of("target/keras2-json");

    /** Keras 2 has layers of its own for what TensorFlow's functions do, and one activation by another way than by its name. */
    private static final Map<String, String> REFUSED = Map.of(
            "activations", "config.layers[15].config.activation: Keras 2 has no log_softmax",
            "added", "Keras 2 has no words for it",
            "arithmetic", "op Concatenate \"tf.concat\": Keras 2 has no words for it",
            "backend", "Keras 2 has no words for it",
            "shapes", "Keras 2 has no words for it");

    /** What each of them has, and writes otherwise than the other. */
    private static final Map<String, String> NOT_FOR_BOTH = Map.of(
            "activations", "the hard_sigmoid of Keras 2 is another",
            "attention", "takes tensors beside its first argument",
            "convolution_lstm", "the hard_sigmoid of Keras 2 is another",
            "nested", "model \"inner\" is inside another",
            "nested_frozen", "is inside another",
            "nested_outputs", "is inside another",
            "normalizations", "do not write a synchronized BatchNormalization alike",
            "recurrent", "the hard_sigmoid of Keras 2 is another",
            "recurrent_masked", "the hard_sigmoid of Keras 2 is another",
            "recurrent_states", "takes tensors beside its first argument");

    @TestFactory
    List<DynamicTest> comesBackTheSame() throws IOException {
        for (KerasFormat format : List.of(KerasFormat.KERAS_2, KerasFormat.KERAS_2_AND_3)) {
            Files.createDirectories(folder(format));
        }
        try (Stream<Path> found = Files.list(FOLDERS)) {
            List<String> names =
                    found.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names).containsAll(REFUSED.keySet()).containsAll(NOT_FOR_BOTH.keySet());
            return names.stream()
                    .flatMap(name -> Stream.of(
                            test(name, KerasFormat.KERAS_2, REFUSED),
                            test(name, KerasFormat.KERAS_2_AND_3, NOT_FOR_BOTH)))
                    .toList();
        }
    }

    private static Path folder(KerasFormat format) {
        return WRITTEN.resolve(format.name().toLowerCase(Locale.ROOT));
    }

    private static DynamicTest test(String name, KerasFormat format, Map<String, String> refused) {
        return DynamicTest.dynamicTest(name + " for " + format, () -> {
            Model model = KerasJson.read(Files.readString(FOLDERS.resolve(name).resolve("model.json")));
            String reason = refused.getOrDefault(name, REFUSED.get(name));
            Path file = folder(format).resolve(name + ".json");
            if (reason != null) {
                Files.deleteIfExists(file);
                assertThatThrownBy(() -> KerasJson.writeAs(model, format))
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining(reason);
                return;
            }
            String written = KerasJson.writeAs(model, format);
            Files.writeString(file, written);
            assertThat(KerasJson.write(KerasJson.read(written))).isEqualTo(KerasJson.write(model));
        });
    }
}
