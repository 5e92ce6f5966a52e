package dev.lamina.ops;

/** How the elements between those of an image are found. Source: Keras's {@code interpolation} argument. */
public enum Interpolation {
    /** The nearest element. */
    NEAREST,
    /** Between the four nearest elements, in proportion. */
    BILINEAR,
    /** Between the sixteen nearest elements, by cubic polynomials. */
    BICUBIC,
    /** By Lanczos's windowed sinc of radius 3. */
    LANCZOS3,
    /** By Lanczos's windowed sinc of radius 5. */
    LANCZOS5,
    /** The mean of what each new element covers. */
    AREA
}
