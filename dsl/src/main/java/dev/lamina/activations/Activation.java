package dev.lamina.activations;

import dev.lamina.Block;
import dev.lamina.Call;
import dev.lamina.SymbolicTensor;

/** A function that a layer ends with. Source: {@code keras.activations}. */
public interface Activation extends Block {
    /** How a file names it: a string for Keras's own, an object for others. */
    Object toPlain();

    /**
     * This function inside a layer's call; differs from {@link #on} for activations that may only run as a part of a layer.
     *
     * @param call the call of the layer that ends with this function
     */
    default SymbolicTensor inside(Call call, SymbolicTensor x) {
        return on(x);
    }
}
