package dev.lamina.optimizers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.List;

/**
 * Steps as large as the steps before them (Zeiler 2012): {@code a ← ρ a + (1 − ρ) g²}, {@code d = −√(b + ε) / √(a + ε) · g}, {@code b ← ρ
 * b + (1 − ρ) d²}, {@code w ← w + α d}. Source: {@code keras.optimizers.Adadelta}.
 *
 * <pre>{@code
 * Adadelta optimizer = adadelta(1.0).rho(0.9);
 * }</pre>
 */
public final class Adadelta extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("adadelta", 0.001, null);
    static final Schema<Optimizer> SCHEMA = schema("Adadelta", OWN, Adadelta::new);
    private static final Field<Double> RHO =
            SCHEMA.add(OptimizerKeys.beta("rho").orElse(0.95));
    private static final Field<Double> EPSILON = SCHEMA.add(OptimizerKeys.epsilon(1e-7));

    private Adadelta(Config config) {
        super(SCHEMA, OWN, config);
    }

    static Adadelta of(double learningRate) {
        return (Adadelta) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** How slowly the means forget. */
    public Adadelta rho(double rho) {
        return (Adadelta) with(RHO, rho);
    }

    /** Keeps steps finite where gradients vanish. */
    public Adadelta epsilon(double epsilon) {
        return (Adadelta) with(EPSILON, epsilon);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        return List.of(List.of(Slot.zeros("accumulated_grad"), Slot.zeros("accumulated_delta_var")));
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor g = step.gradient();
        SymbolicTensor squares = Moments.mean(step.slots().get(0), Elementwise.square(g), get(RHO));
        SymbolicTensor move =
                root(step.slots().get(1)).times(g).div(root(squares)).unaryMinus();
        SymbolicTensor moves = Moments.mean(step.slots().get(1), Elementwise.square(move), get(RHO));
        return new Change(step.weight().plus(move.times(step.learningRate())), List.of(squares, moves));
    }

    private SymbolicTensor root(SymbolicTensor x) {
        return Elementwise.sqrt(x.plus(get(EPSILON)));
    }
}
