package dev.lamina.tensorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.LaminaException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

final class CustomGradientsTest {
    private final Graph graph = new Graph();
    private final Tf tf = Tf.of(graph);
    private final Output<?> x = tf.placeholder("x", DType.FLOAT64, Shape.of(3));
    private final NdArray point = NdArray.of(new double[] {0.4, 1.3, 2.7}, 3);

    @AfterEach
    void close() {
        graph.close();
    }

    /** Digamma has no gradient of TensorFlow's. */
    private Output<?> digamma(Output<?> y) {
        return tf.withGradient(
                        List.of(y),
                        List.of(tf.op("Digamma", y)),
                        (into, gradients) -> List.of(into.op("Mul", gradients.get(0), trigamma(into, y))))
                .get(0);
    }

    private static Output<?> trigamma(Tf into, Output<?> y) {
        return into.op("Polygamma", into.op("OnesLike", y), y);
    }

    private NdArray value(Output<?> fetched, NdArray at) {
        try (Session session = new Session(graph);
                Tensor fed = Natives.tensor(at);
                Result result = session.runner().feed(x, fed).fetch(fetched).run()) {
            return Natives.array(result.get(0));
        }
    }

    private void assertGradient(Output<?> y) {
        Output<?> sum = tf.op("Sum", y, tf.constant(List.of(0)));
        NdArray found = value(tf.gradients(List.of(sum), List.of(x), null).get(0), point);
        for (int i = 0; i < 3; i++) {
            double difference = (value(sum, moved(i, 1e-5)).getDouble(0)
                            - value(sum, moved(i, -1e-5)).getDouble(0))
                    / 2e-5;
            assertThat(found.getDouble(i)).as("by element " + i).isCloseTo(difference, within(1e-6));
        }
    }

    private NdArray moved(int position, double step) {
        double[] values = {point.getDouble(0), point.getDouble(1), point.getDouble(2)};
        values[position] += step;
        return NdArray.of(values, 3);
    }

    @Test
    void agreesWithCentralDifferences() {
        assertGradient(tf.op("Square", digamma(tf.op("Exp", x))));
    }

    @Test
    void chainsAndBranchesAddUp() {
        Output<?> y = x;
        for (int i = 0; i < 15; i++) {
            Output<?> more = digamma(tf.op("AddV2", tf.op("Square", y), tf.scalarLike(1, y)));
            y = tf.op("AddV2", y, tf.op("Mul", more, tf.scalarLike(0.1, y)));
        }
        assertGradient(tf.op("AddV2", y, tf.op("Sin", x)));
    }

    @Test
    void severalInputsAndOutputs() {
        Output<?> a = tf.op("Exp", x);
        Output<?> count = tf.constant(3);
        List<Output<?>> outputs = tf.withGradient(
                List.of(a, count, x),
                List.of(tf.op("Digamma", a), count, tf.op("Digamma", x)),
                (into, gradients) -> List.of(
                        into.op("Mul", gradients.get(0), trigamma(into, a)),
                        into.op("Mul", gradients.get(1), trigamma(into, x))));
        assertThat(outputs.get(1)).isSameAs(count);
        assertGradient(tf.op("AddV2", outputs.get(0), tf.op("Square", outputs.get(2))));
        assertGradient(outputs.get(2));
    }

    @Test
    void nullStandsForZeros() {
        Output<?> y = tf.withGradient(
                        List.of(x), List.of(tf.op("Digamma", x)), (into, gradients) -> Collections.singletonList(null))
                .get(0);
        NdArray found = value(tf.gradients(List.of(y), List.of(x), null).get(0), point);
        assertThat(found.getDouble(1)).isZero();
    }

    @Test
    void whatGoesWrongInTheGradientIsThrownToWhoAskedForIt() {
        Output<?> y = tf.withGradient(List.of(x), List.of(tf.op("Digamma", x)), (into, gradients) -> {
                    throw new IllegalStateException("no such thing");
                })
                .get(0);
        assertThatThrownBy(() -> tf.gradients(List.of(y), List.of(x), null))
                .isInstanceOf(LaminaException.class)
                .hasMessage("a gradient cannot be built: no such thing");
        assertGradient(digamma(x));
    }

    @Test
    void theNumberAndTypeOfGradientsAreChecked() {
        Output<?> few = tf.withGradient(List.of(x), List.of(tf.op("Digamma", x)), (into, gradients) -> List.of())
                .get(0);
        assertThatThrownBy(() -> tf.gradients(List.of(few), List.of(x), null))
                .hasMessageContaining("for 0 inputs, not 1");
        Output<?> other = tf.withGradient(
                        List.of(x), List.of(tf.op("Digamma", x)), (into, gradients) -> List.of(into.constant(1f)))
                .get(0);
        assertThatThrownBy(() -> tf.gradients(List.of(other), List.of(x), null))
                .hasMessageContaining("a gradient is DT_FLOAT, not DT_DOUBLE");
    }
}
