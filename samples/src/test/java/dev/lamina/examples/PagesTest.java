package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Lamina;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.zoo.Recipe;
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
 * The pages say what is so: their Java is compiled and run here. Kotlin, and the large example of the README, is quoted from programs that
 * have tests of their own.
 */
final class PagesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)[^)]*\\)");

    @TempDir
    Path classes;

    private final List<Page> pages = Page.all();
    private final Page readme = pages.get(0);
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

    /** Whether readers see lines that stand in a program one after the other. */
    private boolean isQuoted(Page.Block block) {
        String code = String.join("\n", stripped(block.code()));
        return !block.isHidden()
                && programs.stream()
                        .anyMatch(program -> String.join("\n", program).contains(code));
    }

    @Test
    void whatTheyShowRuns() throws Exception {
        Files.createDirectories(Path.of("target/pages"));
        List<String> imports = imports().of("");
        List<ExampleCode> units = new ArrayList<>();
        for (Page page : pages) {
            List<Page.Block> quoted = page.equals(readme)
                    ? page.blocks().stream().filter(this::isQuoted).toList()
                    : List.of();
            units.add(new ExampleCode("Page_" + page.name().replaceAll("\\W", "_"), imports, page.programs(quoted)));
        }
        assertThatAllRun(units);
    }

    @Test
    void whatTheDocumentationOfTheZooShowsRuns() throws Exception {
        assertThatAllRun(ExampleCode.ofDocumentation(Path.of("../zoo/src/main/java"), imports()));
    }

    private static ExampleImports imports() throws Exception {
        return new ExampleImports(PublicTypes.besides(Lamina.class, TensorFlowBackend.class, Recipe.class));
    }

    private void assertThatAllRun(List<ExampleCode> units) throws Exception {
        assertThat(units).isNotEmpty();
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
        assertThat(readme.blocks().stream().filter(this::isQuoted).map(Page.Block::language))
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
