package dev.lamina.examples;

import static dev.lamina.Lamina.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checks of examples find what is wrong with them. */
final class ExampleCodeTest {
    @Test
    void checksTheShapeBehindEachStatement() {
        Example example = new Example(
                Path.of("Some.java"),
                10,
                "some",
                "some.Some",
                List.of(
                        "SymbolicTensor x = input(\"x\", 3); // (?, 3)",
                        "x = x.then(",
                        "        dense(8)); // (?, 8)",
                        "x.plus(1); // (?, 8)",
                        "int[] sizes = {1, 2}; // no shape"));
        ExampleCode code = new ExampleCode("Some", List.of(), List.of(example));
        assertThat(code.text()).isEqualTo("""
                public final class Some {
                public static void example0() throws Exception {
                SymbolicTensor x = input("x", 3); // (?, 3)
                dev.lamina.examples.ShapeComment.check(x, "(?, 3)");
                x = x.then(
                        dense(8)); // (?, 8)
                dev.lamina.examples.ShapeComment.check(x, "(?, 8)");
                dev.lamina.examples.ShapeComment.check(x.plus(1), "(?, 8)");
                int[] sizes = {1, 2}; // no shape
                }
                }
                """);
        assertThat(code.place(3)).isEqualTo("Some.java:10");
        assertThat(code.place(6)).isEqualTo("Some.java:12");
    }

    @Test
    void findsWrongShapesAndTypes() {
        SymbolicTensor x = input("x", DType.INT32, 3);
        ShapeComment.check(x, "(?, 3)");
        ShapeComment.check(x, "(?, 3) int32");
        ShapeComment.check(x, "(?, 3): a note");
        assertThatThrownBy(() -> ShapeComment.check(x, "(None, 3)")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> ShapeComment.check(x, "(?, 4)")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> ShapeComment.check(x, "(?, 3) float32")).isInstanceOf(AssertionError.class);
    }

    @Test
    void findsTheLinesOfExamples() throws Exception {
        Path file = Path.of("src/test/java/dev/lamina/examples/ExampleCodeTest.java");
        List<Example> found = ExampleSources.below(file);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).owner()).isEqualTo(Documented.class.getCanonicalName());
        assertThat(found.get(0).code().get(0).strip()).isEqualTo("int one = 1;");
        assertThat(java.nio.file.Files.readAllLines(file).get(found.get(0).line() - 1))
                .contains("int one = 1;");
    }

    /**
     * Has an example.
     *
     * <pre>{@code
     * int one = 1;
     * int two = 2;
     * }</pre>
     */
    private static final class Documented {}
}
