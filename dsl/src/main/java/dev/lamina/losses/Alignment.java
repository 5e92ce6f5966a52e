package dev.lamina.losses;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Normalizing;
import dev.lamina.ops.Pads;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import java.util.List;

/**
 * The forward recursion of connectionist temporal classification, in logarithms: over the labels with a blank before, between and
 * behind them.
 *
 * @param emissions for each time step, the logarithms of the probabilities of the symbols (batch, symbols)
 * @param skips 0 where a symbol may follow the last but one, else {@link #LOG_ZERO} (batch, symbols)
 * @param last where a sequence may end (batch, symbols)
 */
record Alignment(List<SymbolicTensor> emissions, SymbolicTensor skips, SymbolicTensor last) {
    /** The logarithm of the smallest positive float64: far below all that is possible, and no gradient becomes infinite. */
    private static final double LOG_ZERO = -708.4;

    static Alignment of(SymbolicTensor targets, SymbolicTensor logits) {
        check(targets.shape(), logits.shape());
        int labels = targets.shape().size(1);
        int classes = logits.shape().size(2);
        SymbolicTensor numbers = Core.cast(targets, DType.INT32);
        SymbolicTensor blanks = Selection.zerosLike(numbers);
        // 0, l₁, 0, l₂, … , 0
        SymbolicTensor pairs = Shapes.reshape(Joining.stack(List.of(blanks, numbers), 2), -1, 2 * labels);
        SymbolicTensor symbols = Pads.pad(pairs, List.of(List.of(0, 0), List.of(0, 1)), 0);
        SymbolicTensor chosen = Nn.oneHot(symbols, classes);
        SymbolicTensor logarithms = Crossentropy.logSoftmax(logits, -1);
        SymbolicTensor emitted = Linear.matmul(logarithms, Shapes.transpose(chosen, 0, 2, 1));
        SymbolicTensor before = shifted(symbols, 2, 0);
        SymbolicTensor mayFollow =
                Logic.logicalAnd(Comparisons.notEqual(symbols, before), Comparisons.notEqual(symbols, zero(symbols)));
        return new Alignment(Joining.unstack(emitted, 1), logarithm(mayFollow, logits), ends(numbers, labels, logits));
    }

    private static void check(Shape targets, Shape logits) {
        boolean known = targets.rank() == 2
                && logits.rank() == 3
                && targets.size(1) != Shape.UNKNOWN
                && logits.size(1) != Shape.UNKNOWN
                && logits.size(2) != Shape.UNKNOWN;
        if (!known) {
            throw ShapeException.because("needs labels (batch, labels) and logits (batch, time, classes)")
                    .differs("targets " + targets + ", outputs " + logits)
                    .remedy("targets padded with zeros to a known length, and an input of a known length");
        }
    }

    private static SymbolicTensor zero(SymbolicTensor beside) {
        return Arithmetic.literal(0, beside.dtype());
    }

    private static SymbolicTensor logarithm(SymbolicTensor condition, SymbolicTensor beside) {
        return Selection.where(
                condition, Arithmetic.literal(0, beside.dtype()), Arithmetic.literal(LOG_ZERO, beside.dtype()));
    }

    /** A sequence ends with its last label or the blank behind it. */
    private static SymbolicTensor ends(SymbolicTensor numbers, int labels, SymbolicTensor beside) {
        SymbolicTensor length = Reductions.sum(Core.cast(Comparisons.notEqual(numbers, zero(numbers)), DType.INT32), 1);
        SymbolicTensor position = Core.cast(length, DType.INT32).times(2);
        SymbolicTensor blank = Nn.oneHot(position, 2 * labels + 1);
        SymbolicTensor label = Nn.oneHot(position.minus(1), 2 * labels + 1);
        return logarithm(Comparisons.greater(blank.plus(label), 0), beside);
    }

    /** The symbols of some positions earlier. */
    private static SymbolicTensor shifted(SymbolicTensor x, int by, double filling) {
        SymbolicTensor kept = x.get(Index.all(), Index.range(0, x.shape().size(1) - by));
        return Pads.pad(kept, List.of(List.of(0, 0), List.of(by, 0)), filling);
    }

    SymbolicTensor loss() {
        SymbolicTensor first = emissions.get(0);
        int symbols = first.shape().size(1);
        SymbolicTensor start = Nn.oneHot(Arithmetic.literal(0, DType.INT32), symbols)
                .plus(Nn.oneHot(Arithmetic.literal(1, DType.INT32), symbols));
        SymbolicTensor forward = first.plus(logarithm(Comparisons.greater(start, 0), first));
        for (SymbolicTensor emission : emissions.subList(1, emissions.size())) {
            SymbolicTensor ways = Joining.stack(
                    List.of(
                            forward,
                            shifted(forward, 1, LOG_ZERO),
                            shifted(forward, 2, LOG_ZERO).plus(skips)),
                    0);
            forward = Elementwise.maximum(Normalizing.logsumexp(ways, 0), LOG_ZERO)
                    .plus(emission);
        }
        return Normalizing.logsumexp(forward.plus(last), 1).unaryMinus();
    }
}
