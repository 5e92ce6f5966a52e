package dev.lamina.json;

/** Which Keras shall read a document. */
public enum KerasFormat {
    /** Keras 3, all of its versions. */
    KERAS_3,

    /** Keras 2, all of its versions from 2.2 on, where they have the layers. */
    KERAS_2,

    /**
     * Keras 2.13 and later, and Keras 3: one text for both. It has no room for models inside models, ops, tensors beside the first
     * argument of a layer, and mixed precision.
     */
    KERAS_2_AND_3
}
