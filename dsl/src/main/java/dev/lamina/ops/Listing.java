package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ops that count and list: how many results there are often depends on values, so that a size stays unknown. */
public final class Listing {
    /** What each element counts; null for 1. */
    public static final Field<@Nullable List<Double>> WEIGHTS =
            Fields.numbers("weights").orNull();

    public static final Field<Integer> MINLENGTH = Fields.integer(
                    "minlength", "an integer of at least 0", length -> length >= 0)
            .orElse(0);
    public static final Field<Integer> BINS = Fields.positive("bins").orElse(10);

    /** The lowest and the highest value that count; null for those of the input. */
    public static final Field<@Nullable List<Double>> RANGE =
            Fields.numbers("range").orNull();

    public static final Field<List<Integer>> SHAPE = Fields.integers("shape");
    public static final Field<Boolean> SORTED = Fields.bool("sorted").orElse(true);
    public static final Field<Boolean> RETURN_INDEX =
            Fields.bool("return_index").orElse(false);
    public static final Field<Boolean> RETURN_INVERSE =
            Fields.bool("return_inverse").orElse(false);
    public static final Field<Boolean> RETURN_COUNTS =
            Fields.bool("return_counts").orElse(false);

    /** How many results there shall be; null for as many as there are. */
    public static final Field<@Nullable Integer> SIZE = Fields.positive("size").orNull();

    /** What stands behind the last result where there shall be more; null for 0. */
    public static final Field<@Nullable Double> FILL_VALUE =
            Fields.number("fill_value").orNull();

    public static final OpType BINCOUNT = OpType.of(
            NUMPY, "Bincount", (op, in) -> counted(op, in.get(0)), WEIGHTS, MINLENGTH, Rules.onlyFalse("sparse"));

    /** How many elements lie in each of equal ranges, and the borders of the ranges. */
    public static final OpType HISTOGRAM =
            OpType.multiple(NUMPY, "Histogram", (op, in) -> ranged(op, in.get(0)), BINS, RANGE);

    public static final OpType NONZERO = OpType.multiple(
            NUMPY,
            "Nonzero",
            (op, in) -> Collections.nCopies(checkedRank(in.get(0)), TensorSpec.of(DType.INT32, Shape.UNKNOWN)));
    public static final OpType UNRAVEL_INDEX = OpType.multiple(
            NUMPY,
            "UnravelIndex",
            (op, in) -> Collections.nCopies(op.param(SHAPE).size(), checkedInteger(in.get(0))),
            SHAPE);
    public static final OpType UNIQUE = OpType.multiple(
            NUMPY,
            "Unique",
            (op, in) -> distinct(op, in.get(0)),
            SORTED,
            RETURN_INDEX,
            RETURN_INVERSE,
            RETURN_COUNTS,
            Reductions.ONE_AXIS,
            SIZE,
            FILL_VALUE);

    /** How many elements of a slice are compared, one by one, where slices are sorted. */
    private static final int MOST_ELEMENTS = 1000;

    private Listing() {}

    private static TensorSpec checkedInteger(TensorSpec x) {
        if (!x.dtype().isInteger()) {
            throw ShapeException.because("needs integers")
                    .differs("the input is " + x.dtype().kerasName())
                    .remedy("cast(x, INT32)");
        }
        return x;
    }

    private static int checkedRank(TensorSpec x) {
        if (x.shape().rank() == 0) {
            throw ShapeException.because("needs an axis, not a scalar");
        }
        return x.shape().rank();
    }

    private static TensorSpec counted(Op op, TensorSpec x) {
        if (x.shape().rank() != 1 && x.shape().rank() != 2) {
            throw ShapeException.because("needs a vector or rows").differs("the input has shape " + x.shape());
        }
        checkedInteger(x);
        List<Double> weights = op.param(WEIGHTS);
        if (weights != null && !x.shape().isCompatibleWith(Shape.of(weights.size()))) {
            throw ShapeException.because("needs a weight for each element of a vector")
                    .differs("the input has shape " + x.shape() + ", there are " + weights.size() + " weights");
        }
        return new TensorSpec(x.shape().withSize(-1, Shape.UNKNOWN), weights == null ? DType.INT32 : DType.FLOAT32);
    }

