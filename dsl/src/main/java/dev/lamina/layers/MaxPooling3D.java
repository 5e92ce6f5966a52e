package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Pooling;

/**
 * The largest element of each window of a volume.
 *
 * <p>Shapes: x (batch, depth, height, width, channels) -> (batch, depth', height', width', channels). A side n becomes
 * {@code floor((n - pool) / stride) + 1} with valid padding and {@code ceil(n / stride)} with same. Source: {@code
 * keras.layers.MaxPooling3D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 8, 3);
 * SymbolicTensor y = x.then(maxPooling3d(2)); // (?, 5, 4, 4, 3)
 * }</pre>
 */
public final class MaxPooling3D extends Pool<MaxPooling3D> {
    static final Schema<MaxPooling3D> SCHEMA = schema("MaxPooling3D", MaxPooling3D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 3);

    private MaxPooling3D(Config config) {
        super(SCHEMA, config, KEYS, Pooling.MAX_POOL);
    }

    static MaxPooling3D of(int... poolSize) {
        return SCHEMA.create(KEYS.config(poolSize));
    }
}
