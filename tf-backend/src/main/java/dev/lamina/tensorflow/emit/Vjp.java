package dev.lamina.tensorflow.emit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/**
 * The vector-Jacobian product of some operations: how gradients go back through them.
 *
 * <p>It is asked while TensorFlow holds the graph's lock. It may add operations and ask for types, but not for a tensor's
 * {@code shape()}: TensorFlow would wait for itself forever. What it needs of shapes is to be asked for before, and captured. Functions
 * come into the graph by {@link Tf#attach}.
 */
@FunctionalInterface
interface Vjp {
    /**
     * The gradients by the inputs.
     *
     * @param tf where operations of the gradient go
     * @param outputGradients one for each floating-point output; zeros where nothing depends on it
     * @return one for each floating-point input, of its shape and type; null for zeros
     */
    List<? extends @Nullable Output<?>> of(Tf tf, List<Output<?>> outputGradients);
}
