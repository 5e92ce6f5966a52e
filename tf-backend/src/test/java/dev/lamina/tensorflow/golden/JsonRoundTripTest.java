package dev.lamina.tensorflow.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.json.KerasJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What real Keras wrote is read and written again, and means the same. The documents go to {@code target/keras-json}, where
 * {@code checks/keras} lets real Keras read them.
 */
final class JsonRoundTripTest {
    private static final Path WRITTEN = Path.of("target/keras-json");

    @TestFactory
    Stream<DynamicTest> keepsWhatKerasWrote() throws IOException {
        Files.createDirectories(WRITTEN);
        return GoldenCase.tests(JsonRoundTripTest::check);
    }

    private static void check(GoldenCase golden) {
        String original = golden.modelJson();
        String once = KerasJson.write(KerasJson.read(original));

        assertThat(JsonMeaning.lost(plain(original), plain(once))).isEmpty();
        assertThat(KerasJson.write(KerasJson.read(once))).isEqualTo(once);
        write(golden, once);
    }

    private static Object plain(String json) {
        return JsonMapper.shared().readValue(json, Object.class);
    }

    private static void write(GoldenCase golden, String json) {
        try {
            Files.writeString(WRITTEN.resolve(golden.name() + ".json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
