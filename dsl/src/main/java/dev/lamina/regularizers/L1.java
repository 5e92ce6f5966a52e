package dev.lamina.regularizers;

import dev.lamina.Regularizer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/**
 * {@code l1 · Σ|x|}. Source: {@code keras.regularizers.L1}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelRegularizer(l1(1e-4))); // (?, 8)
 * }</pre>
 */
public final class L1 extends Regularizer {
    static final Schema<Regularizer> SCHEMA = Regularizers.schema("L1", L1::new);
    private static final Field<Double> L1 = SCHEMA.add(Regularizers.factor("l1").orElse(0.01));

    private L1(Config config) {
        super(SCHEMA, config);
    }

    static Regularizer of(double factor) {
        return SCHEMA.create(Config.empty().set(L1, factor));
    }

    @Override
    public SymbolicTensor loss(SymbolicTensor x) {
        return Regularizers.absolute(x).times(get(L1));
    }
}
