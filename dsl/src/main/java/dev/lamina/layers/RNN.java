package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any cell over a sequence.
 *
 * <p>Shapes: x (batch, time, …) -> (batch, …), or (batch, time, …) with return_sequences; behind it, with return_state, the last states.
 * Weights: those of the cell. Source: {@code keras.layers.RNN}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(rnn(stackedRnnCells(lstmCell(16), gruCell(4)))); // (?, 4)
 * }</pre>
 */
public final class RNN extends Layer<RNN> implements Recurrent {
    static final Schema<RNN> SCHEMA = schema("RNN", RNN::new).ignoring("time_major");
    private static final Field<RnnCell> CELL = SCHEMA.add(Cells.cell("cell"));

    static {
        RecurrentLoop.addTo(SCHEMA);
    }

    private RNN(Config config) {
        super(SCHEMA, config);
    }

    static RNN of(RnnCell cell) {
        return SCHEMA.create(Config.empty().set(CELL, cell));
    }

    /** What is repeated for each step. */
    public RnnCell cell() {
        return get(CELL);
    }

    /** Whether the output of each step is returned, (batch, time, …), rather than the last; false by default. */
    public RNN returnSequences(boolean returnSequences) {
        return with(RecurrentLoop.RETURN_SEQUENCES, returnSequences);
    }

    /** Whether the last states are further outputs; false by default. */
    public RNN returnState(boolean returnState) {
        return with(RecurrentLoop.RETURN_STATE, returnState);
    }

    /** Whether the steps go from the end to the beginning, and the outputs come in that order; false by default. */
    public RNN goBackwards(boolean goBackwards) {
        return with(RecurrentLoop.GO_BACKWARDS, goBackwards);
    }

    /** Whether a batch begins with the states that the batch before it left; false by default. */
    public RNN stateful(boolean stateful) {
        return with(RecurrentLoop.STATEFUL, stateful);
    }

    /** Whether each step gets operations of its own: faster for few steps, slow to build for many; false by default. */
    public RNN unroll(boolean unroll) {
        return with(RecurrentLoop.UNROLL, unroll);
    }

    /** Whether a masked step gives zeros rather than the output before it; false by default. */
    public RNN zeroOutputForMask(boolean zeroOutputForMask) {
        return with(RecurrentLoop.ZERO_OUTPUT_FOR_MASK, zeroOutputForMask);
    }

    @Override
    public Config loop() {
        return config();
    }

    @Override
    public Recurrent changed(Config loop) {
        return SCHEMA.create(loop);
    }

    @Override
    protected int inputCount() {
        return -1;
    }

    @Override
    public List<SymbolicTensor> run(
            Call call, SymbolicTensor x, List<SymbolicTensor> states, @Nullable SymbolicTensor mask) {
        return new RecurrentLoop(config(), cell()).run(call, x, states, mask);
    }

    /** On a sequence, and behind it, where they are given, the states to begin with. */
    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        return run(call, inputs.get(0), inputs.subList(1, inputs.size()), null);
    }
}
