package dev.lamina.optimizers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.List;

/**
 * Steps of one size (Chen et al. 2023): {@code w ← w − α sign(β₁ m + (1 − β₁) g)}, {@code m ← β₂ m + (1 − β₂) g}. Source: {@code
 * keras.optimizers.Lion}.
 *
 * <pre>{@code
 * Lion optimizer = lion(1e-4).beta2(0.98);
 * }</pre>
 */
public final class Lion extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("lion", 0.001, null);
    static final Schema<Optimizer> SCHEMA = schema("Lion", OWN, Lion::new);
    private static final Field<Double> BETA_1 =
            SCHEMA.add(OptimizerKeys.beta("beta_1").orElse(0.9));
    private static final Field<Double> BETA_2 =
            SCHEMA.add(OptimizerKeys.beta("beta_2").orElse(0.99));

    private Lion(Config config) {
        super(SCHEMA, OWN, config);
    }

    static Lion of(double learningRate) {
        return (Lion) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** What part of the direction is that of the steps before. */
    public Lion beta1(double beta1) {
        return (Lion) with(BETA_1, beta1);
    }

    /** How slowly the mean of the gradients forgets. */
    public Lion beta2(double beta2) {
        return (Lion) with(BETA_2, beta2);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        return List.of(List.of(Slot.zeros("momentum")));
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor m = step.slots().get(0);
        SymbolicTensor direction = Elementwise.sign(Moments.mean(m, step.gradient(), get(BETA_1)));
        return new Change(
                step.weight().minus(direction.times(step.learningRate())),
                List.of(Moments.mean(m, step.gradient(), get(BETA_2))));
    }
}
