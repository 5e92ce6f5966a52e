package dev.lamina.activations;

import dev.lamina.Block;

/** A function that a layer ends with. Source: {@code keras.activations}. */
public interface Activation extends Block {
    /** How a file names it: a string for Keras's own, an object for others. */
    Object toPlain();
}
