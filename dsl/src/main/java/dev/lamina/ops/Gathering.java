package dev.lamina.ops;

import static dev.lamina.ops.Modules.CORE;
import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arithmetic;
import dev.lamina.NdArray;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ops that pick and place elements by position. */
public final class Gathering {
    public static final Field<List<Integer>> SHAPE = Fields.integers("shape");

    /** What happens to elements that are placed; null replaces what was there. */
    public enum Placing {
        ADD
    }

    public static final Field<@Nullable Placing> REDUCTION =
            Fields.choice("reduction", Placing.class).orNull();

    public static final OpType TAKE =
            OpType.of(NUMPY, "Take", (op, in) -> taken(in, op.param(Reductions.ONE_AXIS)), Reductions.ONE_AXIS);
    public static final OpType TAKE_ALONG_AXIS = OpType.of(
            NUMPY, "TakeAlongAxis", (op, in) -> takenAlong(in, op.param(Reductions.ONE_AXIS)), Reductions.ONE_AXIS);

    /** A block of known size that begins at a position. */
    public static final OpType SLICE = OpType.of(CORE, "Slice", (op, in) -> sliced(op, in), SHAPE);

    /** A tensor in which a block is replaced: inputs, where the block begins, the block. */
    public static final OpType SLICE_UPDATE = OpType.of(CORE, "SliceUpdate", (op, in) -> in.get(0));

    /** Zeros in which elements are placed, those of one place added. */
    public static final OpType SCATTER = OpType.of(
            CORE,
            "Scatter",
            (op, in) -> new TensorSpec(
                    Shape.of(
                            op.param(SHAPE).stream().mapToInt(Integer::intValue).toArray()),
                    integers(in, 0).get(1).dtype()),
            SHAPE);

    /** A tensor in which elements are placed: inputs, positions, elements. */
    public static final OpType SCATTER_UPDATE =
            OpType.of(CORE, "ScatterUpdate", (op, in) -> integers(in, 1).get(0), REDUCTION);

    private Gathering() {}

    private static List<TensorSpec> integers(List<TensorSpec> in, int index) {
        if (!in.get(index).dtype().isInteger()) {
            throw ShapeException.because("needs integer positions")
                    .differs("input " + index + " is " + in.get(index).dtype().kerasName())
                    .remedy("cast(indices, INT32), or an input of an integer type");
        }
        return in;
    }

    private static TensorSpec taken(List<TensorSpec> in, @Nullable Integer axis) {
        TensorSpec x = in.get(0);
        Shape indices = integers(in, 1).get(1).shape();
        if (axis == null) {
            return new TensorSpec(indices, x.dtype());
        }
        int at = x.shape().axis(axis);
        return new TensorSpec(
                x.shape().slice(0, at).plus(indices).plus(x.shape().from(at + 1)), x.dtype());
    }

    private static TensorSpec takenAlong(List<TensorSpec> in, @Nullable Integer axis) {
        TensorSpec x = in.get(0);
        Shape indices = integers(in, 1).get(1).shape();
        if (axis == null) {
            return new TensorSpec(indices, x.dtype());
        }
        if (indices.rank() != x.shape().rank()) {
            throw ShapeException.because("needs positions of the rank of its input")
                    .differs("the input has rank " + x.shape().rank() + ", the positions have " + indices.rank())
                    .remedy("take(x, indices, axis) for whole slices");
        }
        int at = x.shape().axis(axis);
        Shape rest = Shape.broadcast(x.shape().withSize(at, 1), indices.withSize(at, 1));
        return new TensorSpec(rest.withSize(at, indices.size(at)), x.dtype());
    }

    private static TensorSpec sliced(Op op, List<TensorSpec> in) {
        Shape shape = in.get(0).shape();
        List<Integer> wanted = op.param(SHAPE);
        if (wanted.size() != shape.rank()) {
            throw ShapeException.because("needs a size for each axis")
                    .differs("the input has rank " + shape.rank() + ", the slice " + wanted.size());
        }
        for (int i = 0; i < shape.rank(); i++) {
            if (shape.size(i) != Shape.UNKNOWN && wanted.get(i) > shape.size(i)) {
                throw ShapeException.because("cannot take " + wanted.get(i) + " elements of axis " + i)
                        .differs("the axis has " + shape.size(i));
            }
        }
        return new TensorSpec(
                Shape.of(wanted.stream().mapToInt(Integer::intValue).toArray()),
                integers(in, 1).get(0).dtype());
    }

    /**
     * The slices of x at positions on an axis. Shapes: x (a, n, b), indices (i) -> (a, i, b).
     *
     * <pre>{@code
     * SymbolicTensor y = take(input("x", 5, 3), arange(2), 1); // (?, 2, 3)
     * }</pre>
     */
    public static SymbolicTensor take(SymbolicTensor x, SymbolicTensor indices, int axis) {
        return TAKE.op(Reductions.ONE_AXIS, axis).on(x, indices);
    }

    /**
     * For each place one element of an axis. Shapes: x (a, n, b), indices (a, i, b) -> (a, i, b).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 5);
     * SymbolicTensor y = takeAlongAxis(x, argsort(x, -1), -1); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor takeAlongAxis(SymbolicTensor x, SymbolicTensor indices, int axis) {
        return TAKE_ALONG_AXIS.op(Reductions.ONE_AXIS, axis).on(x, indices);
    }

    /**
     * A block of known size.
     *
     * <pre>{@code
     * SymbolicTensor y = slice(eye(4), List.of(1, 0), List.of(2, 4)); // (2, 4)
     * }</pre>
     */
    public static SymbolicTensor slice(SymbolicTensor x, List<Integer> start, List<Integer> shape) {
        return SLICE.op(SHAPE, shape).on(x, positions(start));
    }

    /**
     * The tensor with a block replaced.
     *
     * <pre>{@code
     * SymbolicTensor y = sliceUpdate(zeros(4, 4), List.of(1, 1), ones(2, 2)); // (4, 4)
     * }</pre>
     */
    public static SymbolicTensor sliceUpdate(SymbolicTensor x, List<Integer> start, SymbolicTensor block) {
        return SLICE_UPDATE.op().on(x, positions(start), block);
    }

    private static SymbolicTensor positions(List<Integer> values) {
        int[] array = values.stream().mapToInt(Integer::intValue).toArray();
        return Arithmetic.literal(NdArray.of(array, array.length));
    }

    /**
     * Zeros in which elements are placed. Shapes: indices (n, k), values (n, rest…) -> shape of rank k + rest.
     *
     * <pre>{@code
     * SymbolicTensor y = scatter(reshape(arange(2), 2, 1), ones(2, 3), 5, 3); // (5, 3)
     * }</pre>
     */
    public static SymbolicTensor scatter(SymbolicTensor indices, SymbolicTensor values, int... shape) {
        return SCATTER.op(SHAPE, IntStream.of(shape).boxed().toList()).on(indices, values);
    }

    /**
     * The tensor in which elements are placed. Shapes: x, indices (n, k), values (n, rest…) -> the shape of x.
     *
     * <pre>{@code
     * SymbolicTensor y = scatterUpdate(zeros(5, 3), reshape(arange(2), 2, 1), ones(2, 3)); // (5, 3)
     * }</pre>
     */
    public static SymbolicTensor scatterUpdate(SymbolicTensor x, SymbolicTensor indices, SymbolicTensor values) {
        return SCATTER_UPDATE.op().on(x, indices, values);
    }
}
