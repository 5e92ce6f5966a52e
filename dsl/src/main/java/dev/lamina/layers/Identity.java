package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Gives its input back: a place to name, or to hang an activity regularizer on.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.Identity}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10);
 * SymbolicTensor y = x.then(Layers.identity()); // (?, 10)
 * }</pre>
 */
public final class Identity extends Layer<Identity> {
    static final Schema<Identity> SCHEMA = schema("Identity", Identity::new);

    private Identity(Config config) {
        super(SCHEMA, config);
    }

    static Identity of() {
        return SCHEMA.create(Config.empty());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return x;
    }
}
