package dev.lamina.layers;

/** The directions in which images are mirrored. Source: the {@code mode} of {@code keras.layers.RandomFlip}. */
public enum FlipMode {
    /** Both, or none. */
    HORIZONTAL_AND_VERTICAL,
    /** Left and right change places. */
    HORIZONTAL,
    /** Top and bottom change places. */
    VERTICAL
}
