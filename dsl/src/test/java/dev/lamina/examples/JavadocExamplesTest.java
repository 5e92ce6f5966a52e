package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Lamina;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the documentation compile, run, and make the shapes that they say. */
final class JavadocExamplesTest {
    @TempDir
    Path classes;

    @Test
    void everyExampleDoesWhatItSays() throws Exception {
        List<ExampleCode> units = ExampleCode.ofDocumentation(
                Path.of("src/main/java"), new ExampleImports(PublicTypes.besides(Lamina.class)));
        assertThat(units).isNotEmpty();
        CompiledExamples compiled = new CompiledExamples(units, classes);
        assertThat(compiled.errors()).as("examples that do not compile").isEmpty();
        assertThat(compiled.failures()).as("examples that fail").isEmpty();
    }
}
