package dev.lamina.ops;

import static dev.lamina.ops.Modules.LAMINA;
import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ops that move elements and leave their values alone. */
public final class Shapes {
    /** The new shape; one size may be -1, to be inferred. */
    public static final Field<List<Integer>> NEW_SHAPE = Fields.integers("newshape");

    /** The shape to repeat to. */
    public static final Field<List<Integer>> TARGET_SHAPE = Fields.integers("shape");

    /** The order of the axes; null reverses them. */
    public static final Field<@Nullable List<Integer>> AXES =
            Fields.integers("axes").orNull();

    /** The axis on which tensors are joined. */
    public static final Field<Integer> JOIN_AXIS = Fields.integer("axis").orElse(0);

    public static final OpType RESHAPE = OpType.of(NUMPY, "Reshape", (op, in) -> reshaped(op, in.get(0)), NEW_SHAPE);

    /** Reshapes to a shape that is known only when the model runs; {@code newshape} holds what is known of it, else -1. */
    public static final OpType RESHAPE_TO = OpType.of(
            LAMINA,
            "ReshapeTo",
            (op, in) -> new TensorSpec(shape(op.param(NEW_SHAPE)), in.get(0).dtype()),
            NEW_SHAPE);

    public static final OpType TRANSPOSE = OpType.of(NUMPY, "Transpose", (op, in) -> transposed(op, in.get(0)), AXES);
    public static final OpType CONCATENATE = OpType.of(NUMPY, "Concatenate", Shapes::concatenated, JOIN_AXIS);

    public static final OpType BROADCAST_TO =
            OpType.of(NUMPY, "BroadcastTo", (op, in) -> broadcast(op, in.get(0)), TARGET_SHAPE);

    private Shapes() {}

    private static TensorSpec broadcast(Op op, TensorSpec x) {
        Shape target = shape(op.param(TARGET_SHAPE));
        if (!Shape.broadcast(x.shape(), target).equals(target)) {
            throw ShapeException.because("cannot be repeated to " + target).differs("it has shape " + x.shape());
        }
        return new TensorSpec(target, x.dtype());
    }

