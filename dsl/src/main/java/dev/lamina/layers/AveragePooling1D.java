package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Pooling;

/**
 * The mean of each window of a sequence; at the borders, of those elements that lie in the sequence.
 *
 * <p>Shapes: x (batch, steps, channels) -> (batch, steps', channels). The length n becomes {@code floor((n - pool) /
 * stride) + 1} with valid padding and {@code ceil(n / stride)} with same. Source: {@code keras.layers.AveragePooling1D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(averagePooling1d(2)); // (?, 5, 3)
 * }</pre>
 */
public final class AveragePooling1D extends Pool<AveragePooling1D> {
    static final Schema<AveragePooling1D> SCHEMA = schema("AveragePooling1D", AveragePooling1D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 1);

    private AveragePooling1D(Config config) {
        super(SCHEMA, config, KEYS, Pooling.AVERAGE_POOL);
    }

    static AveragePooling1D of(int... poolSize) {
        return SCHEMA.create(KEYS.config(poolSize));
    }
}
