package dev.lamina.layers;

/** What a {@link MaskedConv2D} may see of its own place. Source: van den Oord, Kalchbrenner, Kavukcuoglu 2016. */
public enum MaskType {
    /** What comes before it, not the place itself: for the first layer. */
    A,
    /** The place itself too: for all other layers. */
    B
}
