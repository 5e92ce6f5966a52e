package dev.lamina.optimizers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Selection;
import java.util.List;

/**
 * Follows the regularized leader, for wide and sparse models (McMahan et al. 2013): {@code n ← n + g²}, {@code z ← z + g + 2 λₛ w −
 * (n⁻ᵖ − n₀⁻ᵖ) / α · w}, {@code w ← (clip(z, −λ₁, λ₁) − z) / (n⁻ᵖ / α + 2 λ₂ + β / α)}, where n₀ is the n before and p the power of the
 * learning rate. Source: {@code keras.optimizers.Ftrl}.
 *
 * <pre>{@code
 * Ftrl optimizer = ftrl(0.05).l1RegularizationStrength(0.01);
 * }</pre>
 */
public final class Ftrl extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("ftrl", 0.001, null);
    static final Schema<Optimizer> SCHEMA = schema("Ftrl", OWN, Ftrl::new);
    private static final Field<Double> POWER =
            SCHEMA.add(Fields.number("learning_rate_power", "a number of at most 0", value -> value <= 0)
                    .orElse(-0.5));
    private static final Field<Double> INITIAL =
            SCHEMA.add(OptimizerKeys.atLeastZero("initial_accumulator_value").orElse(0.1));
    private static final Field<Double> L1 =
            SCHEMA.add(OptimizerKeys.atLeastZero("l1_regularization_strength").orElse(0.0));
    private static final Field<Double> L2 =
            SCHEMA.add(OptimizerKeys.atLeastZero("l2_regularization_strength").orElse(0.0));
    private static final Field<Double> SHRINKAGE = SCHEMA.add(
            OptimizerKeys.atLeastZero("l2_shrinkage_regularization_strength").orElse(0.0));
    private static final Field<Double> BETA = SCHEMA.add(Fields.number("beta").orElse(0.0));

    private Ftrl(Config config) {
        super(SCHEMA, OWN, config);
    }

    static Ftrl of(double learningRate) {
        return (Ftrl) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** How the rate falls as gradients add up; 0 for not at all. */
    public Ftrl learningRatePower(double power) {
        return (Ftrl) with(POWER, power);
    }

    /** What the sums of the squared gradients begin with. */
    public Ftrl initialAccumulatorValue(double value) {
        return (Ftrl) with(INITIAL, value);
    }

    /** How strongly weights are drawn to zero, where they stay. */
    public Ftrl l1RegularizationStrength(double strength) {
        return (Ftrl) with(L1, strength);
    }

    /** How strongly weights are kept small. */
    public Ftrl l2RegularizationStrength(double strength) {
        return (Ftrl) with(L2, strength);
    }

    /** How strongly weights are kept small by what is added to their gradients. */
    public Ftrl l2ShrinkageRegularizationStrength(double strength) {
        return (Ftrl) with(SHRINKAGE, strength);
    }

    /** The β of the paper. */
    public Ftrl beta(double beta) {
        return (Ftrl) with(BETA, beta);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        return List.of(List.of(Slot.filled("accumulator", get(INITIAL)), Slot.zeros("linear")));
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor w = step.weight();
        SymbolicTensor rate = step.learningRate();
        SymbolicTensor old = step.slots().get(0);
        SymbolicTensor sum = old.plus(Elementwise.square(step.gradient()));
        SymbolicTensor power = Elementwise.pow(sum, -get(POWER));
        SymbolicTensor risen = power.minus(Elementwise.pow(old, -get(POWER))).div(rate);
        SymbolicTensor pull = step.gradient().plus(w.times(2 * get(SHRINKAGE)));
        SymbolicTensor linear = step.slots().get(1).plus(pull.minus(risen.times(w)));
        SymbolicTensor size = power.plus(get(BETA)).div(rate).plus(2 * get(L2));
        SymbolicTensor kept = Selection.clip(linear, -get(L1), get(L1));
        return new Change(kept.minus(linear).div(size), List.of(sum, linear));
    }
}
