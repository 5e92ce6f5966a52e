package dev.lamina.tensorflow.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.inspect.Summary;
import dev.lamina.json.KerasJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Summaries read like Keras's, which {@code checks/keras/summaries.py} recorded. */
final class SummaryTest {
    private static final Path RECORDED = Path.of("src/test/resources/summaries");

    static Stream<Path> recorded() throws IOException {
        try (Stream<Path> files = Files.list(RECORDED)) {
            return files.sorted().toList().stream();
        }
    }

    private static Model model(String name) {
        return KerasJson.read(new GoldenCase(name, GoldenCase.ROOT.resolve(name)).modelJson());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void readsLikeKeras(Path file) throws IOException {
        String name = file.getFileName().toString();
        String golden = name.substring(0, name.indexOf('.'));
        Summary summary = Summary.of(model(golden));

        assertThat((name.endsWith(".nested.txt") ? summary.nested() : summary).toString())
                .isEqualTo(Files.readString(file));
    }

    @Test
    void givesRowsToPrograms() {
        Summary summary = Summary.of(model("model_nested_two_outputs"));

        assertThat(summary.rows()).extracting(Summary.Row::name).containsExactly("x", "inner", "multiply");
        assertThat(summary.rows().get(1).outputShapes()).hasSize(2);
        assertThat(summary.rows().get(2).connectedTo()).isEqualTo(List.of("inner[0][0]", "inner[0][1]"));
        assertThat(summary.rows().get(2).outputShapes().get(0).sizes()).containsExactly(-1, 2);
        assertThat(summary.params()).isEqualTo(12).isEqualTo(summary.trainableParams());
        assertThat(summary.nested().rows()).extracting(Summary.Row::depth).containsExactly(0, 0, 1, 1, 1, 0);
    }
}
