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
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Ops that add, drop and exchange axes, and count. */
public final class Axes {
    public static final Field<Integer> AXIS1 = Fields.integer("axis1").orElse(0);
    public static final Field<Integer> AXIS2 = Fields.integer("axis2").orElse(1);
    public static final Field<List<Integer>> SOURCE = Fields.integers("source");
    public static final Field<List<Integer>> DESTINATION = Fields.integers("destination");

    /** Where new axes of size 1 go, counted in the result. */
    public static final Field<List<Integer>> NEW_AXES = Fields.integers("axis");

    public static final OpType SWAPAXES = OpType.of(
            NUMPY,
            "Swapaxes",
            (op, in) -> transposed(in.get(0), swap(op, in.get(0).shape())),
            AXIS1,
            AXIS2);
    public static final OpType MOVEAXIS = OpType.of(
            NUMPY,
            "Moveaxis",
            (op, in) -> transposed(in.get(0), move(op, in.get(0).shape())),
            SOURCE,
            DESTINATION);
    public static final OpType RAVEL = OpType.of(
            NUMPY,
            "Ravel",
            (op, in) -> new TensorSpec(
                    Shape.of(Math.toIntExact(in.get(0).shape().elements())),
                    in.get(0).dtype()));
    public static final OpType EXPAND_DIMS =
            OpType.of(NUMPY, "ExpandDims", (op, in) -> expanded(op, in.get(0)), NEW_AXES);
    public static final OpType SQUEEZE =
            OpType.of(NUMPY, "Squeeze", (op, in) -> squeezed(op, in.get(0)), Reductions.AXIS);
    public static final OpType SIZE = OpType.of(NUMPY, "Size", (op, in) -> TensorSpec.of(DType.INT32));
    public static final OpType NDIM = OpType.of(NUMPY, "Ndim", (op, in) -> TensorSpec.of(DType.INT32));

    private Axes() {}

    private static TensorSpec transposed(TensorSpec x, List<Integer> order) {
        return new TensorSpec(Shape.of(order.stream().mapToInt(x.shape()::size).toArray()), x.dtype());
    }

    private static List<Integer> swap(Op op, Shape shape) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, shape.rank()).boxed().toList());
        Collections.swap(order, shape.axis(op.param(AXIS1)), shape.axis(op.param(AXIS2)));
        return order;
    }

    private static List<Integer> move(Op op, Shape shape) {
        List<Integer> from = op.param(SOURCE).stream().map(shape::axis).toList();
        List<Integer> to = op.param(DESTINATION).stream().map(shape::axis).toList();
        boolean once = from.stream().distinct().count() == from.size()
                && to.stream().distinct().count() == to.size();
        if (from.size() != to.size() || !once) {
            throw ShapeException.because("needs a place for each axis that moves, each once")
                    .differs("source " + op.param(SOURCE) + ", destination " + op.param(DESTINATION));
        }
        List<Integer> rest = IntStream.range(0, shape.rank())
                .boxed()
                .filter(axis -> !from.contains(axis))
                .toList();
        List<Integer> order = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < shape.rank(); i++) {
            order.add(to.contains(i) ? from.get(to.indexOf(i)) : rest.get(next++));
        }
        return order;
    }

    /** In which order {@link #SWAPAXES} or {@link #MOVEAXIS} takes the axes of its input. */
    public static List<Integer> order(Op op, Shape shape) {
        return op.type() == SWAPAXES ? swap(op, shape) : move(op, shape);
    }

    private static TensorSpec expanded(Op op, TensorSpec x) {
        int rank = x.shape().rank() + op.param(NEW_AXES).size();
        Shape places = Shape.of(new int[rank]);
        List<Integer> fresh = op.param(NEW_AXES).stream().map(places::axis).toList();
        int[] sizes = new int[rank];
        int next = 0;
        for (int i = 0; i < rank; i++) {
            sizes[i] = fresh.contains(i) ? 1 : x.shape().size(next++);
        }
        return new TensorSpec(Shape.of(sizes), x.dtype());
    }

    private static TensorSpec squeezed(Op op, TensorSpec x) {
        List<Integer> gone = dropped(op, x.shape());
        for (int axis : gone) {
            int size = x.shape().size(axis);
            if (size != 1 && size != Shape.UNKNOWN) {
                throw ShapeException.because("cannot drop axis " + axis).differs("its size is " + size + ", not 1");
            }
        }
        return new TensorSpec(Reductions.without(x.shape(), gone, false), x.dtype());
    }

    /** The axes that {@link #SQUEEZE} drops. */
    public static List<Integer> dropped(Op op, Shape shape) {
        List<Integer> axes = op.param(Reductions.AXIS);
        return axes == null
                ? IntStream.range(0, shape.rank())
                        .filter(axis -> shape.size(axis) == 1)
                        .boxed()
                        .toList()
                : axes.stream().map(shape::axis).toList();
    }

    /**
     * {@code swapaxes} of each element.
     *
     * <pre>{@code
     * SymbolicTensor y = swapaxes(input("x", 4, 3), 1, 2); // (?, 3, 4)
     * }</pre>
     */
    public static SymbolicTensor swapaxes(SymbolicTensor x, int axis1, int axis2) {
        return SWAPAXES.op(Config.empty().set(AXIS1, axis1).set(AXIS2, axis2)).on(x);
    }

    /**
     * An axis moved to another place, the rest in their order.
     *
     * <pre>{@code
     * SymbolicTensor y = moveaxis(input("x", 4, 3), 1, -1); // (?, 3, 4)
     * }</pre>
     */
    public static SymbolicTensor moveaxis(SymbolicTensor x, int source, int destination) {
        return MOVEAXIS.op(Config.empty().set(SOURCE, List.of(source)).set(DESTINATION, List.of(destination)))
                .on(x);
    }

    /**
     * All elements in one axis.
     *
     * <pre>{@code
     * SymbolicTensor y = ravel(ones(2, 3)); // (6,)
     * }</pre>
     */
    public static SymbolicTensor ravel(SymbolicTensor x) {
        return RAVEL.op().on(x);
    }

    /**
     * New axes of size 1. Shapes: x (a, b), axis 1 -> (a, 1, b).
     *
     * <pre>{@code
     * SymbolicTensor y = expandDims(input("x", 3), 1); // (?, 1, 3)
     * }</pre>
     */
    public static SymbolicTensor expandDims(SymbolicTensor x, int... axes) {
        return EXPAND_DIMS.op(NEW_AXES, IntStream.of(axes).boxed().toList()).on(x);
    }

    /**
     * The tensor without some axes of size 1, or without all of them where none is given.
     *
     * <pre>{@code
     * SymbolicTensor y = squeeze(input("x", 1, 3), 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor squeeze(SymbolicTensor x, int... axes) {
        return SQUEEZE.op(
                        Reductions.AXIS,
                        axes.length == 0 ? null : IntStream.of(axes).boxed().toList())
                .on(x);
    }
}
