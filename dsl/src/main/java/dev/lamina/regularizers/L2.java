package dev.lamina.regularizers;

import dev.lamina.Regularizer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/**
 * {@code l2 · Σx²}. Source: {@code keras.regularizers.L2}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelRegularizer(l2(1e-4))); // (?, 8)
 * }</pre>
 */
public final class L2 extends Regularizer {
    static final Schema<Regularizer> SCHEMA = Regularizers.schema("L2", L2::new);
    private static final Field<Double> L2 = SCHEMA.add(Regularizers.factor("l2").orElse(0.01));

    private L2(Config config) {
        super(SCHEMA, config);
    }

    static Regularizer of(double factor) {
        return SCHEMA.create(Config.empty().set(L2, factor));
    }

    @Override
    public SymbolicTensor loss(SymbolicTensor x) {
        return Regularizers.squares(x).times(get(L2));
    }
}
