package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * A long short-term memory over a sequence; each step is an {@link LSTMCell}.
 *
 * <p>Shapes: x (batch, time, in) -> (batch, units), or (batch, time, units) with return_sequences; behind it, with return_state, the
 * last h and c, (batch, units) each. Weights: those of the cell. Source: {@code keras.layers.LSTM}; Hochreiter and Schmidhuber 1997.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(lstm(16).returnSequences(true)); // (?, 8, 16)
 * }</pre>
 */
public final class LSTM extends RecurrentLayer<LSTM> {
    static final Schema<LSTM> SCHEMA = schema("LSTM", LSTM::new);

    static {
        RecurrentLoop.addTo(SCHEMA);
        SCHEMA.add(UNITS);
        SCHEMA.add(ACTIVATION);
        SCHEMA.add(RECURRENT_ACTIVATION);
        SCHEMA.add(UNIT_FORGET_BIAS);
        addWeights(SCHEMA);
    }

    private LSTM(Config config) {
        super(SCHEMA, config);
    }

    static LSTM of(int units) {
        return SCHEMA.create(Config.empty().set(UNITS, units));
    }

    /** The number of elements of the output. */
    public int units() {
        return get(UNITS);
    }

    /** What the gates go through; sigmoid by default. */
    public LSTM recurrentActivation(Activation activation) {
        return with(RECURRENT_ACTIVATION, activation);
    }

    /** Whether the bias of the forget gate begins at 1; true by default. */
    public LSTM unitForgetBias(boolean unitForgetBias) {
        return with(UNIT_FORGET_BIAS, unitForgetBias);
    }

    @Override
    RnnCell cell() {
        return LSTMCell.SCHEMA.create(config());
    }
}
