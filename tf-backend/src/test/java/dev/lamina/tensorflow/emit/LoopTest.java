package dev.lamina.tensorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Output;

final class LoopTest {
    /** Adds up the rows of a matrix of a number of columns. */
    private static void add(Tf tf, int columns) {
        Loop.Tensors<Loop.Var> vars = new Loop.Tensors<>(
                List.of(Sequences.tensor(columns)), List.of(), List.of(Sequences.step(columns)), List.of());
        Output<?> rows = tf.op("Fill", tf.constant(List.of(3, columns)), tf.constant(1f));
        Output<?> zeros = tf.op("Fill", tf.constant(List.of(columns)), tf.constant(0f));
        Loop.of(vars, false, (inside, carry, slices, constants) -> {
                    Output<?> sum = inside.op("AddV2", carry.get(0), slices.get(0));
                    return new Loop.Step(List.of(sum), List.of());
                })
                .run(
                        tf,
                        tf.constant(0),
                        tf.constant(3),
                        new Loop.Tensors<>(List.of(zeros), List.of(), List.of(rows), List.of()));
    }

    /** TensorFlow's optimizers take the types of a loop from its functions. */
    @Test
    void loopsOfDifferentSizesShareNoFunctions() {
        try (Graph graph = new Graph()) {
            Tf tf = Tf.of(graph);
            add(tf, 2);
            add(tf, 5);
            add(tf, 5);
            assertThat(graph.getFunctions().stream()
                            .map(ConcreteFunction::getDefinedName)
                            .distinct())
                    .hasSize(4);
        }
    }
}
