package dev.lamina.ops;

/** What lies beyond the borders of an image. Source: Keras's {@code fill_mode} argument. */
public enum FillMode {
    /** One value: {@code k k k | a b c d | k k k}. */
    CONSTANT,
    /** The element at the border: {@code a a a | a b c d | d d d}. */
    NEAREST,
    /** The image again: {@code b c d | a b c d | a b c}. */
    WRAP,
    /** The mirrored image, with the border: {@code c b a | a b c d | d c b}. */
    REFLECT,
    /** The mirrored image, without the border: {@code d c b | a b c d | c b a}. Not for transformations of whole images. */
    MIRROR
}
