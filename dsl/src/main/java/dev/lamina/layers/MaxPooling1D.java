package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Pooling;

/**
 * The largest element of each window of a sequence.
 *
 * <p>Shapes: x (batch, steps, channels) -> (batch, steps', channels). The length n becomes {@code floor((n - pool) /
 * stride) + 1} with valid padding and {@code ceil(n / stride)} with same. Source: {@code keras.layers.MaxPooling1D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(maxPooling1d(2)); // (?, 5, 3)
 * }</pre>
 */
public final class MaxPooling1D extends Pool<MaxPooling1D> {
    static final Schema<MaxPooling1D> SCHEMA = schema("MaxPooling1D", MaxPooling1D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 1);

    private MaxPooling1D(Config config) {
        super(SCHEMA, config, KEYS, Pooling.MAX_POOL);
    }

    static MaxPooling1D of(int... poolSize) {
        return SCHEMA.create(KEYS.config(poolSize));
    }
}
