package dev.lamina.optimizers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.List;

/**
 * Divides gradients by the size of all before them (Duchi et al. 2011): {@code a ← a + g²}, {@code w ← w − α g / √(a + ε)}. Source:
 * {@code keras.optimizers.Adagrad}.
 *
 * <pre>{@code
 * Adagrad optimizer = adagrad(0.1).initialAccumulatorValue(0.01);
 * }</pre>
 */
public final class Adagrad extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("adagrad", 0.001, null);
    static final Schema<Optimizer> SCHEMA = schema("Adagrad", OWN, Adagrad::new);
    private static final Field<Double> INITIAL =
            SCHEMA.add(Fields.number("initial_accumulator_value", "a number of at least 0", value -> value >= 0)
                    .orElse(0.1));
    private static final Field<Double> EPSILON = SCHEMA.add(OptimizerKeys.epsilon(1e-7));

    private Adagrad(Config config) {
        super(SCHEMA, OWN, config);
    }

    static Adagrad of(double learningRate) {
        return (Adagrad) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** What the sums of the squared gradients begin with. */
    public Adagrad initialAccumulatorValue(double value) {
        return (Adagrad) with(INITIAL, value);
    }

    /** Keeps steps finite where gradients vanish. */
    public Adagrad epsilon(double epsilon) {
        return (Adagrad) with(EPSILON, epsilon);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        return List.of(List.of(Slot.filled("accumulator", get(INITIAL))));
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor sum = step.slots().get(0).plus(Elementwise.square(step.gradient()));
        SymbolicTensor move = step.gradient().times(step.learningRate()).div(Elementwise.sqrt(sum.plus(get(EPSILON))));
        return new Change(step.weight().minus(move), List.of(sum));
    }
}
