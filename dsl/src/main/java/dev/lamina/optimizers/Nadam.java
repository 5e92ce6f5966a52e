package dev.lamina.optimizers;

import dev.lamina.Arithmetic;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.List;

/**
 * Adam with Nesterov's momentum (Dozat 2016): {@code μₜ = β₁ (1 − ½ · 0.96ᵗ)}, {@code m ← β₁ m + (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂)
 * g²}, {@code w ← w − α (μₜ₊₁ m / (1 − Π μ₁…ₜ₊₁) + (1 − μₜ) g / (1 − Π μ₁…ₜ)) / (√(v / (1 − β₂ᵗ)) + ε)}. Source: {@code
 * keras.optimizers.Nadam}.
 *
 * <pre>{@code
 * Nadam optimizer = nadam(1e-3).beta1(0.95);
 * }</pre>
 */
public final class Nadam extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("nadam", 0.001, null);
    static final Schema<Optimizer> SCHEMA = schema("Nadam", OWN, Nadam::new);
    private static final Field<Double> BETA_1 =
            SCHEMA.add(OptimizerKeys.beta("beta_1").orElse(0.9));
    private static final Field<Double> BETA_2 =
            SCHEMA.add(OptimizerKeys.beta("beta_2").orElse(0.999));
    private static final Field<Double> EPSILON = SCHEMA.add(OptimizerKeys.epsilon(1e-7));

    /** How fast the momentum rises. */
    private static final double RISE = 0.96;

    private Nadam(Config config) {
        super(SCHEMA, OWN, config);
    }

    static Nadam of(double learningRate) {
        return (Nadam) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** How slowly the mean of the gradients forgets. */
    public Nadam beta1(double beta1) {
        return (Nadam) with(BETA_1, beta1);
    }

    /** How slowly the mean of the squared gradients forgets. */
    public Nadam beta2(double beta2) {
        return (Nadam) with(BETA_2, beta2);
    }

    /** Keeps steps finite where gradients vanish. */
    public Nadam epsilon(double epsilon) {
        return (Nadam) with(EPSILON, epsilon);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        return List.of(List.of(Slot.zeros("momentum"), Slot.zeros("velocity")));
    }

    /** The product of the momenta so far. */
    @Override
    protected List<Slot> shared() {
        return List.of(Slot.filled("momentum_product", 1));
    }

    @Override
    protected List<SymbolicTensor> sharedChange(List<SymbolicTensor> old, SymbolicTensor step) {
        return List.of(old.get(0).times(momentum(step)));
    }

    /** {@code β₁ (1 − ½ · 0.96ᵗ)} */
    private SymbolicTensor momentum(SymbolicTensor step) {
        SymbolicTensor power = Elementwise.exp(step.times(Math.log(RISE)));
        return power.times(-0.5).plus(1).times(get(BETA_1));
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor g = step.gradient();
        SymbolicTensor m = Moments.mean(step.slots().get(0), g, get(BETA_1));
        SymbolicTensor v = Moments.mean(step.slots().get(1), Elementwise.square(g), get(BETA_2));
        SymbolicTensor product = step.shared().get(0);
        SymbolicTensor next = momentum(step.step().plus(1));
        SymbolicTensor ahead = next.times(m).div(rest(product.times(next)));
        SymbolicTensor here = rest(momentum(step.step())).times(g).div(rest(product));
        SymbolicTensor size = Elementwise.sqrt(v.div(Moments.weight(get(BETA_2), step.step())))
                .plus(get(EPSILON));
        return new Change(
                step.weight().minus(ahead.plus(here).times(step.learningRate()).div(size)), List.of(m, v));
    }

    private static SymbolicTensor rest(SymbolicTensor x) {
        return Arithmetic.literal(1, x).minus(x);
    }
}
