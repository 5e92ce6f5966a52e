package dev.lamina;

/**
 * What a {@link Node} calls: an {@link Op}, a {@link Layer}, a {@link Model}, an {@link UnknownLayer} of a document, or a {@link
 * Source} of tensors that nothing computes.
 */
public sealed interface Operation permits Op, Layer, Model, UnknownLayer, Source {
    /** The name that the user gave; empty where the model shall choose one. */
    String givenName();

    /** The name of the class in Keras, such as {@code Conv2DTranspose}. */
    String className();
}
