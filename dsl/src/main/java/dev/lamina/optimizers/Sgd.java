package dev.lamina.optimizers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import java.util.List;

/**
 * Gradient descent: {@code w ← w − α g}. With momentum μ: {@code m ← μ m − α g}, {@code w ← w + m}, and with Nesterov's form
 * {@code w ← w + μ m − α g}. Source: {@code keras.optimizers.SGD}.
 *
 * <pre>{@code
 * Sgd optimizer = sgd(0.01).momentum(0.9).nesterov(true);
 * }</pre>
 */
public final class Sgd extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("sgd", 0.01, null);
    static final Schema<Optimizer> SCHEMA = schema("SGD", OWN, Sgd::new);
    private static final Field<Double> MOMENTUM =
            SCHEMA.add(Fields.number("momentum", "a number from 0 to 1", value -> value >= 0 && value <= 1)
                    .orElse(0.0));
    private static final Field<Boolean> NESTEROV =
            SCHEMA.add(Fields.bool("nesterov").orElse(false));

    private Sgd(Config config) {
        super(SCHEMA, OWN, config);
    }

    static Sgd of(double learningRate) {
        return (Sgd) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** What part of the last step the next one keeps. */
    public double momentum() {
        return get(MOMENTUM);
    }

    public Sgd momentum(double momentum) {
        return (Sgd) with(MOMENTUM, momentum);
    }

    /** Whether the gradient counts as seen from where the momentum leads (Nesterov 1983). */
    public boolean nesterov() {
        return get(NESTEROV);
    }

    public Sgd nesterov(boolean nesterov) {
        return (Sgd) with(NESTEROV, nesterov);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        return momentum() == 0 ? List.of() : List.of(List.of(Slot.zeros("momentum")));
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor pull = step.gradient().times(step.learningRate());
        if (momentum() == 0) {
            return new Change(step.weight().minus(pull), List.of());
        }
        SymbolicTensor m = step.slots().get(0).times(momentum()).minus(pull);
        SymbolicTensor move = nesterov() ? m.times(momentum()).minus(pull) : m;
        return new Change(step.weight().plus(move), List.of(m));
    }
}
