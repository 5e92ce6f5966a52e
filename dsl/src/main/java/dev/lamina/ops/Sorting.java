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

    /** The elements of an axis in ascending order. */
    public static SymbolicTensor sort(SymbolicTensor x, int axis) {
        return SORT.op(AXIS, axis).on(x);
    }

    /** The positions of the elements of an axis in ascending order, int32. */
    public static SymbolicTensor argsort(SymbolicTensor x, int axis) {
        return ARGSORT.op(AXIS, axis).on(x);
    }

    /** The k largest elements of the last axis, and their positions (int32). Shapes: x (…, n) -> (…, k), (…, k). */
    public static List<SymbolicTensor> topK(SymbolicTensor x, int k) {
        return TOP_K.op(K, k).call(Arguments.of(List.of(x)));
    }

    /** Whether each target is among the k largest. Shapes: targets (n), predictions (n, classes) -> (n). */
    public static SymbolicTensor inTopK(SymbolicTensor targets, SymbolicTensor predictions, int k) {
        return IN_TOP_K.op(K, k).on(targets, predictions);
    }

    /** The value below which a part q of the elements lies, over all axes or some. */
    public static SymbolicTensor quantile(SymbolicTensor x, double q, int... axes) {
        List<Integer> listed = axes.length == 0
                ? null
                : java.util.stream.IntStream.of(axes).boxed().toList();
        return QUANTILE.op(Config.empty().set(Q, q).set(Reductions.AXIS, listed))
                .on(x);
    }

    /** The middle element, or the mean of the two in the middle, over all axes or some. */
    public static SymbolicTensor median(SymbolicTensor x, int... axes) {
        return Reductions.reduce(MEDIAN, x, axes, false);
    }
}
