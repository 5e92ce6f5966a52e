package dev.lamina.losses;

import static dev.lamina.losses.Formulas.EPSILON;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import org.jspecify.annotations.Nullable;

/**
 * The crossentropies that losses and metrics share.
 *
 * <p>Where outputs come right out of a sigmoid or a softmax, they are computed from what went into it, as Keras's TensorFlow backend
 * does in {@code fit}: that loses no precision where probabilities are near 0 or 1, and needs no clipping.
 */
public final class Crossentropy {
    private Crossentropy() {}

    /**
     * {@code mean(−y log p − (1 − y) log(1 − p))} over an axis.
     *
     * @param fromLogits whether p stands for {@code sigmoid(p)}
     * @param smoothing how far targets are moved from 0 and 1 towards ½
     */
    public static SymbolicTensor binary(
            SymbolicTensor y, SymbolicTensor p, boolean fromLogits, double smoothing, int axis) {
        return Reductions.mean(binaryElements(smoothed(y, smoothing), p, fromLogits), axis);
    }

    /** {@code −y log p − (1 − y) log(1 − p)} of each element. */
    static SymbolicTensor binaryElements(SymbolicTensor y, SymbolicTensor p, boolean fromLogits) {
        Formulas.checkSame(y, p);
        SymbolicTensor logits = fromLogits ? p : inputOf(p, Nn.SIGMOID);
        if (logits != null) {
            // −y log σ(x) − (1 − y) log(1 − σ(x)) = log(1 + eˣ) − x y: its gradient is σ(x) − y everywhere.
            return Nn.softplus(logits).minus(logits.times(y));
        }
        SymbolicTensor clipped = Formulas.clip(p, EPSILON, 1 - EPSILON);
        SymbolicTensor hit = y.times(Elementwise.log(clipped));
        SymbolicTensor miss = complement(y).times(Elementwise.log(complement(clipped)));
        return hit.plus(miss).unaryMinus();
    }

    /** Targets moved towards ½. */
    static SymbolicTensor smoothed(SymbolicTensor y, double smoothing) {
        return smoothing == 0 ? y : y.times(1 - smoothing).plus(0.5 * smoothing);
    }

    /** One-hot targets moved towards the same probability for all classes. Keras counts classes on the last axis, whatever the axis. */
    static SymbolicTensor smoothedClasses(SymbolicTensor y, double smoothing) {
        if (smoothing == 0) {
            return y;
        }
        if (y.shape().rank() == 0 || y.shape().last() == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of classes to smooth its targets");
        }
        return y.times(1 - smoothing).plus(smoothing / y.shape().last());
    }

    /**
     * {@code −Σ y log p} over an axis, of probabilities that are scaled to a sum of 1.
     *
     * @param fromLogits whether p stands for {@code softmax(p)}
     * @param smoothing how far targets are moved towards 1 / classes
     */
    public static SymbolicTensor categorical(
            SymbolicTensor y, SymbolicTensor p, boolean fromLogits, double smoothing, int axis) {
        Formulas.checkSame(y, p);
        SymbolicTensor truth = smoothedClasses(y, smoothing);
        SymbolicTensor logits = fromLogits ? p : softmaxInput(p, axis);
        SymbolicTensor logarithms = logits != null ? logSoftmax(logits, axis) : Elementwise.log(scaled(p, axis));
        return Reductions.sum(truth.times(logarithms), axis).unaryMinus();
    }

    /**
     * {@code −log p[y]} over the last axis, of class numbers.
     *
     * @param y class numbers of shape (batch, …) or (batch, …, 1), of any numeric type
     * @param fromLogits whether p stands for {@code softmax(p)}
     */
    public static SymbolicTensor sparse(SymbolicTensor y, SymbolicTensor p, boolean fromLogits) {
        // One-hot vectors, since no gradient of TensorFlow's sparse op can be taken from Java.
        SymbolicTensor truth = oneHot(y, p);
        SymbolicTensor logits = fromLogits ? p : softmaxInput(p, -1);
        // Keras takes the softmax of the logarithms of clipped probabilities.
        SymbolicTensor values = logits != null ? logits : Elementwise.log(Formulas.clip(p, EPSILON, 1 - EPSILON));
        return Reductions.sum(truth.times(logSoftmax(values, -1)), -1).unaryMinus();
    }

