package dev.lamina.optimizers;

import dev.lamina.Arithmetic;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import java.util.List;

/**
 * Adam whose steps are as long as a part of the weight, for large batches (You et al. 2020): {@code u = m / (1 − β₁ᵗ) / (√(v / (1 −
 * β₂ᵗ)) + ε)}, {@code w ← w − α ‖w‖ / ‖u‖ · u}, by the whole norms of a weight. Source: {@code keras.optimizers.Lamb}.
 *
 * <pre>{@code
 * Lamb optimizer = lamb(1e-3).epsilon(1e-6);
 * }</pre>
 */
public final class Lamb extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("lamb", 0.001, null);
    static final Schema<Optimizer> SCHEMA = schema("Lamb", OWN, Lamb::new);
    private static final Field<Double> BETA_1 =
            SCHEMA.add(OptimizerKeys.beta("beta_1").orElse(0.9));
    private static final Field<Double> BETA_2 =
            SCHEMA.add(OptimizerKeys.beta("beta_2").orElse(0.999));
    private static final Field<Double> EPSILON = SCHEMA.add(OptimizerKeys.epsilon(1e-7));

    private Lamb(Config config) {
        super(SCHEMA, OWN, config);
    }

    static Lamb of(double learningRate) {
        return (Lamb) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** How slowly the mean of the gradients forgets. */
    public Lamb beta1(double beta1) {
        return (Lamb) with(BETA_1, beta1);
    }

    /** How slowly the mean of the squared gradients forgets. */
    public Lamb beta2(double beta2) {
        return (Lamb) with(BETA_2, beta2);
    }

    /** Keeps steps finite where gradients vanish. */
    public Lamb epsilon(double epsilon) {
        return (Lamb) with(EPSILON, epsilon);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        return List.of(List.of(Slot.zeros("momentum"), Slot.zeros("velocity")));
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor g = step.gradient();
        SymbolicTensor m = Moments.mean(step.slots().get(0), g, get(BETA_1));
        SymbolicTensor v = Moments.mean(step.slots().get(1), Elementwise.square(g), get(BETA_2));
        SymbolicTensor size = Elementwise.sqrt(v.div(Moments.weight(get(BETA_2), step.step())))
                .plus(get(EPSILON));
        SymbolicTensor update = m.div(Moments.weight(get(BETA_1), step.step())).div(size);
        SymbolicTensor length = norm(step.weight());
        SymbolicTensor updateLength = norm(update);
        SymbolicTensor both = Elementwise.minimum(Elementwise.sign(length), Elementwise.sign(updateLength));
        SymbolicTensor ratio = Selection.where(
                Comparisons.greater(both, 0),
                length.div(Elementwise.maximum(updateLength, Float.MIN_NORMAL)),
                Arithmetic.literal(1, length));
        SymbolicTensor move = ratio.times(step.learningRate()).times(update);
        return new Change(step.weight().minus(move), List.of(m, v));
    }

    private static SymbolicTensor norm(SymbolicTensor x) {
        return Elementwise.sqrt(Reductions.sum(Elementwise.square(x)));
    }
}
