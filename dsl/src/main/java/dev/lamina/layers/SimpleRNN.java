package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * A fully connected recurrent network; each step is a {@link SimpleRNNCell}.
 *
 * <p>Shapes: x (batch, time, in) -> (batch, units), or (batch, time, units) with return_sequences; behind it, with return_state, the
 * last state (batch, units). Weights: those of the cell. Source: {@code keras.layers.SimpleRNN}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(simpleRnn(16)); // (?, 16)
 * }</pre>
 */
public final class SimpleRNN extends RecurrentLayer<SimpleRNN> {
    static final Schema<SimpleRNN> SCHEMA = schema("SimpleRNN", SimpleRNN::new);

    static {
        RecurrentLoop.addTo(SCHEMA);
        SCHEMA.add(UNITS);
        SCHEMA.add(ACTIVATION);
        addWeights(SCHEMA);
        SCHEMA.unwritten("seed"); // as Keras's class forgets it
    }

    private SimpleRNN(Config config) {
        super(SCHEMA, config);
    }

    static SimpleRNN of(int units) {
        return SCHEMA.create(Config.empty().set(UNITS, units));
    }

    /** The number of elements of the output. */
    public int units() {
        return get(UNITS);
    }

    @Override
    RnnCell cell() {
        return SimpleRNNCell.SCHEMA.create(config());
    }
}
