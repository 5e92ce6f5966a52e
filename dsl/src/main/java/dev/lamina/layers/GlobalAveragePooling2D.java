package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Reductions;

/**
 * The mean of each channel of an image.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, channels), or (batch, 1, 1, channels) where the axes are kept.
 * Source: {@code keras.layers.GlobalAveragePooling2D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(globalAveragePooling2d()); // (?, 3)
 * }</pre>
 */
public final class GlobalAveragePooling2D extends GlobalPool<GlobalAveragePooling2D> {
    static final Schema<GlobalAveragePooling2D> SCHEMA =
            add(schema("GlobalAveragePooling2D", GlobalAveragePooling2D::new));

    private GlobalAveragePooling2D(Config config) {
        super(SCHEMA, config, 2, Reductions.MEAN);
    }

    static GlobalAveragePooling2D of() {
        return SCHEMA.create(Config.empty());
    }
}
