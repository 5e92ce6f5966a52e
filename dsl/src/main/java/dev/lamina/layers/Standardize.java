package dev.lamina.layers;

/** What becomes of a text before it is split. Source: {@code standardize} of {@code keras.layers.TextVectorization}. */
public enum Standardize {
    /** ASCII letters in lower case, without ASCII punctuation. */
    LOWER_AND_STRIP_PUNCTUATION,
    /** ASCII letters in lower case. */
    LOWER,
    /** Without ASCII punctuation. */
    STRIP_PUNCTUATION,
    /** The text as it is. */
    NONE;

    boolean lowers() {
        return this == LOWER || this == LOWER_AND_STRIP_PUNCTUATION;
    }

    boolean strips() {
        return this == STRIP_PUNCTUATION || this == LOWER_AND_STRIP_PUNCTUATION;
    }
}
