package dev.lamina.layers;

import dev.lamina.Arguments;
import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import java.util.List;
import java.util.Map;
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
    protected List<String> inputNames() {
        return List.of("sequences");
    }

    @Override
    protected List<String> optionNames() {
        return List.of("initial_state", "mask");
    }

    @Override
    protected List<@Nullable SymbolicTensor> computeMask(
            List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return RecurrentLoop.outputMasks(config(), masks);
    }

    /** Calls this layer with the states to begin with, in the order in which it returns them. */
    public List<SymbolicTensor> call(SymbolicTensor x, List<SymbolicTensor> initialState) {
        return call(Arguments.of(List.of(x), Map.of("initial_state", initialState)));
    }

    @Override
    public List<SymbolicTensor> over(
            Call call, SymbolicTensor x, List<SymbolicTensor> states, @Nullable SymbolicTensor mask) {
        return new RecurrentLoop(config(), cell()).run(call, x, states, mask);
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        return over(call, inputs.get(0), RecurrentLoop.initialState(call), call.mask());
    }
}
