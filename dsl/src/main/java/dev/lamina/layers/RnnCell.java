package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recurrent layer repeats for each step; own cells are layers that implement it. Its weights are declared in {@link #step}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(rnn(gruCell(16))); // (?, 16)
 * }</pre>
 */
public interface RnnCell {
    /**
     * The shapes of the states, without the batch.
     *
     * @param x what is known of a step's input, (batch, …)
     */
    List<Shape> stateShapes(Shape x);

    /**
     * One step.
     *
     * @param x a step's input, (batch, …)
     * @param states the states before it, each (batch, …) of the shape that {@link #stateShapes} says
     * @return the output, and behind it the states for the next step
     */
    List<SymbolicTensor> step(Call call, SymbolicTensor x, List<SymbolicTensor> states);

    /**
     * All steps of a sequence. Cells override it to do once, for the whole sequence, what does not depend on the states.
     *
     * @param x (time, batch, …)
     * @param first what is known of the first step, (batch, …)
     */
    default Steps steps(Call call, SymbolicTensor x, SymbolicTensor first) {
        return new Steps(List.of(x), (slices, states) -> step(call, slices.get(0), states), null);
    }

    /** One step on what was prepared for it. */
    @FunctionalInterface
    interface Step {
        /** The output, and behind it the states for the next step. */
        List<SymbolicTensor> step(List<SymbolicTensor> slices, List<SymbolicTensor> states);
    }

    /** All steps at once. */
    @FunctionalInterface
    interface Whole {
        /** The outputs, (time, batch, …), and behind them each state after the last step, (batch, …). */
        List<SymbolicTensor> all(List<SymbolicTensor> states);
    }

    /**
     * The steps of a sequence.
     *
     * @param sequences what is prepared for them, (time, batch, …)
     * @param step one of them
     * @param whole the same in one, where no step is masked; null for none
     */
    record Steps(
            List<SymbolicTensor> sequences,
            Step step,
            @Nullable Whole whole) {}
}
