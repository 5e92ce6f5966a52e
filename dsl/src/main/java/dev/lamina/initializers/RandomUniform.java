package dev.lamina.initializers;

import dev.lamina.Initializer;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Random;

/**
 * Draws from an interval, all equally likely.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelInitializer(randomUniform(-0.1, 0.1))); // (?, 8)
 * }</pre>
 */
public final class RandomUniform extends RandomInitializer {
    static final Schema<Initializer> SCHEMA = Initializers.schema("RandomUniform", RandomUniform::new);
    private static final Field<Double> MINVAL =
            SCHEMA.add(Fields.number("minval").orElse(-0.05));
    private static final Field<Double> MAXVAL =
            SCHEMA.add(Fields.number("maxval").orElse(0.05));

    static {
        SCHEMA.add(SEED);
    }

    private RandomUniform(Config config) {
        super(SCHEMA, config);
    }

    static RandomInitializer of(double minimum, double maximum) {
        return (RandomInitializer)
                SCHEMA.create(Config.empty().set(MINVAL, minimum).set(MAXVAL, maximum));
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        return Random.of(Random.UNIFORM, spec.shape(), seed)
                .times(get(MAXVAL) - get(MINVAL))
                .plus(get(MINVAL));
    }
}
