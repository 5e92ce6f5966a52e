package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Pooling;

/**
 * The mean of each of windows that cover a sequence evenly, as many as the output is to have.
 *
 * <p>Shapes: x (batch, steps, channels) -> (batch, steps', channels), where the sizes of the output are given and those
 * of the input known. Window i of m over n elements reaches from {@code floor(i · n / m)} to {@code ceil((i + 1) · n /
 * m)}. Source: {@code keras.layers.AdaptiveAveragePooling1D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(adaptiveAveragePooling1d(4)); // (?, 4, 3)
 * }</pre>
 */
public final class AdaptiveAveragePooling1D extends AdaptivePool<AdaptiveAveragePooling1D> {
    static final Schema<AdaptiveAveragePooling1D> SCHEMA =
            schema("AdaptiveAveragePooling1D", AdaptiveAveragePooling1D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 1);

    private AdaptiveAveragePooling1D(Config config) {
        super(SCHEMA, config, KEYS, Pooling.ADAPTIVE_AVERAGE_POOL);
    }

    static AdaptiveAveragePooling1D of(int... outputSize) {
        return SCHEMA.create(KEYS.config(outputSize));
    }
}
