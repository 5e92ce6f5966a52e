package dev.lamina.optimizers;

import dev.lamina.Arithmetic;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.List;

/**
 * Adam that needs no schedule, since the weights are on the way from where it steps to the mean of where it was (Defazio et al. 2024):
 * {@code v ← β₂ v + (1 − β₂) g²}, {@code z ← z − α g / (√(v / (1 − β₂ᵗ)) + ε)}, {@code x = (w − (1 − β₁) z) / β₁}, {@code x ← (1 − 1/t) x +
 * z / t}, {@code w ← (1 − β₁) z + β₁ x}.
 *
 * <p>As in Keras, x is taken back from w with the new z, not with the old one as in the paper. Source: {@code
 * keras.optimizers.ScheduleFreeAdamW}.
 *
 * <pre>{@code
 * ScheduleFreeAdamW optimizer = scheduleFreeAdamW(2.5e-3).warmupSteps(100);
 * }</pre>
 */
public final class ScheduleFreeAdamW extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("schedule_free_adam_w", 0.0025, null);
    static final Schema<Optimizer> SCHEMA = schema("ScheduleFreeAdamW", OWN, ScheduleFreeAdamW::new);
    private static final Field<Double> BETA_1 =
            SCHEMA.add(Fields.number("beta_1", "a number above 0 and below 1", value -> value > 0 && value < 1)
                    .orElse(0.9));
    private static final Field<Double> BETA_2 =
            SCHEMA.add(OptimizerKeys.beta("beta_2").orElse(0.999));
    private static final Field<Double> EPSILON = SCHEMA.add(OptimizerKeys.epsilon(1e-8));
    private static final Field<Integer> WARMUP_STEPS =
            SCHEMA.add(Fields.integer("warmup_steps", "an integer of at least 0", value -> value >= 0)
                    .orElse(0));

    private ScheduleFreeAdamW(Config config) {
        super(SCHEMA, OWN, config);
    }

    static ScheduleFreeAdamW of(double learningRate) {
        return (ScheduleFreeAdamW) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** How far the weights are on the way to the mean. */
    public ScheduleFreeAdamW beta1(double beta1) {
        return (ScheduleFreeAdamW) with(BETA_1, beta1);
    }

    /** How slowly the mean of the squared gradients forgets. */
    public ScheduleFreeAdamW beta2(double beta2) {
        return (ScheduleFreeAdamW) with(BETA_2, beta2);
    }

    /** Keeps steps finite where gradients vanish. */
    public ScheduleFreeAdamW epsilon(double epsilon) {
        return (ScheduleFreeAdamW) with(EPSILON, epsilon);
    }

    /** In how many steps the rate rises from zero. */
    public ScheduleFreeAdamW warmupSteps(int steps) {
        return (ScheduleFreeAdamW) with(WARMUP_STEPS, steps);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        return List.of(List.of(Slot.copy("momentum"), Slot.zeros("velocity")));
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor g = step.gradient();
        SymbolicTensor rate = step.learningRate();
        if (get(WARMUP_STEPS) > 0) {
            rate = rate.times(Elementwise.minimum(step.step().div(get(WARMUP_STEPS)), 1));
        }
        double near = get(BETA_1);
        SymbolicTensor v = Moments.mean(step.slots().get(1), Elementwise.square(g), get(BETA_2));
        SymbolicTensor size = Elementwise.sqrt(v.div(Moments.weight(get(BETA_2), step.step())))
                .plus(get(EPSILON));
        SymbolicTensor z = step.slots().get(0).minus(rate.times(g).div(size));
        SymbolicTensor mean = step.weight().minus(z.times(1 - near)).div(near);
        SymbolicTensor part = Arithmetic.literal(1, step.step()).div(step.step());
        SymbolicTensor moved = mean.plus(z.minus(mean).times(part));
        return new Change(z.times(1 - near).plus(moved.times(near)), List.of(z, v));
    }
}
