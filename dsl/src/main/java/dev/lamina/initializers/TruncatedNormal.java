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
 * Draws from a normal distribution; those beyond two standard deviations are drawn anew.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelInitializer(truncatedNormal(0, 0.02))); // (?, 8)
 * }</pre>
 */
public final class TruncatedNormal extends RandomInitializer {
    static final Schema<Initializer> SCHEMA = Initializers.schema("TruncatedNormal", TruncatedNormal::new);
    private static final Field<Double> MEAN = SCHEMA.add(Fields.number("mean").orElse(0.0));
    private static final Field<Double> STDDEV =
            SCHEMA.add(Fields.number("stddev", "a number of at least 0", value -> value >= 0)
                    .orElse(0.05));

    static {
        SCHEMA.add(SEED);
    }

    private TruncatedNormal(Config config) {
        super(SCHEMA, config);
    }

    static RandomInitializer of(double mean, double stddev) {
        return (RandomInitializer) SCHEMA.create(Config.empty().set(MEAN, mean).set(STDDEV, stddev));
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        return Random.of(Random.TRUNCATED_NORMAL, spec.shape(), seed)
                .times(get(STDDEV))
                .plus(get(MEAN));
    }
}
