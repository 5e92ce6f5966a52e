package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Pooling;

/**
 * The mean of each window of an image; at the borders, of those elements that lie in the image.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height', width', channels). A side n becomes {@code floor((n -
 * pool) / stride) + 1} with valid padding and {@code ceil(n / stride)} with same. Source: {@code
 * keras.layers.AveragePooling2D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(averagePooling2d(2)); // (?, 5, 4, 3)
 * }</pre>
 */
public final class AveragePooling2D extends Pool<AveragePooling2D> {
    static final Schema<AveragePooling2D> SCHEMA = schema("AveragePooling2D", AveragePooling2D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 2);

    private AveragePooling2D(Config config) {
        super(SCHEMA, config, KEYS, Pooling.AVERAGE_POOL);
    }

    static AveragePooling2D of(int... poolSize) {
        return SCHEMA.create(KEYS.config(poolSize));
    }
}
