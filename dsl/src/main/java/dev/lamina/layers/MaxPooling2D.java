package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Pooling;

/**
 * The largest element of each window of an image.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height', width', channels). A side n becomes {@code floor((n -
 * pool) / stride) + 1} with valid padding and {@code ceil(n / stride)} with same. Source: {@code
 * keras.layers.MaxPooling2D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(maxPooling2d(2)); // (?, 5, 4, 3)
 * }</pre>
 */
public final class MaxPooling2D extends Pool<MaxPooling2D> {
    static final Schema<MaxPooling2D> SCHEMA = schema("MaxPooling2D", MaxPooling2D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 2);

    private MaxPooling2D(Config config) {
        super(SCHEMA, config, KEYS, Pooling.MAX_POOL);
    }

    static MaxPooling2D of(int... poolSize) {
        return SCHEMA.create(KEYS.config(poolSize));
    }
}
