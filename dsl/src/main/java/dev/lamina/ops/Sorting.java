package dev.lamina.ops;

import static dev.lamina.ops.Modules.MATH;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ops that compare the elements of an axis with each other. */
public final class Sorting {
    /** The axis to sort; null for the flattened tensor. */
    public static final Field<@Nullable Integer> AXIS =
            Fields.integer("axis").orNull().orElse(-1);

    public static final Field<Integer> K = Fields.positive("k");
    public static final Field<Boolean> SORTED = Fields.bool("sorted").orElse(true);

    /** What lies between two elements. */
    public enum Method {
        LINEAR,
        LOWER,
        HIGHER,
        MIDPOINT,
        NEAREST
    }

    public static final Field<Method> METHOD =
            Fields.choice("method", Method.class).orElse(Method.LINEAR);

    /** Which part of the elements lies below: from 0 to 1, or to 100 for percentiles. */
    public static final Field<Double> Q = Fields.number("q");

    /** On which side of equal elements a value is inserted. */
    public enum Side {
        LEFT,
        RIGHT
    }

    public static final Field<Side> SIDE = Fields.choice("side", Side.class).orElse(Side.LEFT);

    public static final OpType SORT = OpType.of(NUMPY, "Sort", (op, in) -> sorted(op, in.get(0)), AXIS);
    public static final OpType ARGSORT = OpType.of(
            NUMPY, "Argsort", (op, in) -> new TensorSpec(sorted(op, in.get(0)).shape(), DType.INT32), AXIS);

    /** The largest elements of the last axis and their positions. */
    public static final OpType TOP_K = OpType.multiple(MATH, "TopK", (op, in) -> largest(op, in.get(0)), K, SORTED);

    public static final OpType IN_TOP_K =
            OpType.of(MATH, "InTopK", (op, in) -> new TensorSpec(in.get(0).shape(), DType.BOOL), K);
    public static final OpType QUANTILE = quantile("Quantile").passing(Q);
    public static final OpType PERCENTILE = quantile("Percentile").passing(Q);
    public static final OpType MEDIAN = OpType.of(
            NUMPY, "Median", (op, in) -> Reductions.averaged(op, in.get(0)), Reductions.AXIS, Reductions.KEEPDIMS);
    public static final OpType NANQUANTILE = quantile("Nanquantile").passing(Q);
    public static final OpType NANPERCENTILE = quantile("Nanpercentile").passing(Q);
    public static final OpType NANMEDIAN = OpType.of(
            NUMPY, "Nanmedian", (op, in) -> Reductions.averaged(op, in.get(0)), Reductions.AXIS, Reductions.KEEPDIMS);

    /** How many elements are certainly in their places. */
    public static final Field<Integer> KTH = Fields.integer("kth");

    public static final OpType ARGPARTITION = OpType.of(
            NUMPY,
            "Argpartition",
            (op, in) -> new TensorSpec(sorted(op, in.get(0)).shape(), DType.INT32),
            KTH,
            AXIS);
    public static final OpType SEARCH_SORTED = OpType.of(
            NUMPY, "SearchSorted", (op, in) -> new TensorSpec(in.get(1).shape(), DType.INT32), SIDE);
    public static final OpType DIGITIZE =
            OpType.of(NUMPY, "Digitize", (op, in) -> new TensorSpec(in.get(0).shape(), DType.INT32));

    private Sorting() {}

    private static OpType quantile(String className) {
        return OpType.of(
                NUMPY,
                className,
                (op, in) -> Reductions.averaged(op, in.get(0)),
                Reductions.AXIS,
                METHOD,
                Reductions.KEEPDIMS);
    }

    private static TensorSpec sorted(Op op, TensorSpec x) {
        Integer axis = op.param(AXIS);
        if (axis == null) {
            return new TensorSpec(Shape.of(Math.toIntExact(x.shape().elements())), x.dtype());
        }
        x.shape().axis(axis);
        return x;
    }

    private static List<TensorSpec> largest(Op op, TensorSpec x) {
        int size = x.shape().last();
        if (size != Shape.UNKNOWN && size < op.param(K)) {
            throw ShapeException.because("cannot take the " + op.param(K) + " largest elements")
                    .differs("the last axis has " + size);
        }
        Shape shape = x.shape().withSize(-1, op.param(K));
        return List.of(new TensorSpec(shape, x.dtype()), new TensorSpec(shape, DType.INT32));
    }

