package dev.lamina.layers;

/** How unknown integers share several indices. Source: {@code oov_method} of {@code keras.layers.IntegerLookup}. */
public enum OovMethod {
    /** By the rest of a division by the number of indices. */
    FLOORMOD,
    /** By FarmHash64 of the integer as it is written, or by SipHash64 with a salt. */
    FARMHASH
}