    private static Shape shape(List<Integer> sizes) {
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    private static TensorSpec reshaped(Op op, TensorSpec x) {
        List<Integer> wanted = op.param(NEW_SHAPE);
        long unknown = wanted.stream().filter(size -> size == Shape.UNKNOWN).count();
        if (unknown > 1) {
            throw ShapeException.because("cannot infer more than one size; received " + wanted);
        }
        long elements = x.shape().elements();
        long known = wanted.stream()
                .filter(size -> size != Shape.UNKNOWN)
                .mapToLong(Integer::longValue)
                .reduce(1, Math::multiplyExact);
        boolean fits =
                elements == Shape.UNKNOWN || (unknown == 0 ? elements == known : known > 0 && elements % known == 0);
        if (!fits) {
            throw ShapeException.because("cannot be reshaped to " + shape(wanted))
                    .differs(elements + " elements do not make " + (unknown == 0 ? "" : "a multiple of ") + known);
        }
        if (elements == Shape.UNKNOWN || unknown == 0) {
            return new TensorSpec(shape(wanted), x.dtype());
        }
        int inferred = Math.toIntExact(elements / known);
        return new TensorSpec(
                shape(wanted.stream()
                        .map(size -> size == Shape.UNKNOWN ? inferred : size)
                        .toList()),
                x.dtype());
    }

    private static TensorSpec transposed(Op op, TensorSpec x) {
        int rank = x.shape().rank();
        List<Integer> axes = op.param(AXES);
        int[] order = axes == null
                ? IntStream.range(0, rank).map(i -> rank - 1 - i).toArray()
                : axes.stream().mapToInt(x.shape()::axis).toArray();
        if (IntStream.of(order).distinct().count() != rank || order.length != rank) {
            throw ShapeException.because("needs each of its " + rank + " axes once; received " + axes);
        }
        return new TensorSpec(Shape.of(IntStream.of(order).map(x.shape()::size).toArray()), x.dtype());
    }

    private static TensorSpec concatenated(Op op, List<TensorSpec> inputs) {
        return joined(inputs, inputs.get(0).shape().axis(op.param(JOIN_AXIS)));
    }

    static TensorSpec joined(List<TensorSpec> inputs, int axis) {
        Shape first = inputs.get(0).shape();
        int[] sizes = first.sizes();
        DType dtype = inputs.get(0).dtype();
        for (int i = 1; i < inputs.size(); i++) {
            Shape next = inputs.get(i).shape();
            dtype = DType.promote(dtype, inputs.get(i).dtype());
            checkJoin(first, next, axis);
            for (int a = 0; a < sizes.length; a++) {
                int size = next.size(a);
                if (a == axis) {
                    sizes[a] = sizes[a] == Shape.UNKNOWN || size == Shape.UNKNOWN ? Shape.UNKNOWN : sizes[a] + size;
                } else if (sizes[a] == Shape.UNKNOWN) {
                    sizes[a] = size;
                }
            }
        }
        return new TensorSpec(Shape.of(sizes), dtype);
    }

    private static void checkJoin(Shape first, Shape next, int axis) {
        String problem = "cannot join its inputs on axis " + axis;
        if (next.rank() != first.rank()) {
            throw ShapeException.because(problem).differs("rank: " + first.rank() + " is not " + next.rank());
        }
        for (int a = 0; a < first.rank(); a++) {
            boolean known = first.size(a) != Shape.UNKNOWN && next.size(a) != Shape.UNKNOWN;
            if (a != axis && known && first.size(a) != next.size(a)) {
                throw ShapeException.because(problem)
                        .differs("axis " + a + ": " + first.size(a) + " is not " + next.size(a) + " (all axes except "
                                + axis + " must be equal)")
                        .remedy("padding(SAME) where the sizes part, or a crop of the larger one");
            }
        }
    }

    /**
     * The elements in another shape; one size may be -1, to be inferred.
     *
     * <pre>{@code
     * SymbolicTensor y = reshape(input("x", 6), -1, 2, 3); // (?, 2, 3)
     * }</pre>
     */
    public static SymbolicTensor reshape(SymbolicTensor x, int... shape) {
        return RESHAPE.op(NEW_SHAPE, IntStream.of(shape).boxed().toList()).on(x);
    }

    /**
     * The elements in a shape that is known only when the model runs.
     *
     * @param known what is known of that shape now
     * @param shape the shape, an int32 vector
     */
    public static SymbolicTensor reshape(SymbolicTensor x, Shape known, SymbolicTensor shape) {
        return RESHAPE_TO
                .op(NEW_SHAPE, IntStream.of(known.sizes()).boxed().toList())
                .on(x, shape);
    }

    /**
     * The elements repeated along axes of size 1, and along new axes before the first.
     *
     * <pre>{@code
     * SymbolicTensor y = broadcastTo(ones(3), Shape.of(2, 3)); // (2, 3)
     * }</pre>
     */
    public static SymbolicTensor broadcastTo(SymbolicTensor x, Shape shape) {
        return BROADCAST_TO
                .op(TARGET_SHAPE, IntStream.of(shape.sizes()).boxed().toList())
                .on(x);
    }

    /**
     * The axes in another order; reversed where none is given.
     *
     * <pre>{@code
     * SymbolicTensor y = transpose(input("x", 4, 3), 0, 2, 1); // (?, 3, 4)
     * }</pre>
     */
    public static SymbolicTensor transpose(SymbolicTensor x, int... axes) {
        return TRANSPOSE
                .op(AXES, axes.length == 0 ? null : IntStream.of(axes).boxed().toList())
                .on(x);
    }

    /**
     * Tensors one after the other on an axis.
     *
     * <pre>{@code
     * SymbolicTensor y = concatenate(List.of(input("x", 3), input("y", 2)), 1); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor concatenate(List<SymbolicTensor> tensors, int axis) {
        return CONCATENATE.op(JOIN_AXIS, axis).onList(new ArrayList<>(tensors));
    }
}
