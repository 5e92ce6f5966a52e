package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Reductions;

/**
 * The largest element of each channel of a sequence.
 *
 * <p>Shapes: x (batch, steps, channels) -> (batch, channels), or (batch, 1, channels) where the axes are kept. Source:
 * {@code keras.layers.GlobalMaxPooling1D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(globalMaxPooling1d()); // (?, 3)
 * }</pre>
 */
public final class GlobalMaxPooling1D extends GlobalPool<GlobalMaxPooling1D> {
    static final Schema<GlobalMaxPooling1D> SCHEMA = add(schema("GlobalMaxPooling1D", GlobalMaxPooling1D::new));

    private GlobalMaxPooling1D(Config config) {
        super(SCHEMA, config, 1, Reductions.MAX);
    }

    static GlobalMaxPooling1D of() {
        return SCHEMA.create(Config.empty());
    }
}
