package dev.lamina.optimizers;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import java.util.List;

/**
 * Knows how much gradients vary from the means of rows and of columns alone (Shazeer and Stern 2018): {@code β = 1 − tᵈ}, {@code r ← β r
 * + (1 − β) mean(g² + ε₁, columns)}, {@code c ← β c + (1 − β) mean(g² + ε₁, rows)}, {@code v = r c / mean(r)}, {@code u = g / √v}, and {@code w ←
 * w − max(ε₂, rms(w)) min(α, 1 / √t) · u / max(1, rms(u) / threshold)}. Rows and columns are the last two axes; a weight of fewer axes has
 * {@code v ← β v + (1 − β) (g² + ε₁)}.
 *
 * <p>As in Keras, v is kept too, and the step is at most {@code 1 / √t} whether or not {@code relative_step} asks for that. Source: {@code
 * keras.optimizers.Adafactor}.
 *
 * <pre>{@code
 * Adafactor optimizer = adafactor(0.01).clipThreshold(0.5);
 * }</pre>
 */
public final class Adafactor extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("adafactor", 0.001, null);
    static final Schema<Optimizer> SCHEMA = schema("Adafactor", OWN, Adafactor::new);
    private static final Field<Double> BETA_2_DECAY =
            SCHEMA.add(Fields.number("beta_2_decay").orElse(-0.8));
    private static final Field<Double> EPSILON_1 =
            SCHEMA.add(OptimizerKeys.atLeastZero("epsilon_1").orElse(1e-30));
    private static final Field<Double> EPSILON_2 =
            SCHEMA.add(OptimizerKeys.atLeastZero("epsilon_2").orElse(1e-3));
    private static final Field<Double> CLIP_THRESHOLD =
            SCHEMA.add(Fields.number("clip_threshold", "a positive number", value -> value > 0)
                    .orElse(1.0));
    private static final Field<Boolean> RELATIVE_STEP =
            SCHEMA.add(Fields.bool("relative_step").orElse(true));

    private Adafactor(Config config) {
        super(SCHEMA, OWN, config);
    }

    static Adafactor of(double learningRate) {
        return (Adafactor) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** The power of the number of the step by which the means come to forget more slowly. */
    public Adafactor beta2Decay(double decay) {
        return (Adafactor) with(BETA_2_DECAY, decay);
    }

    /** What is added to squared gradients. */
    public Adafactor epsilon1(double epsilon) {
        return (Adafactor) with(EPSILON_1, epsilon);
    }

    /** The least size that a weight counts as. */
    public Adafactor epsilon2(double epsilon) {
        return (Adafactor) with(EPSILON_2, epsilon);
    }

    /** The size from which updates are shortened. */
    public Adafactor clipThreshold(double threshold) {
        return (Adafactor) with(CLIP_THRESHOLD, threshold);
    }

    /** Kept in files; changes nothing, as in Keras. */
    public Adafactor relativeStep(boolean relativeStep) {
        return (Adafactor) with(RELATIVE_STEP, relativeStep);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        Shape shape = weight.spec().shape();
        if (shape.rank() < 2) {
            // Keras keeps integers in place of what there is nothing of.
            return List.of(List.of(
                    Slot.zeros("r", DType.INT32, Shape.scalar()),
                    Slot.zeros("c", DType.INT32, Shape.scalar()),
                    Slot.zeros("velocity")));
        }
        Shape outer = shape.slice(0, shape.rank() - 2);
        DType dtype = weight.spec().dtype();
        return List.of(List.of(
                Slot.zeros("r", dtype, outer.plus(shape.size(-2))),
                Slot.zeros("c", dtype, outer.plus(shape.last())),
                Slot.zeros("velocity")));
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor g = step.gradient();
        SymbolicTensor one = Arithmetic.literal(1, step.step());
        SymbolicTensor keeps = one.minus(Elementwise.pow(step.step(), get(BETA_2_DECAY)));
        SymbolicTensor squares = Elementwise.square(g).plus(get(EPSILON_1));
        SymbolicTensor r = step.slots().get(0);
        SymbolicTensor c = step.slots().get(1);
        SymbolicTensor v = step.slots().get(2);
        if (g.shape().rank() < 2) {
            v = mean(v, squares, keeps);
        } else {
            r = mean(r, Reductions.mean(squares, -1), keeps);
            c = mean(c, Reductions.mean(squares, -2), keeps);
            SymbolicTensor share = r.div(Reductions.meanKeepingDims(r, -1));
            v = Axes.expandDims(share, -1).times(Axes.expandDims(c, -2));
        }
        SymbolicTensor update = g.div(Elementwise.sqrt(v));
        SymbolicTensor excess = Elementwise.maximum(rms(update).div(get(CLIP_THRESHOLD)), 1);
        SymbolicTensor rate = Elementwise.minimum(step.learningRate(), one.div(Elementwise.sqrt(step.step())));
        SymbolicTensor size =
                Elementwise.maximum(rms(step.weight()), get(EPSILON_2)).times(rate);
        return new Change(step.weight().minus(size.times(update.div(excess))), List.of(r, c, v));
    }

    /** {@code β old + (1 − β) x} */
    private static SymbolicTensor mean(SymbolicTensor old, SymbolicTensor x, SymbolicTensor keeps) {
        return old.times(keeps).plus(x.times(Arithmetic.literal(1, keeps).minus(keeps)));
    }

    private static SymbolicTensor rms(SymbolicTensor x) {
        return Elementwise.sqrt(Reductions.mean(Elementwise.square(x)));
    }
}
