package dev.lamina.metrics;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Node;
import dev.lamina.Shape;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ShapeException;
import dev.lamina.lowering.Program;
import dev.lamina.ops.Core;
import dev.lamina.ops.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a metric keeps from batch to batch: it declares it where it uses it, as a layer does its weights. All is float64, so that counts
 * stay exact and long sums precise.
 */
public final class Tally {
    private final List<Program.Kept> kept = new ArrayList<>();

    Tally() {}

    /**
     * Keeps the sum of a value over all batches.
     *
     * @param increment the value of this batch, of known shape
     * @return the sum so far, with this batch
     */
    public SymbolicTensor sum(String name, SymbolicTensor increment) {
        return keep(name, increment.shape(), 0, sum -> sum.plus(Core.cast(increment, DType.FLOAT64)));
    }

    /**
     * Keeps a value.
     *
     * @param shape known whole
     * @param initial its elements before the first batch
     * @param update what a batch makes of it
     * @return the value behind this batch
     * @throws ShapeException if a size is unknown
     */
    public SymbolicTensor keep(String name, Shape shape, double initial, UnaryOperator<SymbolicTensor> update) {
        if (!shape.isKnown()) {
            throw ShapeException.because("cannot keep its \"" + name + "\" of shape " + shape)
                    .remedy("outputs of known size, but for the batch");
        }
        TensorSpec spec = new TensorSpec(shape, DType.FLOAT64);
        SymbolicTensor before = Node.source(new Source.Input(name, spec), spec);
        SymbolicTensor after = Core.cast(update.apply(before), DType.FLOAT64);
        if (!after.shape().equals(shape)) {
            throw ShapeException.because("changes the shape of its \"" + name + "\"")
                    .differs(after.shape() + " is not " + shape);
        }
        kept.add(new Program.Kept(name, initial, before, after));
        return after;
    }

    /** {@code a / b}, and 0 where b is 0: of sums, before the first example counts. */
    public static SymbolicTensor ratio(SymbolicTensor a, SymbolicTensor b) {
        return Rounding.divideNoNan(a, b);
    }

    /** All that is kept, in the order of declaration. */
    List<Program.Kept> kept() {
        return List.copyOf(kept);
    }

    /** A constant beside what is kept. */
    static SymbolicTensor constant(double value) {
        return Arithmetic.literal(value, DType.FLOAT64);
    }
}
