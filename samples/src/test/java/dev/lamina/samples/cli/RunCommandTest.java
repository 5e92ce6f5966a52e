package dev.lamina.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.samples.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All programs can be started by name. */
final class RunCommandTest {
    private static final Pattern MAIN = Pattern.compile("public static void main\\(|^fun main\\(", Pattern.MULTILINE);

    @Test
    void everySourceWithAMainIsAProgram() throws IOException {
        String list = Files.readString(Path.of("src/main/java/dev/lamina/samples/Program.java"));
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            List<String> missing = files.filter(file -> file.toString().matches(".*/samples/\\w+\\.(java|kt)"))
                    .filter(file -> MAIN.matcher(read(file)).find())
                    .map(file ->
                            file.getFileName().toString().replace(".java", "").replace(".kt", "Kt"))
                    .filter(name -> !list.contains(" " + name + "::main") && !list.contains(" " + name + ".main("))
                    .toList();
            assertThat(missing)
                    .containsExactlyInAnyOrder(
                            "EnduranceBenchmark",
                            "PretrainedModels",
                            "ReadmeExample",
                            "ServingBenchmark",
                            "WeightsBenchmark");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void helpSaysWhatEachProgramDoes() {
        assertThat(Outcome.of("run", "--help").out()).contains(Program.ids());
        assertThat(Outcome.of("run", "--help").out()).contains("dcgan: generator and discriminator draw digits");
    }

    @Test
    void unknownProgramIsTold() {
        Outcome outcome = Outcome.of("run", "dcgam");
        assertThat(outcome.err()).startsWith("lamina run: PROGRAM: \"dcgam\" is no program; did you mean dcgan?");
        assertThat(outcome.status()).isEqualTo(2);
    }
}
