package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Pooling;

/**
 * The mean of each of windows that cover a volume evenly, as many as the output is to have.
 *
 * <p>Shapes: x (batch, depth, height, width, channels) -> (batch, depth', height', width', channels), where the sizes of
 * the output are given and those of the input known. Window i of m over n elements reaches from {@code floor(i · n / m)}
 * to {@code ceil((i + 1) · n / m)}. Source: {@code keras.layers.AdaptiveAveragePooling3D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 8, 3);
 * SymbolicTensor y = x.then(adaptiveAveragePooling3d(4)); // (?, 4, 4, 4, 3)
 * }</pre>
 */
public final class AdaptiveAveragePooling3D extends AdaptivePool<AdaptiveAveragePooling3D> {
    static final Schema<AdaptiveAveragePooling3D> SCHEMA =
            schema("AdaptiveAveragePooling3D", AdaptiveAveragePooling3D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 3);

    private AdaptiveAveragePooling3D(Config config) {
        super(SCHEMA, config, KEYS, Pooling.ADAPTIVE_AVERAGE_POOL);
    }

    static AdaptiveAveragePooling3D of(int... outputSize) {
        return SCHEMA.create(KEYS.config(outputSize));
    }
}
