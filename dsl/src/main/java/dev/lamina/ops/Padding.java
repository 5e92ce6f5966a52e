package dev.lamina.ops;

/** What a convolution or a pool does at the borders. Source: Keras's {@code padding} argument. */
public enum Padding {
    /** Only whole windows. */
    VALID,
    /** As many outputs as inputs, divided by the stride; a surplus of padding goes to the end. */
    SAME,
    /** Padding at the beginning only, so that no output sees a later input; for one dimension only. */
    CAUSAL
}
