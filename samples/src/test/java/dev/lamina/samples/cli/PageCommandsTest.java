package dev.lamina.samples.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** The commands that the pages show are understood. */
final class PageCommandsTest {
    private static final String LAUNCHER = "samples/lamina ";

    @TestFactory
    Stream<DynamicTest> areUnderstood() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("../README.md")));
        try (Stream<Path> files = Files.walk(Path.of("../docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        List<String> commands = new ArrayList<>();
        for (Path page : pages) {
            for (String line : Files.readAllLines(page)) {
                Stream<String> quoted = line.startsWith(LAUNCHER)
                        ? Stream.of(line)
                        : Stream.of(line.split("`")).filter(part -> part.startsWith(LAUNCHER));
                quoted.map(command -> command.replaceAll(" +#.*", "")).forEach(commands::add);
            }
        }
        return commands.stream()
                .distinct()
                .map(command -> DynamicTest.dynamicTest(
                        command,
                        () -> assertThatCode(() -> new CommandLine(new Main()).parseArgs(arguments(command)))
                                .doesNotThrowAnyException()));
    }

    private static String[] arguments(String command) {
        return Stream.of(command.substring(LAUNCHER.length()).split(" +"))
                .map(argument -> argument.replace("'", ""))
                .toArray(String[]::new);
    }
}
