package dev.lamina.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows what is compiled and run, and links to what is there. */
final class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)\\)");

    private final String readme = Files.readString(ROOT.resolve("README.md"));

    ReadmeTest() throws IOException {}

    private void assertFirstBlockIsIn(String language, Path source) throws IOException {
        int start = readme.indexOf("```" + language + "\n");
        int end = readme.indexOf("\n```", start);
        List<String> block = readme.substring(readme.indexOf('\n', start) + 1, end)
                .lines()
                .map(String::strip)
                .toList();
        List<String> lines = Files.readString(source).lines().map(String::strip).toList();
        assertThat(lines).as("lines of %s", source).containsSequence(block);
    }

    @Test
    void showsTheJavaExample() throws IOException {
        assertFirstBlockIsIn("java", Path.of("src/main/java/dev/lamina/samples/ReadmeExample.java"));
    }

    @Test
    void showsTheKotlinExample() throws IOException {
        assertFirstBlockIsIn("kotlin", Path.of("src/main/kotlin/dev/lamina/samples/ReadmeExample.kt"));
    }

    @Test
    void linksToWhatIsThere() {
        Matcher links = LINK.matcher(readme);
        assertThat(links.results().map(link -> link.group(1)).map(ROOT::resolve))
                .isNotEmpty()
                .allMatch(Files::exists);
    }
}
