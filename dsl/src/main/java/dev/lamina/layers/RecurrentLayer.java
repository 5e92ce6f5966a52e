package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.List;
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
    public final Recurrent changed(Config loop) {
        return schema().create(loop);
    }

    @Override
    protected final int inputCount() {
        return -1;
    }

    @Override
    public final List<SymbolicTensor> run(
            Call call, SymbolicTensor x, List<SymbolicTensor> states, @Nullable SymbolicTensor mask) {
        return new RecurrentLoop(config(), cell()).run(call, x, states, mask);
    }

    /** On a sequence, and behind it, where they are given, the states to begin with. */
    @Override
    protected final List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        return run(call, inputs.get(0), inputs.subList(1, inputs.size()), null);
    }
}
