package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Reductions;

/**
 * The largest element of each channel of an image.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, channels), or (batch, 1, 1, channels) where the axes are kept.
 * Source: {@code keras.layers.GlobalMaxPooling2D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(globalMaxPooling2d()); // (?, 3)
 * }</pre>
 */
public final class GlobalMaxPooling2D extends GlobalPool<GlobalMaxPooling2D> {
    static final Schema<GlobalMaxPooling2D> SCHEMA = add(schema("GlobalMaxPooling2D", GlobalMaxPooling2D::new));

    private GlobalMaxPooling2D(Config config) {
        super(SCHEMA, config, 2, Reductions.MAX);
    }

    static GlobalMaxPooling2D of() {
        return SCHEMA.create(Config.empty());
    }
}
