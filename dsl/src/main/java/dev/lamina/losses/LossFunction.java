package dev.lamina.losses;

import dev.lamina.SymbolicTensor;

/** A loss as a formula: the open door for losses of one's own. {@link Loss#of} makes a loss of it. */
@FunctionalInterface
public interface LossFunction {
    /**
     * The losses of a batch.
     *
     * @param yTrue the targets, of the type of the outputs
     * @param yPred the outputs of the model
     * @return a value for each example, for each part of each example, or one scalar; the mean is minimized
     */
    SymbolicTensor on(SymbolicTensor yTrue, SymbolicTensor yPred);
}
