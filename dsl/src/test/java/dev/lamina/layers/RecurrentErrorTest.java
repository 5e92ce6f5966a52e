package dev.lamina.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.bidirectional;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.gru;
import static dev.lamina.layers.Layers.lstm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Loops;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What recurrent layers and loops refuse, and how they say it. */
final class RecurrentErrorTest {
    private final SymbolicTensor anyLength = input("x", Shape.UNKNOWN, 3);

    @Test
    void unrollingAnUnknownLength() {
        assertThatThrownBy(() -> anyLength.then(gru(2).unroll(true)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("gru cannot be unrolled over an unknown number of steps");
    }

    @Test
    void rememberingForAnUnknownBatch() {
        assertThatThrownBy(() -> anyLength.then(lstm(2).stateful(true)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("is stateful: it needs a known batch size");
    }

    @Test
    void noSequence() {
        assertThatThrownBy(() -> input("x", 3).then(lstm(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("lstm needs an input (batch, time, …) of rank 3 at least");
    }

    @Test
    void statesThatDoNotFit() {
        assertThatThrownBy(() -> lstm(2).call(anyLength, List.of(input("h", 2))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("needs an initial state of 2 tensors");
        assertThatThrownBy(() -> gru(2).call(anyLength, List.of(input("h", 5))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("cannot begin with its initial state 0");
    }

    @Test
    void directionsThatDoNotFit() {
        assertThatThrownBy(() -> bidirectional(lstm(2)).backwardLayer(lstm(2)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Bidirectional: go_backwards of layer and backward_layer must differ; both are false");
        assertThatThrownBy(() -> bidirectional(lstm(2))
                        .backwardLayer(lstm(2).goBackwards(true).returnState(true)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("return_state of layer and backward_layer must be equal");
        assertThatThrownBy(() -> bidirectional(dense(2)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("layer must be a recurrent layer");
    }

    @Test
    void stepsThatChangeWhatTheyCarry() {
        SymbolicTensor x = input("x", 3);
        assertThatThrownBy(
                        () -> Loops.scan(List.of(x), List.of(x), (carry, slices) -> new Loops.Step(slices, List.of())))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("changes carry 0 from one step to the next");
        assertThatThrownBy(() -> Loops.map(
                        x,
                        row -> input("y", 2, 3)
                                .then(dense(2))
                                .plus(row.get(dev.lamina.Index.at(0)))
                                .then(dense(2))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a loop's step cannot call dense: it takes ops only");
    }

    @Test
    void sizesAreKnownWhereTheyCanBe() {
        assertThat(anyLength.then(bidirectional(gru(4).returnSequences(true))).shape())
                .isEqualTo(Shape.of(-1, -1, 8));
        assertThat(lstm(4).returnState(true).outputsOn(anyLength).get(2).shape())
                .isEqualTo(Shape.of(-1, 4));
    }
}
