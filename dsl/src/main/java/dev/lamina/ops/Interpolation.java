package dev.lamina.ops;

/** How the elements between those of an image are found. Source: Keras's {@code interpolation} argument. */
public enum Interpolation {
    /** The nearest element. */
    NEAREST,
    /** Between the four nearest elements, in proportion. */
    BILINEAR,
    /** Between the sixteen nearest elements, by cubic polynomials. */
    BICUBIC
}
