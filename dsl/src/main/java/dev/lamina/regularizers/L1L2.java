package dev.lamina.regularizers;

import dev.lamina.Regularizer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/**
 * {@code l1 · Σ|x| + l2 · Σx²}. Source: {@code keras.regularizers.L1L2}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelRegularizer(l1L2(1e-5, 1e-4))); // (?, 8)
 * }</pre>
 */
public final class L1L2 extends Regularizer {
    static final Schema<Regularizer> SCHEMA = Regularizers.schema("L1L2", L1L2::new);
    private static final Field<Double> L1 = SCHEMA.add(Regularizers.factor("l1").orElse(0.0));
    private static final Field<Double> L2 = SCHEMA.add(Regularizers.factor("l2").orElse(0.0));

    private L1L2(Config config) {
        super(SCHEMA, config);
    }

    static Regularizer of(double l1, double l2) {
        return SCHEMA.create(Config.empty().set(L1, l1).set(L2, l2));
    }

    @Override
    public SymbolicTensor loss(SymbolicTensor x) {
        return Regularizers.absolute(x)
                .times(get(L1))
                .plus(Regularizers.squares(x).times(get(L2)));
    }
}
