package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in the documentation of classes compile, run, and make the shapes that they say. */
final class JavadocExamplesTest {
    @TempDir
    Path classes;

    @ParameterizedTest
    @ValueSource(strings = {"dsl", "zoo"})
    void everyExampleDoesWhatItSays(String module) throws Exception {
        List<ExampleCode> units = units(module);
        assertThat(units).isNotEmpty();
        CompiledExamples compiled = new CompiledExamples(units, classes);
        assertThat(compiled.errors()).as("examples that do not compile").isEmpty();
        assertThat(compiled.failures()).as("examples that fail").isEmpty();
    }

    /** One class for each package, since what is imported depends on it. */
    private static List<ExampleCode> units(String module) throws Exception {
        ExampleImports imports = new ExampleImports(PublicTypes.all());
        Map<String, List<Example>> byPackage = ExampleSources.below(Path.of("..", module, "src/main/java")).stream()
                .collect(Collectors.groupingBy(Example::packageName, TreeMap::new, Collectors.toList()));
        List<ExampleCode> units = new ArrayList<>();
        byPackage.forEach((name, examples) ->
                units.add(new ExampleCode("Examples_" + name.replace('.', '_'), imports.of(name), examples)));
        return units;
    }
}