    private static List<TensorSpec> ranged(Op op, TensorSpec x) {
        List<Double> range = op.param(RANGE);
        if (x.shape().rank() != 1) {
            throw ShapeException.because("needs a vector").differs("the input has shape " + x.shape());
        }
        if (range != null && (range.size() != 2 || range.get(0) > range.get(1))) {
            throw ShapeException.because("needs a range of two ascending numbers; received " + range);
        }
        int bins = op.param(BINS);
        return List.of(new TensorSpec(Shape.of(bins), x.dtype()), new TensorSpec(Shape.of(bins + 1), x.dtype()));
    }

    private static List<TensorSpec> distinct(Op op, TensorSpec x) {
        Integer axis = op.param(Reductions.ONE_AXIS);
        Integer size = op.param(SIZE);
        Shape count = Shape.of(size == null ? Shape.UNKNOWN : size);
        if (axis != null && x.shape().rank() > 1 && op.param(SORTED)) {
            checkSlices(x.shape(), x.shape().axis(axis));
        }
        Shape values = axis == null ? count : x.shape().withSize(axis, count.size(0));
        TensorSpec counts = new TensorSpec(count, DType.INT32);
        List<TensorSpec> outputs = new ArrayList<>(List.of(new TensorSpec(values, x.dtype())));
        if (op.param(RETURN_INDEX)) {
            outputs.add(counts);
        }
        if (op.param(RETURN_INVERSE)) {
            outputs.add(
                    new TensorSpec(axis == null ? x.shape() : Shape.of(x.shape().size(axis)), DType.INT32));
        }
        if (op.param(RETURN_COUNTS)) {
            outputs.add(counts);
        }
        return outputs;
    }

    private static void checkSlices(Shape shape, int axis) {
        long elements = shape.withSize(axis, 1).elements();
        if (elements == Shape.UNKNOWN || elements > MOST_ELEMENTS) {
            throw ShapeException.because("sorts slices of known sizes, of at most " + MOST_ELEMENTS + " elements")
                    .differs("the input has shape " + shape + ", the axis is " + axis)
                    .remedy("sorted = false");
        }
    }

    /**
     * How often each integer from 0 on occurs, int32. Shapes: x (n) -> (largest element + 1).
     *
     * <pre>{@code
     * SymbolicTensor counts = bincount(arange(5)); // (?,)
     * }</pre>
     */
    public static SymbolicTensor bincount(SymbolicTensor x) {
        return BINCOUNT.op().on(x);
    }

    /** How many elements lie in each range (bins), and the borders (bins + 1), both of the input's type. */
    public record Histogram(SymbolicTensor counts, SymbolicTensor borders) {}

    /**
     * How many elements of a vector lie in each of equal ranges between the lowest and the highest.
     *
     * <pre>{@code
     * SymbolicTensor counts = histogram(linspace(0, 1, 50), 10).counts(); // (10,)
     * }</pre>
     */
    public static Histogram histogram(SymbolicTensor x, int bins) {
        List<SymbolicTensor> outputs = HISTOGRAM.op(BINS, bins).call(Arguments.of(List.of(x)));
        return new Histogram(outputs.get(0), outputs.get(1));
    }

    /**
     * Where elements differ from 0: for each axis their positions (count), int32.
     *
     * <pre>{@code
     * SymbolicTensor rows = nonzero(eye(3)).get(0); // (?,)
     * }</pre>
     */
    public static List<SymbolicTensor> nonzero(SymbolicTensor x) {
        return NONZERO.op().call(Arguments.of(List.of(x)));
    }

    /**
     * The positions on each axis of elements that are counted row by row. Shapes: x (…) -> (…) for each axis of the shape.
     *
     * <pre>{@code
     * SymbolicTensor columns = unravelIndex(arange(6), 2, 3).get(1); // (6,)
     * }</pre>
     */
    public static List<SymbolicTensor> unravelIndex(SymbolicTensor x, int... shape) {
        return UNRAVEL_INDEX.op(SHAPE, IntStream.of(shape).boxed().toList()).call(Arguments.of(List.of(x)));
    }

    /**
     * The different elements, ascending. Shapes: x (any) -> (count).
     *
     * <pre>{@code
     * SymbolicTensor y = unique(input("x", 3)); // (?,)
     * }</pre>
     */
    public static SymbolicTensor unique(SymbolicTensor x) {
        return UNIQUE.op().on(x);
    }

    /**
     * So many of the different elements, ascending, with 0 behind the last. Shapes: x (any) -> (size).
     *
     * <pre>{@code
     * SymbolicTensor y = unique(input("x", 3), 10); // (10,)
     * }</pre>
     */
    public static SymbolicTensor unique(SymbolicTensor x, int size) {
        return UNIQUE.op(Config.empty().set(SIZE, size)).on(x);
    }
}