    /**
     * The elements of an axis in ascending order.
     *
     * <pre>{@code
     * SymbolicTensor y = sort(input("x", 5), -1); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor sort(SymbolicTensor x, int axis) {
        return SORT.op(AXIS, axis).on(x);
    }

    /**
     * The positions of the elements of an axis in ascending order, int32.
     *
     * <pre>{@code
     * SymbolicTensor y = argsort(input("x", 5), -1); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor argsort(SymbolicTensor x, int axis) {
        return ARGSORT.op(AXIS, axis).on(x);
    }

    /**
     * The k largest elements of the last axis, and their positions (int32). Shapes: x (…, n) -> (…, k), (…, k).
     *
     * <pre>{@code
     * SymbolicTensor largest = topK(input("x", 5), 2).get(0); // (?, 2)
     * }</pre>
     */
    public static List<SymbolicTensor> topK(SymbolicTensor x, int k) {
        return TOP_K.op(K, k).call(Arguments.of(List.of(x)));
    }

    /**
     * Whether each target is among the k largest. Shapes: targets (n), predictions (n, classes) -> (n).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 5);
     * SymbolicTensor y = inTopK(argmax(x, -1), x, 2); // (?,)
     * }</pre>
     */
    public static SymbolicTensor inTopK(SymbolicTensor targets, SymbolicTensor predictions, int k) {
        return IN_TOP_K.op(K, k).on(targets, predictions);
    }

    /**
     * The value below which a part q of the elements lies, over all axes or some.
     *
     * <pre>{@code
     * SymbolicTensor y = quantile(input("x", 5), 0.9, -1); // (?,)
     * }</pre>
     */
    public static SymbolicTensor quantile(SymbolicTensor x, double q, int... axes) {
        List<Integer> listed = axes.length == 0
                ? null
                : java.util.stream.IntStream.of(axes).boxed().toList();
        return QUANTILE.op(Config.empty().set(Q, q).set(Reductions.AXIS, listed))
                .on(x);
    }

    /**
     * The positions of the elements of an axis, the k-th smallest in its place, smaller ones before it and larger ones behind
     * it; here all are in order.
     *
     * <pre>{@code
     * SymbolicTensor y = argpartition(input("x", 5), 2, -1); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor argpartition(SymbolicTensor x, int kth, int axis) {
        return ARGPARTITION.op(Config.empty().set(KTH, kth).set(AXIS, axis)).on(x);
    }

    /**
     * How many elements of an ascending vector lie before each value, int32. Shapes: sorted (n), values (…) -> (…).
     *
     * <pre>{@code
     * SymbolicTensor y = searchsorted(linspace(0, 1, 5), input("x", 3)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor searchsorted(SymbolicTensor sorted, SymbolicTensor values) {
        return SEARCH_SORTED.op().on(sorted, values);
    }

    /**
     * In which of the ranges between ascending borders each value lies, int32. Shapes: x (…), bins (n) -> (…).
     *
     * <pre>{@code
     * SymbolicTensor y = digitize(input("x", 3), linspace(0, 1, 5)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor digitize(SymbolicTensor x, SymbolicTensor bins) {
        return DIGITIZE.op().on(x, bins);
    }

    /** A quantile of the elements that are numbers, over all axes or some; NaN where none is.
     *
     * <pre>{@code
     * SymbolicTensor y = nanquantile(input("x", 5), 0.9, -1); // (?,)
     * }</pre>
     */
    public static SymbolicTensor nanquantile(SymbolicTensor x, double q, int... axes) {
        List<Integer> listed = axes.length == 0
                ? null
                : java.util.stream.IntStream.of(axes).boxed().toList();
        return NANQUANTILE
                .op(Config.empty().set(Q, q).set(Reductions.AXIS, listed))
                .on(x);
    }

    /** The median of the elements that are numbers, over all axes or some; NaN where none is.
     *
     * <pre>{@code
     * SymbolicTensor y = nanmedian(input("x", 5), -1); // (?,)
     * }</pre>
     */
    public static SymbolicTensor nanmedian(SymbolicTensor x, int... axes) {
        return Reductions.reduce(NANMEDIAN, x, axes, false);
    }

    /**
     * The middle element, or the mean of the two in the middle, over all axes or some.
     *
     * <pre>{@code
     * SymbolicTensor y = median(input("x", 5), -1); // (?,)
     * }</pre>
     */
    public static SymbolicTensor median(SymbolicTensor x, int... axes) {
        return Reductions.reduce(MEDIAN, x, axes, false);
    }
}
