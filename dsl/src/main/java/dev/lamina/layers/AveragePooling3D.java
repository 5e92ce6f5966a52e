package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Pooling;

/**
 * The mean of each window of a volume; at the borders, of those elements that lie in the volume.
 *
 * <p>Shapes: x (batch, depth, height, width, channels) -> (batch, depth', height', width', channels). A side n becomes
 * {@code floor((n - pool) / stride) + 1} with valid padding and {@code ceil(n / stride)} with same. Source: {@code
 * keras.layers.AveragePooling3D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 8, 3);
 * SymbolicTensor y = x.then(averagePooling3d(2)); // (?, 5, 4, 4, 3)
 * }</pre>
 */
public final class AveragePooling3D extends Pool<AveragePooling3D> {
    static final Schema<AveragePooling3D> SCHEMA = schema("AveragePooling3D", AveragePooling3D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 3);

    private AveragePooling3D(Config config) {
        super(SCHEMA, config, KEYS, Pooling.AVERAGE_POOL);
    }

    static AveragePooling3D of(int... poolSize) {
        return SCHEMA.create(KEYS.config(poolSize));
    }
}
