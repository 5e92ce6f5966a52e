package dev.lamina.activations;

import dev.lamina.Block;
import dev.lamina.Call;
import dev.lamina.SymbolicTensor;

/** A function that a layer ends with. Source: {@code keras.activations}. */
public interface Activation extends Block {
    /**
     * A function of one's own. Files hold its name, and whoever reads them must have a function of that name: {@code
     * Catalog.plusActivation}, or in Python one that is registered with Keras.
     *
     * <pre>{@code
     * Activation squash = Activation.of("my_package>squash", x -> x.div(abs(x).plus(1)));
     * SymbolicTensor y = input("x", 8).then(dense(4).activation(squash)); // (?, 4)
     * }</pre>
     *
     * @param name as {@code package>function}
     */
    static Activation of(String name, Block function) {
        return new FunctionActivation(name, function);
    }

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
