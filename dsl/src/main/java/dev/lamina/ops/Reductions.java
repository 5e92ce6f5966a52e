package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ops that take axes away. Without axes, they reduce to a scalar. */
public final class Reductions {
    /** The axes to reduce, counted from the end where negative; null for all. */
    public static final Field<@Nullable List<Integer>> AXIS =
            Fields.integers("axis").orNull();

    /** The axis of an op that takes one; null for the flattened tensor. */
    public static final Field<@Nullable Integer> ONE_AXIS =
            Fields.integer("axis").orNull();

    /** Whether reduced axes stay, with size 1. */
    public static final Field<Boolean> KEEPDIMS = Fields.bool("keepdims").orElse(false);

    public static final OpType SUM = OpType.of(NUMPY, "Sum", (op, in) -> summed(op, in.get(0)), AXIS, KEEPDIMS);
    public static final OpType MEAN = OpType.of(NUMPY, "Mean", (op, in) -> averaged(op, in.get(0)), AXIS, KEEPDIMS);

    /** What takes part beside the elements; null for nothing. */
    public static final Field<@Nullable Double> INITIAL =
            Fields.number("initial").orNull();

    public static final OpType MAX =
            OpType.of(NUMPY, "Max", (op, in) -> reduced(op, in.get(0)), AXIS, KEEPDIMS, INITIAL);
    public static final OpType MIN =
            OpType.of(NUMPY, "Min", (op, in) -> reduced(op, in.get(0)), AXIS, KEEPDIMS, INITIAL);
    public static final OpType AMAX = OpType.of(NUMPY, "Amax", (op, in) -> reduced(op, in.get(0)), AXIS, KEEPDIMS);
    public static final OpType AMIN = OpType.of(NUMPY, "Amin", (op, in) -> reduced(op, in.get(0)), AXIS, KEEPDIMS);

    /** The type to compute in; null for the one that fits the input. */
    public static final Field<@Nullable DType> DTYPE = Fields.dtype("dtype").orNull();

    public static final OpType PROD =
            OpType.of(NUMPY, "Prod", (op, in) -> multiplied(op, in.get(0)), AXIS, KEEPDIMS, DTYPE);
    public static final OpType PTP = OpType.of(NUMPY, "Ptp", (op, in) -> reduced(op, in.get(0)), AXIS, KEEPDIMS);
    public static final OpType VAR = OpType.of(NUMPY, "Var", (op, in) -> averaged(op, in.get(0)), AXIS, KEEPDIMS);
    public static final OpType STD = OpType.of(NUMPY, "Std", (op, in) -> averaged(op, in.get(0)), AXIS, KEEPDIMS);
    public static final OpType ALL =
            OpType.of(NUMPY, "All", (op, in) -> typed(op, in.get(0), DType.BOOL), AXIS, KEEPDIMS);
    public static final OpType ANY =
            OpType.of(NUMPY, "Any", (op, in) -> typed(op, in.get(0), DType.BOOL), AXIS, KEEPDIMS);
    public static final OpType COUNT_NONZERO = OpType.of(
            NUMPY,
            "CountNonzero",
            (op, in) -> new TensorSpec(without(in.get(0).shape(), op.param(AXIS), false), DType.INT32),
            AXIS);

    /** A mean; a second tensor holds weights. */
    public static final OpType AVERAGE =
            OpType.of(NUMPY, "Average", Reductions::weighed, ONE_AXIS).operands("x", "weights");

    public static final OpType ARGMAX =
            OpType.of(NUMPY, "Argmax", (op, in) -> position(op, in.get(0)), ONE_AXIS, KEEPDIMS);
    public static final OpType ARGMIN =
            OpType.of(NUMPY, "Argmin", (op, in) -> position(op, in.get(0)), ONE_AXIS, KEEPDIMS);

    private Reductions() {}

    static TensorSpec reduced(Op op, TensorSpec x) {
        return new TensorSpec(without(x.shape(), op.param(AXIS), op.param(KEEPDIMS)), x.dtype());
    }

    static TensorSpec typed(Op op, TensorSpec x, DType dtype) {
        return new TensorSpec(reduced(op, x).shape(), dtype);
    }

    private static TensorSpec summed(Op op, TensorSpec x) {
        return typed(op, x, accumulating(x.dtype()));
    }

    private static TensorSpec multiplied(Op op, TensorSpec x) {
        DType wanted = op.param(DTYPE);
        return typed(op, x, wanted == null ? accumulating(x.dtype()) : wanted);
    }

    /** Sums and products of small integers and booleans are int32, as in Keras. */
    static DType accumulating(DType dtype) {
        return switch (dtype) {
            case BOOL, INT8, INT16 -> DType.INT32;
            case UINT8, UINT16 -> DType.UINT32;
            default -> dtype;
        };
    }

    private static TensorSpec weighed(Op op, List<TensorSpec> in) {
        TensorSpec x = in.get(0);
        Integer axis = op.param(ONE_AXIS);
        DType dtype = in.stream().map(TensorSpec::dtype).reduce(DType.FLOAT32, Reductions::floatingOf);
        if (x.dtype().isFloating() && in.size() == 1) {
            dtype = x.dtype();
        }
        return new TensorSpec(without(x.shape(), axis == null ? null : List.of(axis), false), dtype);
    }

    private static DType floatingOf(DType a, DType b) {
        return b.isFloating() ? DType.promote(a, b) : a;
    }

