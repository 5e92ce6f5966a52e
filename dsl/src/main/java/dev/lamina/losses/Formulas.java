package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;

/**
 * The formulas that losses and metrics share: of targets {@code y} and outputs {@code p} of shape (batch, …, n), a value of
 * shape (batch, …).
 *
 * <p>Source: {@code keras.src.losses.losses}.
 */
public final class Formulas {
    /** Keras's {@code backend.epsilon()}: keeps logarithms and divisions finite. */
    static final double EPSILON = 1e-7;

    private Formulas() {}

    /** {@code mean((y − p)²)} */
    public static SymbolicTensor meanSquaredError(SymbolicTensor y, SymbolicTensor p) {
        return Reductions.mean(Elementwise.square(error(y, p)), -1);
    }

    /** {@code mean(|y − p|)} */
    public static SymbolicTensor meanAbsoluteError(SymbolicTensor y, SymbolicTensor p) {
        return Reductions.mean(Elementwise.abs(error(y, p)), -1);
    }

    /** {@code 100 · mean(|y − p| / |y|)} */
    public static SymbolicTensor meanAbsolutePercentageError(SymbolicTensor y, SymbolicTensor p) {
        SymbolicTensor size = Elementwise.maximum(Elementwise.abs(y), EPSILON);
        return Reductions.mean(Elementwise.abs(error(y, p).div(size)), -1).times(100);
    }

    /** {@code mean((log(1 + y) − log(1 + p))²)} */
    public static SymbolicTensor meanSquaredLogarithmicError(SymbolicTensor y, SymbolicTensor p) {
        checkSame(y, p);
        SymbolicTensor first = Elementwise.log(Elementwise.maximum(p, EPSILON).plus(1));
        SymbolicTensor second = Elementwise.log(Elementwise.maximum(y, EPSILON).plus(1));
        return Reductions.mean(Elementwise.square(first.minus(second)), -1);
    }

    /** {@code mean(log(cosh(p − y)))} */
    public static SymbolicTensor logCosh(SymbolicTensor y, SymbolicTensor p) {
        SymbolicTensor e = error(p, y);
        return Reductions.mean(e.plus(Nn.softplus(e.times(-2))).minus(Math.log(2)), -1);
    }

    /** {@code Σ y · log(y / p)}, of probabilities. */
    public static SymbolicTensor klDivergence(SymbolicTensor y, SymbolicTensor p) {
        checkSame(y, p);
        SymbolicTensor truth = clip(y, EPSILON, 1);
        return Reductions.sum(truth.times(Elementwise.log(truth.div(clip(p, EPSILON, 1)))), -1);
    }

    /** {@code mean(p − y · log p)} */
    public static SymbolicTensor poisson(SymbolicTensor y, SymbolicTensor p) {
        checkSame(y, p);
        return Reductions.mean(p.minus(y.times(Elementwise.log(p.plus(EPSILON)))), -1);
    }

    /** {@code max(1 + max((1 − y) p) − Σ y p, 0)} */
    public static SymbolicTensor categoricalHinge(SymbolicTensor y, SymbolicTensor p) {
        checkSame(y, p);
        SymbolicTensor right = Reductions.sum(y.times(p), -1);
        SymbolicTensor wrong = Reductions.max(y.unaryMinus().plus(1).times(p), -1);
        return Elementwise.maximum(wrong.minus(right).plus(1), 0);
    }

    /** {@code mean(max(1 − y p, 0))}, of targets −1 and 1; of targets that are all 0 or 1, 0 stands for −1. */
    public static SymbolicTensor hinge(SymbolicTensor y, SymbolicTensor p) {
        return Reductions.mean(margin(y, p), -1);
    }

    /** {@code mean(max(1 − y p, 0)²)}, of targets as {@link #hinge} takes them. */
    public static SymbolicTensor squaredHinge(SymbolicTensor y, SymbolicTensor p) {
        return Reductions.mean(Elementwise.square(margin(y, p)), -1);
    }

    private static SymbolicTensor margin(SymbolicTensor y, SymbolicTensor p) {
        checkSame(y, p);
        SymbolicTensor binary = Reductions.all(Logic.logicalOr(Comparisons.equal(y, 0), Comparisons.equal(y, 1)));
        SymbolicTensor signs = Selection.where(binary, y.times(2).minus(1), y);
        return Elementwise.maximum(signs.times(p).unaryMinus().plus(1), 0);
    }

    /** {@code mean(½e²)} where {@code |e| ≤ delta}, else {@code mean(delta · |e| − ½ delta²)}. */
    public static SymbolicTensor huber(SymbolicTensor y, SymbolicTensor p, double delta) {
        SymbolicTensor size = Elementwise.abs(error(y, p));
        SymbolicTensor near = Elementwise.minimum(size, delta);
        SymbolicTensor beyond = size.minus(near);
        return Reductions.mean(Elementwise.square(near).times(0.5).plus(beyond.times(delta)), -1);
    }

    /** The cosine of the angle between y and p: 1 for the same direction. */
    public static SymbolicTensor cosineSimilarity(SymbolicTensor y, SymbolicTensor p, int axis) {
        checkSame(y, p);
        return Reductions.sum(unit(y, axis).times(unit(p, axis)), axis);
    }

    private static SymbolicTensor unit(SymbolicTensor x, int axis) {
        SymbolicTensor squared = Reductions.sumKeepingDims(Elementwise.square(x), axis);
        return x.div(Elementwise.sqrt(Elementwise.maximum(squared, EPSILON * EPSILON)));
    }

    private static SymbolicTensor error(SymbolicTensor a, SymbolicTensor b) {
        checkSame(a, b);
        return a.minus(b);
    }

    static SymbolicTensor clip(SymbolicTensor x, double least, double most) {
        return Elementwise.minimum(Elementwise.maximum(x, least), most);
    }

    /** Targets that are only broadcast to the outputs hide a mistake. */
    static void checkSame(SymbolicTensor y, SymbolicTensor p) {
        if (!y.shape().isCompatibleWith(p.shape())) {
            throw ShapeException.because("needs targets of the shape of the outputs")
                    .differs(p.shape() + " is not " + y.shape())
                    .remedy("reshape the targets, or end the model with layers of their shape");
        }
    }
}
