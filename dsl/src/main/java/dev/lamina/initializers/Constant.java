package dev.lamina.initializers;

import dev.lamina.Arithmetic;
import dev.lamina.Initializer;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/** One number everywhere. */
public final class Constant extends Initializer {
    static final Schema<Initializer> SCHEMA = Initializers.schema("Constant", Constant::new);
    private static final Field<Double> VALUE = SCHEMA.add(Fields.number("value").orElse(0.0));

    private Constant(Config config) {
        super(SCHEMA, config);
    }

    static Initializer of(double value) {
        return SCHEMA.create(Config.empty().set(VALUE, value));
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        return Initializers.filled(spec, Arithmetic.literal(get(VALUE), spec.dtype()));
    }
}
