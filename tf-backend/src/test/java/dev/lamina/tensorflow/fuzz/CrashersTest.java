package dev.lamina.tensorflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads again what {@code checks/fuzz/run} made up: all that ever failed, and of the rest what reached the most code. Each file is
 * taken or refused, and soon.
 */
class CrashersTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void survivesWhatTheFuzzerFound(Reader reader) throws IOException, URISyntaxException {
        String folder = "/crashers/" + reader.name().toLowerCase(Locale.ROOT);
        Path path = Path.of(Objects.requireNonNull(CrashersTest.class.getResource(folder), folder)
                .toURI());
        try (Stream<Path> files = Files.list(path)) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(file -> Assertions.assertTimeoutPreemptively(SOON, () -> {
                        reader.survives(file);
                    }));
        }
    }
}
