package dev.lamina.losses;

import static dev.lamina.losses.Formulas.EPSILON;

import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Reductions;
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
        Formulas.checkSame(y, p);
        SymbolicTensor truth = smoothing == 0 ? y : y.times(1 - smoothing).plus(0.5 * smoothing);
        SymbolicTensor logits = fromLogits ? p : inputOf(p, Nn.SIGMOID);
        if (logits != null) {
            // −y log σ(x) − (1 − y) log(1 − σ(x)) = log(1 + eˣ) − x y: its gradient is σ(x) − y everywhere.
            return Reductions.mean(Nn.softplus(logits).minus(logits.times(truth)), axis);
        }
        SymbolicTensor clipped = Formulas.clip(p, EPSILON, 1 - EPSILON);
        SymbolicTensor hit = truth.times(Elementwise.log(clipped));
        SymbolicTensor miss = complement(truth).times(Elementwise.log(complement(clipped)));
        return Reductions.mean(hit.plus(miss), axis).unaryMinus();
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
        int classes = p.shape().size(axis);
        if (smoothing != 0 && classes == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of classes to smooth its targets");
        }
        SymbolicTensor truth = smoothing == 0 ? y : y.times(1 - smoothing).plus(smoothing / classes);
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
        int rank = p.shape().rank();
        SymbolicTensor flat = y.shape().rank() == rank && y.shape().last() == 1
                ? y.get(dev.lamina.Index.ellipsis(), dev.lamina.Index.at(0))
                : y;
        if (rank == 0 || !flat.shape().isCompatibleWith(p.shape().slice(0, rank - 1))) {
            throw ShapeException.because("needs one class number for each vector of outputs")
                    .differs("targets " + y.shape() + " for outputs " + p.shape())
                    .remedy("targets of shape " + p.shape().slice(0, Math.max(0, rank - 1))
                            + ", or categoricalCrossentropy() for one-hot targets");
        }
        if (p.shape().last() == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of classes");
        }
        // One-hot vectors, since no gradient of TensorFlow's sparse op can be taken from Java.
        SymbolicTensor truth = Nn.oneHot(Core.cast(flat, DType.INT32), p.shape().last());
        SymbolicTensor logits = fromLogits ? p : softmaxInput(p, -1);
        // Keras takes the softmax of the logarithms of clipped probabilities.
        SymbolicTensor values = logits != null ? logits : Elementwise.log(Formulas.clip(p, EPSILON, 1 - EPSILON));
        return Reductions.sum(truth.times(logSoftmax(values, -1)), -1).unaryMinus();
    }

    private static SymbolicTensor complement(SymbolicTensor x) {
        return x.unaryMinus().plus(1);
    }

    private static SymbolicTensor scaled(SymbolicTensor p, int axis) {
        return Formulas.clip(p.div(Reductions.sumKeepingDims(p, axis)), EPSILON, 1 - EPSILON);
    }

    /** {@code z − log Σ eᶻ} with {@code z = x − max x}: the largest exponent is 0. */
    private static SymbolicTensor logSoftmax(SymbolicTensor x, int axis) {
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
