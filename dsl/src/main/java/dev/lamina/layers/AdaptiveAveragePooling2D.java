package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Pooling;

/**
 * The mean of each of windows that cover an image evenly, as many as the output is to have.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height', width', channels), where the sizes of the output are
 * given and those of the input known. Window i of m over n elements reaches from {@code floor(i · n / m)} to {@code
 * ceil((i + 1) · n / m)}. Source: {@code keras.layers.AdaptiveAveragePooling2D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(adaptiveAveragePooling2d(4)); // (?, 4, 4, 3)
 * }</pre>
 */
public final class AdaptiveAveragePooling2D extends AdaptivePool<AdaptiveAveragePooling2D> {
    static final Schema<AdaptiveAveragePooling2D> SCHEMA =
            schema("AdaptiveAveragePooling2D", AdaptiveAveragePooling2D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 2);

    private AdaptiveAveragePooling2D(Config config) {
        super(SCHEMA, config, KEYS, Pooling.ADAPTIVE_AVERAGE_POOL);
    }

    static AdaptiveAveragePooling2D of(int... outputSize) {
        return SCHEMA.create(KEYS.config(outputSize));
    }
}
