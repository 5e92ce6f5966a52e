package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * A gated recurrent unit over a sequence; each step is a {@link GRUCell}.
 *
 * <p>Shapes: x (batch, time, in) -> (batch, units), or (batch, time, units) with return_sequences; behind it, with return_state, the
 * last state (batch, units). Weights: those of the cell. Source: {@code keras.layers.GRU}; Cho et al. 2014.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(gru(16).returnSequences(true)); // (?, 8, 16)
 * }</pre>
 */
public final class GRU extends RecurrentLayer<GRU> {
    static final Schema<GRU> SCHEMA = schema("GRU", GRU::new);

    static {
        RecurrentLoop.addTo(SCHEMA);
        SCHEMA.add(UNITS);
        SCHEMA.add(ACTIVATION);
        SCHEMA.add(RECURRENT_ACTIVATION);
        addWeights(SCHEMA);
        SCHEMA.add(RESET_AFTER);
    }

    private GRU(Config config) {
        super(SCHEMA, config);
    }

    static GRU of(int units) {
        return SCHEMA.create(Config.empty().set(UNITS, units));
    }

    /** The number of elements of the output. */
    public int units() {
        return get(UNITS);
    }

    /** What the gates go through; sigmoid by default. */
    public GRU recurrentActivation(Activation activation) {
        return with(RECURRENT_ACTIVATION, activation);
    }

    /** Whether the reset gate acts after the product with the recurrent kernel; true by default. */
    public GRU resetAfter(boolean resetAfter) {
        return with(RESET_AFTER, resetAfter);
    }

    @Override
    RnnCell cell() {
        return GRUCell.SCHEMA.create(config());
    }
}
