package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages say what is so. Each block of Java or Kotlin is quoted from a program, which has a test of its own, or else is Java that is
 * compiled and run here.
 */
final class PagesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)[^)]*\\)");

    @TempDir
    Path classes;

    private final List<Page> pages = Page.all();
    private final List<List<String>> programs = new ArrayList<>();

    PagesTest() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                if (source.toString().matches(".*\\.(java|kt)")) {
                    programs.add(stripped(Files.readAllLines(source)));
                }
            }
        }
    }

    private static List<String> stripped(List<String> lines) {
        return lines.stream().map(String::strip).toList();
    }

    private boolean isQuoted(Page.Block block) {
        return programs.stream()
                .anyMatch(program -> String.join("\n", program).contains(String.join("\n", stripped(block.code()))));
    }

    @Test
    void whatTheyShowRuns() throws Exception {
        Files.createDirectories(Path.of("target/pages"));
        List<String> imports = new ExampleImports(PublicTypes.all()).of("");
        List<ExampleCode> units = new ArrayList<>();
        for (Page page : pages) {
            List<Page.Block> quoted =
                    page.blocks().stream().filter(this::isQuoted).toList();
            units.add(new ExampleCode("Page_" + page.name().replaceAll("\\W", "_"), imports, page.programs(quoted)));
        }
        CompiledExamples compiled = new CompiledExamples(units, classes);
        assertThat(compiled.errors()).as("what does not compile").isEmpty();
        assertThat(compiled.failures()).as("what fails").isEmpty();
    }

    @Test
    void kotlinIsThatOfPrograms() {
        for (Page page : pages) {
            assertThat(page.blocks())
                    .filteredOn(block -> block.language().equals("kotlin"))
                    .as("blocks of %s", page.name())
                    .allMatch(this::isQuoted);
        }
    }

    @Test
    void readmeQuotesItsExamples() {
        assertThat(pages.get(0).blocks().stream().filter(this::isQuoted).map(Page.Block::language))
                .contains("java", "kotlin");
    }

    @Test
    void linksLeadToWhatIsThere() {
        for (Page page : pages) {
            Path folder = page.file().resolveSibling("");
            assertThat(page.lines().stream()
                            .flatMap(line -> LINK.matcher(line).results())
                            .map(link -> folder.resolve(link.group(1))))
                    .as("links of %s", page.name())
                    .allMatch(Files::exists);
        }
    }
}
