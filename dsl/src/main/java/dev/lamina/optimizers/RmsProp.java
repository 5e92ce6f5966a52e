package dev.lamina.optimizers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides gradients by how large they were lately (Hinton 2012): {@code v ← ρ v + (1 − ρ) g²}, {@code d = α g / √(v + ε)}, {@code w ← w
 * − d}. With momentum μ: {@code m ← μ m + d}, {@code w ← w − m}. Centered, the squared mean of the gradients is taken from v.
 *
 * <p>Source: {@code keras.optimizers.RMSprop}.
 *
 * <pre>{@code
 * RmsProp optimizer = rmsProp(1e-3).momentum(0.9).centered(true);
 * }</pre>
 */
public final class RmsProp extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("rmsprop", 0.001, null);
    static final Schema<Optimizer> SCHEMA = schema("RMSprop", OWN, RmsProp::new);
    private static final Field<Double> RHO =
            SCHEMA.add(OptimizerKeys.beta("rho").orElse(0.9));
    private static final Field<Double> MOMENTUM =
            SCHEMA.add(Fields.number("momentum", "a number from 0 to 1", value -> value >= 0 && value <= 1)
                    .orElse(0.0));
    private static final Field<Double> EPSILON = SCHEMA.add(OptimizerKeys.epsilon(1e-7));
    private static final Field<Boolean> CENTERED =
            SCHEMA.add(Fields.bool("centered").orElse(false));

    private RmsProp(Config config) {
        super(SCHEMA, OWN, config);
    }

    static RmsProp of(double learningRate) {
        return (RmsProp) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** How slowly the mean of the squared gradients forgets. */
    public RmsProp rho(double rho) {
        return (RmsProp) with(RHO, rho);
    }

    /** What part of the last step the next one keeps. */
    public RmsProp momentum(double momentum) {
        return (RmsProp) with(MOMENTUM, momentum);
    }

    /** Keeps steps finite where gradients vanish. */
    public RmsProp epsilon(double epsilon) {
        return (RmsProp) with(EPSILON, epsilon);
    }

    /** Whether gradients are divided by their deviation rather than by their size. */
    public RmsProp centered(boolean centered) {
        return (RmsProp) with(CENTERED, centered);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        List<List<Slot>> slots = new ArrayList<>(List.of(List.of(Slot.zeros("velocity"))));
        if (get(MOMENTUM) > 0) {
            slots.add(List.of(Slot.zeros("momentum")));
        }
        if (get(CENTERED)) {
            slots.add(List.of(Slot.zeros("average_gradient")));
        }
        return slots;
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor g = step.gradient();
        List<SymbolicTensor> slots = step.slots();
        SymbolicTensor v = Moments.mean(slots.get(0), Elementwise.square(g), get(RHO));
        List<SymbolicTensor> changed = new ArrayList<>(List.of(v));
        SymbolicTensor variation = v;
        SymbolicTensor average = null;
        if (get(CENTERED)) {
            average = Moments.mean(slots.get(slots.size() - 1), g, get(RHO));
            variation = v.minus(Elementwise.square(average));
        }
        SymbolicTensor move = g.times(step.learningRate()).div(Elementwise.sqrt(variation.plus(get(EPSILON))));
        if (get(MOMENTUM) > 0) {
            move = slots.get(1).times(get(MOMENTUM)).plus(move);
            changed.add(move);
        }
        if (average != null) {
            changed.add(average);
        }
        return new Change(step.weight().minus(move), changed);
    }
}
