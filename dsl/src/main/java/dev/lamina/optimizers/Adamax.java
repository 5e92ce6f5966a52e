package dev.lamina.optimizers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.List;

/**
 * Adam with the largest gradient in place of their variation (Kingma and Ba 2015, section 7.1): {@code m ← β₁ m + (1 − β₁) g}, {@code u ←
 * max(β₂ u, |g|)}, {@code w ← w − α m / ((1 − β₁ᵗ) (u + ε))}. Source: {@code keras.optimizers.Adamax}.
 *
 * <pre>{@code
 * Adamax optimizer = adamax(2e-3).beta1(0.95);
 * }</pre>
 */
public final class Adamax extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("adamax", 0.001, null);
    static final Schema<Optimizer> SCHEMA = schema("Adamax", OWN, Adamax::new);
    private static final Field<Double> BETA_1 =
            SCHEMA.add(OptimizerKeys.beta("beta_1").orElse(0.9));
    private static final Field<Double> BETA_2 =
            SCHEMA.add(OptimizerKeys.beta("beta_2").orElse(0.999));
    private static final Field<Double> EPSILON = SCHEMA.add(OptimizerKeys.epsilon(1e-7));

    private Adamax(Config config) {
        super(SCHEMA, OWN, config);
    }

    static Adamax of(double learningRate) {
        return (Adamax) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** How slowly the mean of the gradients forgets. */
    public Adamax beta1(double beta1) {
        return (Adamax) with(BETA_1, beta1);
    }

    /** How slowly the largest gradient shrinks. */
    public Adamax beta2(double beta2) {
        return (Adamax) with(BETA_2, beta2);
    }

    /** Keeps steps finite where gradients vanish. */
    public Adamax epsilon(double epsilon) {
        return (Adamax) with(EPSILON, epsilon);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        return List.of(List.of(Slot.zeros("momentum"), Slot.zeros("norm")));
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor g = step.gradient();
        SymbolicTensor m = Moments.mean(step.slots().get(0), g, get(BETA_1));
        SymbolicTensor u = Elementwise.maximum(step.slots().get(1).times(get(BETA_2)), Elementwise.abs(g));
        SymbolicTensor size = u.plus(get(EPSILON)).times(Moments.weight(get(BETA_1), step.step()));
        return new Change(step.weight().minus(m.times(step.learningRate()).div(size)), List.of(m, u));
    }
}