    /** The same, with 0 for the examples of one class. */
    public static SymbolicTensor sparse(
            SymbolicTensor y, SymbolicTensor p, boolean fromLogits, @Nullable Integer ignoreClass) {
        if (ignoreClass == null) {
            return sparse(y, p, fromLogits);
        }
        SymbolicTensor numbers = classNumbers(y, p);
        SymbolicTensor valid = differs(numbers, ignoreClass);
        SymbolicTensor truth = Selection.where(valid, numbers, Selection.zerosLike(numbers));
        SymbolicTensor outputs =
                Selection.where(valid.get(Index.ellipsis(), Index.newAxis()), p, Selection.zerosLike(p));
        SymbolicTensor values = sparse(truth, outputs, fromLogits);
        return Selection.where(valid, values, Selection.zerosLike(values));
    }

    /** Which class numbers differ from one class. */
    public static SymbolicTensor differs(SymbolicTensor numbers, int ignoreClass) {
        return Comparisons.notEqual(numbers, Arithmetic.literal(ignoreClass, numbers));
    }

    /** Class numbers of shape (batch, …) for outputs of shape (batch, …, classes). */
    static SymbolicTensor classNumbers(SymbolicTensor y, SymbolicTensor p) {
        int rank = p.shape().rank();
        SymbolicTensor flat = y.shape().rank() == rank && rank > 0 && y.shape().last() == 1
                ? y.get(Index.ellipsis(), Index.at(0))
                : y;
        if (rank == 0 || !flat.shape().isCompatibleWith(p.shape().slice(0, rank - 1))) {
            throw ShapeException.because("needs one class number for each vector of outputs")
                    .differs("targets " + y.shape() + " for outputs " + p.shape())
                    .remedy("targets of shape " + p.shape().slice(0, Math.max(0, rank - 1))
                            + ", or categoricalCrossentropy() for one-hot targets");
        }
        return flat;
    }

    /** One-hot vectors of class numbers, beside outputs of shape (batch, …, classes). */
    static SymbolicTensor oneHot(SymbolicTensor y, SymbolicTensor p) {
        SymbolicTensor numbers = classNumbers(y, p);
        if (p.shape().last() == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of classes");
        }
        return Core.cast(Nn.oneHot(Core.cast(numbers, DType.INT32), p.shape().last()), p.dtype());
    }

    /** {@code 1 − x} */
    static SymbolicTensor complement(SymbolicTensor x) {
        return x.unaryMinus().plus(1);
    }

    /** Probabilities with a sum of 1. */
    static SymbolicTensor scaled(SymbolicTensor p, int axis) {
        return Formulas.clip(p.div(Reductions.sumKeepingDims(p, axis)), EPSILON, 1 - EPSILON);
    }

    /** {@code z − log Σ eᶻ} with {@code z = x − max x}: the largest exponent is 0. */
    static SymbolicTensor logSoftmax(SymbolicTensor x, int axis) {
        SymbolicTensor z = x.minus(Core.stopGradient(Reductions.maxKeepingDims(x, axis)));
        return z.minus(Elementwise.log(Reductions.sumKeepingDims(Elementwise.exp(z), axis)));
    }

    private static @Nullable SymbolicTensor softmaxInput(SymbolicTensor p, int axis) {
        SymbolicTensor input = inputOf(p, Nn.SOFTMAX);
        if (input == null) {
            return null;
        }
        int over = ((Op) p.node().operation()).param(Nn.AXIS);
        return p.shape().axis(over) == p.shape().axis(axis) ? input : null;
    }

    private static @Nullable SymbolicTensor inputOf(SymbolicTensor p, OpType type) {
        return p.node().operation() instanceof Op op && op.type() == type
                ? p.node().arguments().tensors().get(0)
                : null;
    }
}
