package dev.lamina.ops;

import static dev.lamina.ops.Modules.LAMINA;

import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts of numbers. Source: {@code tf.math.bincount}, whose result is as long as the caller says. */
public final class Counting {
    /** How many numbers are counted: 0 to one less; larger ones are left out. */
    public static final Field<Integer> DEPTH = Fields.positive("depth");

    /** Whether only 1 is counted for a number that is there, however often. */
    public static final Field<Boolean> BINARY = Fields.bool("binary").orElse(false);

    /** How often each number is in a vector, or in each row of a matrix, float32. */
    public static final OpType OCCURRENCES =
            OpType.of(LAMINA, "Occurrences", (op, in) -> counted(op, in), DEPTH, BINARY);

    /** The same, where a second tensor says what each number counts for. */
    public static final OpType WEIGHTED_OCCURRENCES =
            OpType.of(LAMINA, "WeightedOccurrences", (op, in) -> counted(op, in), DEPTH, BINARY);

    private Counting() {}

    private static TensorSpec counted(Op op, List<TensorSpec> in) {
        TensorSpec x = in.get(0);
        int rank = x.shape().rank();
        if (!x.dtype().isInteger() || rank == 0 || rank > 2) {
            throw ShapeException.because("needs a vector or a matrix of integers")
                    .differs("the input is " + x);
        }
        if (in.size() > 1 && !in.get(1).shape().isCompatibleWith(x.shape())) {
            throw ShapeException.because("needs one weight for each number")
                    .differs("the numbers have shape " + x.shape() + ", the weights "
                            + in.get(1).shape());
        }
        return new TensorSpec(x.shape().slice(0, rank - 1).plus(op.param(DEPTH)), DType.FLOAT32);
    }

    /**
     * How often each number below {@code depth} occurs. Shapes: x (…, n), weights as x -> (…, depth). Negative numbers are an error
     * when the program runs.
     *
     * @param binary whether only 1 is counted, however often
     * @param weights what each counts for, float32; null where each counts 1
     *
     * <pre>{@code
     * SymbolicTensor dice = input("dice", INT32, 5);
     * SymbolicTensor counts = Counting.occurrences(dice, 7, false, null); // (?, 7)
     * }</pre>
     */
    public static SymbolicTensor occurrences(
            SymbolicTensor x, int depth, boolean binary, @Nullable SymbolicTensor weights) {
        Config config = Config.empty().set(DEPTH, depth).set(BINARY, binary);
        return weights == null
                ? OCCURRENCES.op(config).on(x)
                : WEIGHTED_OCCURRENCES.op(config).on(x, weights);
    }
}
