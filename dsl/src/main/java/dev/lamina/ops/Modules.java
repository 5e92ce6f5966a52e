package dev.lamina.ops;

/** The Python modules of Keras's ops, as files name them. */
final class Modules {
    static final String CORE = "keras.src.ops.core";
    static final String EINOPS = "keras.src.ops.einops";
    static final String IMAGE = "keras.src.ops.image";
    static final String LINALG = "keras.src.ops.linalg";
    static final String MATH = "keras.src.ops.math";
    static final String NN = "keras.src.ops.nn";
    static final String NUMPY = "keras.src.ops.numpy";

    /** Ops that Keras has no class for; layers use them, and no file holds them. */
    static final String LAMINA = "lamina";

    private Modules() {}
}
