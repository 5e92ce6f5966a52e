package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activation;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/**
 * Applies an activation.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.Activation}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10);
 * SymbolicTensor y = x.then(activation(Activations.GELU)); // (?, 10)
 * }</pre>
 */
public final class ActivationLayer extends Layer<ActivationLayer> {
    static final Schema<ActivationLayer> SCHEMA = schema("Activation", ActivationLayer::new);
    private static final Field<Activation> ACTIVATION =
            SCHEMA.add(Fields.configured("activation", Activation.class, Activation::toPlain));

    private ActivationLayer(Config config) {
        super(SCHEMA, config);
    }

    static ActivationLayer of(Activation activation) {
        return SCHEMA.create(Config.empty().set(ACTIVATION, activation));
    }

    /** The function that is applied. */
    public Activation activation() {
        return get(ACTIVATION);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return activation().inside(call, x);
    }
}
