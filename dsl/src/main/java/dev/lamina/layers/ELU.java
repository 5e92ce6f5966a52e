package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Rectifiers;

/**
 * Exponential linear unit: x where it is positive, {@code alpha · (e^x - 1)} elsewhere.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.ELU}; Clevert, Unterthiner and Hochreiter 2016.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10);
 * SymbolicTensor y = x.then(elu()); // (?, 10)
 * }</pre>
 */
public final class ELU extends Layer<ELU> {
    static final Schema<ELU> SCHEMA = schema("ELU", ELU::new);
    private static final Field<Double> ALPHA = SCHEMA.add(Fields.number("alpha").orElse(1.0));

    private ELU(Config config) {
        super(SCHEMA, config);
    }

    static ELU of() {
        return SCHEMA.create(Config.empty());
    }

    /** Minus the limit for small x; 1 by default. */
    public ELU alpha(double alpha) {
        return with(ALPHA, alpha);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return Rectifiers.elu(x, get(ALPHA));
    }
}
