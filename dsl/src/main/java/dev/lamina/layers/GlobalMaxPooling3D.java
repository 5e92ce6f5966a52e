package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Reductions;

/**
 * The largest element of each channel of a volume.
 *
 * <p>Shapes: x (batch, depth, height, width, channels) -> (batch, channels), or (batch, 1, 1, 1, channels) where the axes
 * are kept. Source: {@code keras.layers.GlobalMaxPooling3D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 8, 3);
 * SymbolicTensor y = x.then(globalMaxPooling3d()); // (?, 3)
 * }</pre>
 */
public final class GlobalMaxPooling3D extends GlobalPool<GlobalMaxPooling3D> {
    static final Schema<GlobalMaxPooling3D> SCHEMA = add(schema("GlobalMaxPooling3D", GlobalMaxPooling3D::new));

    private GlobalMaxPooling3D(Config config) {
        super(SCHEMA, config, 3, Reductions.MAX);
    }

    static GlobalMaxPooling3D of() {
        return SCHEMA.create(Config.empty());
    }
}