    static TensorSpec averaged(Op op, TensorSpec x) {
        return new TensorSpec(reduced(op, x).shape(), x.dtype().isFloating() ? x.dtype() : DType.FLOAT32);
    }

    static TensorSpec position(Op op, TensorSpec x) {
        Integer axis = op.param(ONE_AXIS);
        return new TensorSpec(without(x.shape(), axis == null ? null : List.of(axis), op.param(KEEPDIMS)), DType.INT32);
    }

    /** A shape without some axes. */
    static Shape without(Shape shape, @Nullable List<Integer> axes, boolean keepDims) {
        Set<Integer> reduced = axes == null
                ? IntStream.range(0, shape.rank()).boxed().collect(Collectors.toSet())
                : axes.stream().map(shape::axis).collect(Collectors.toSet());
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            if (!reduced.contains(i)) {
                sizes.add(shape.size(i));
            } else if (keepDims) {
                sizes.add(1);
            }
        }
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    static SymbolicTensor reduce(OpType type, SymbolicTensor x, int[] axes, boolean keepDims) {
        List<Integer> listed =
                axes.length == 0 ? null : IntStream.of(axes).boxed().toList();
        return type.op(Config.empty().set(AXIS, listed).set(KEEPDIMS, keepDims)).on(x);
    }

    /**
     * The sum over some axes, or over all where none is given.
     *
     * <pre>{@code
     * SymbolicTensor y = sum(input("x", 4, 3), 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor sum(SymbolicTensor x, int... axes) {
        return reduce(SUM, x, axes, false);
    }

    /**
     * The sum, the axes staying with size 1.
     *
     * <pre>{@code
     * SymbolicTensor y = sumKeepingDims(input("x", 4, 3), 1); // (?, 1, 3)
     * }</pre>
     */
    public static SymbolicTensor sumKeepingDims(SymbolicTensor x, int... axes) {
        return reduce(SUM, x, axes, true);
    }

    /**
     * The mean over some axes, or over all where none is given.
     *
     * <pre>{@code
     * SymbolicTensor y = mean(input("x", 4, 3), 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor mean(SymbolicTensor x, int... axes) {
        return reduce(MEAN, x, axes, false);
    }

    /**
     * The mean, the axes staying with size 1.
     *
     * <pre>{@code
     * SymbolicTensor y = meanKeepingDims(input("x", 4, 3), 1); // (?, 1, 3)
     * }</pre>
     */
    public static SymbolicTensor meanKeepingDims(SymbolicTensor x, int... axes) {
        return reduce(MEAN, x, axes, true);
    }

    /**
     * The largest element over some axes, or over all where none is given.
     *
     * <pre>{@code
     * SymbolicTensor y = max(input("x", 4, 3), 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor max(SymbolicTensor x, int... axes) {
        return reduce(MAX, x, axes, false);
    }

    /**
     * The largest element, the axes staying with size 1.
     *
     * <pre>{@code
     * SymbolicTensor y = maxKeepingDims(input("x", 4, 3), 1); // (?, 1, 3)
     * }</pre>
     */
    public static SymbolicTensor maxKeepingDims(SymbolicTensor x, int... axes) {
        return reduce(MAX, x, axes, true);
    }

    /**
     * The smallest element over some axes, or over all where none is given.
     *
     * <pre>{@code
     * SymbolicTensor y = min(input("x", 4, 3), 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor min(SymbolicTensor x, int... axes) {
        return reduce(MIN, x, axes, false);
    }

    /**
     * The position of the largest element on an axis, int32.
     *
     * <pre>{@code
     * SymbolicTensor y = argmax(input("x", 4, 3), -1); // (?, 4)
     * }</pre>
     */
    public static SymbolicTensor argmax(SymbolicTensor x, int axis) {
        return ARGMAX.op(ONE_AXIS, axis).on(x);
    }

    /**
     * The position of the smallest element on an axis, int32.
     *
     * <pre>{@code
     * SymbolicTensor y = argmin(input("x", 4, 3), -1); // (?, 4)
     * }</pre>
     */
    public static SymbolicTensor argmin(SymbolicTensor x, int axis) {
        return ARGMIN.op(ONE_AXIS, axis).on(x);
    }

    /**
     * The product over some axes, or over all where none is given.
     *
     * <pre>{@code
     * SymbolicTensor y = prod(input("x", 4, 3), 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor prod(SymbolicTensor x, int... axes) {
        return reduce(PROD, x, axes, false);
    }

    /**
     * The variance, of the population, over some axes, or over all where none is given.
     *
     * <pre>{@code
     * SymbolicTensor y = var(input("x", 4, 3), 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor var(SymbolicTensor x, int... axes) {
        return reduce(VAR, x, axes, false);
    }

    /**
     * The root of the variance.
     *
     * <pre>{@code
     * SymbolicTensor y = std(input("x", 4, 3), 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor std(SymbolicTensor x, int... axes) {
        return reduce(STD, x, axes, false);
    }

    /**
     * Whether all elements differ from 0.
     *
     * <pre>{@code
     * SymbolicTensor y = all(input("x", 4, 3), 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor all(SymbolicTensor x, int... axes) {
        return reduce(ALL, x, axes, false);
    }

    /**
     * Whether an element differs from 0.
     *
     * <pre>{@code
     * SymbolicTensor y = any(input("x", 4, 3), 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor any(SymbolicTensor x, int... axes) {
        return reduce(ANY, x, axes, false);
    }
}
