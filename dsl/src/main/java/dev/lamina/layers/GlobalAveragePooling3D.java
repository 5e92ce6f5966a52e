package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Reductions;

/**
 * The mean of each channel of a volume.
 *
 * <p>Shapes: x (batch, depth, height, width, channels) -> (batch, channels), or (batch, 1, 1, 1, channels) where the axes
 * are kept. Source: {@code keras.layers.GlobalAveragePooling3D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 8, 3);
 * SymbolicTensor y = x.then(globalAveragePooling3d()); // (?, 3)
 * }</pre>
 */
public final class GlobalAveragePooling3D extends GlobalPool<GlobalAveragePooling3D> {
    static final Schema<GlobalAveragePooling3D> SCHEMA =
            add(schema("GlobalAveragePooling3D", GlobalAveragePooling3D::new));

    private GlobalAveragePooling3D(Config config) {
        super(SCHEMA, config, 3, Reductions.MEAN);
    }

    static GlobalAveragePooling3D of() {
        return SCHEMA.create(Config.empty());
    }
}
