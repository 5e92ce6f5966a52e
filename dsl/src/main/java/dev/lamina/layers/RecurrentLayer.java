package dev.lamina.layers;

import dev.lamina.Arguments;
import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recurrent layer with a cell of its own: what SimpleRNN, GRU and LSTM have in common. */
abstract class RecurrentLayer<S extends RecurrentLayer<S>> extends RecurrentUnit<S> implements Recurrent {
    RecurrentLayer(Schema<S> schema, Config config) {
        super(schema, config);
    }

    /** The cell, which has the layer's keys. */
    abstract RnnCell cell();

    /** Whether the output of each step is returned, (batch, time, …), rather than the last; false by default. */
    public final S returnSequences(boolean returnSequences) {
        return with(RecurrentLoop.RETURN_SEQUENCES, returnSequences);
    }

    /** Whether the last states are further outputs; false by default. */
    public final S returnState(boolean returnState) {
        return with(RecurrentLoop.RETURN_STATE, returnState);
    }

    /** Whether the steps go from the end to the beginning, and the outputs come in that order; false by default. */
    public final S goBackwards(boolean goBackwards) {
        return with(RecurrentLoop.GO_BACKWARDS, goBackwards);
    }

    /** Whether a batch begins with the states that the batch before it left; false by default. */
    public final S stateful(boolean stateful) {
        return with(RecurrentLoop.STATEFUL, stateful);
    }

    /** Whether each step gets operations of its own: faster for few steps, slow to build for many; false by default. */
    public final S unroll(boolean unroll) {
        return with(RecurrentLoop.UNROLL, unroll);
    }

    /** Whether a masked step gives zeros rather than the output before it; false by default. */
    public final S zeroOutputForMask(boolean zeroOutputForMask) {
        return with(RecurrentLoop.ZERO_OUTPUT_FOR_MASK, zeroOutputForMask);
    }

    @Override
    public final Config loop() {
        return config();
    }

    @Override
    protected final List<String> inputNames() {
        return List.of("sequences");
    }

    @Override
    protected final List<String> optionNames() {
        return List.of("initial_state", "mask");
    }

    @Override
    protected final List<@Nullable SymbolicTensor> computeMask(
            List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return RecurrentLoop.outputMasks(config(), masks);
    }

    /** Calls this layer with the states to begin with, in the order in which it returns them. */
    public final List<SymbolicTensor> call(SymbolicTensor x, List<SymbolicTensor> initialState) {
        return call(Arguments.of(List.of(x), Map.of("initial_state", initialState)));
    }

    @Override
    public final List<SymbolicTensor> over(
            Call call, SymbolicTensor x, List<SymbolicTensor> states, @Nullable SymbolicTensor mask) {
        return new RecurrentLoop(config(), cell()).run(call, x, states, mask);
    }

    @Override
    protected final List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        return over(call, inputs.get(0), RecurrentLoop.initialState(call), call.mask());
    }
}
