package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/** Formulas in TensorFlow operations, for ops that are more than one of them. Only operations with right gradients. */
final class Calc {
    private final Tf tf;

    private Calc(Tf tf) {
        this.tf = tf;
    }

    static Calc of(Emission e) {
        return of(e.tf());
    }

    static Calc of(Tf tf) {
        return new Calc(tf);
    }

    /** A scalar of the type of a tensor. */
    Output<?> num(double value, Output<?> beside) {
        DType dtype = DTypes.of(beside.dataType());
        return dtype == DType.BOOL
                ? tf.cast(tf.constant((int) value), dtype)
                : tf.constant(NdArray.of(new double[] {value}).cast(dtype));
    }

    Output<?> add(Output<?> a, Output<?> b) {
        return tf.op("AddV2", a, b);
    }

    Output<?> add(Output<?> a, double b) {
        return add(a, num(b, a));
    }

    Output<?> sub(Output<?> a, Output<?> b) {
        return tf.op("Sub", a, b);
    }

    Output<?> mul(Output<?> a, Output<?> b) {
        return tf.op("Mul", a, b);
    }

    Output<?> mul(Output<?> a, double b) {
        return mul(a, num(b, a));
    }

    Output<?> div(Output<?> a, Output<?> b) {
        return tf.op("RealDiv", a, b);
    }

    Output<?> neg(Output<?> a) {
        return tf.op("Neg", a);
    }

    Output<?> max(Output<?> a, double b) {
        return tf.op("Maximum", a, num(b, a));
    }

    Output<?> min(Output<?> a, double b) {
        return tf.op("Minimum", a, num(b, a));
    }

    Output<?> less(Output<?> a, Output<?> b) {
        return tf.op("Less", a, b);
    }

    Output<?> less(Output<?> a, double b) {
        return less(a, num(b, a));
    }

    Output<?> greater(Output<?> a, double b) {
        return tf.op("Greater", a, num(b, a));
    }

    Output<?> equal(Output<?> a, Output<?> b) {
        return tf.op("Equal", a, b);
    }

    Output<?> and(Output<?> a, Output<?> b) {
        return tf.op("LogicalAnd", a, b);
    }

    Output<?> not(Output<?> a) {
        return tf.op("LogicalNot", a);
    }

    Output<?> where(Output<?> condition, Output<?> a, Output<?> b) {
        return tf.op("SelectV2", condition, a, b);
    }

    Output<?> where(Output<?> condition, Output<?> a, double b) {
        return where(condition, a, num(b, a));
    }

    /** A constant to gradients. */
    Output<?> stop(Output<?> x) {
        return tf.op("StopGradient", x);
    }

    /** A value whose derivative TensorFlow does not know, given with its derivative by x. */
    Output<?> withDerivative(Output<?> value, Output<?> x, Output<?> derivative) {
        Output<?> constant = stop(value);
        Output<?> line = add(constant, mul(sub(x, stop(x)), stop(derivative)));
        return where(tf.op("IsFinite", x), line, constant);
    }

    Output<?> zeros(Output<?> x) {
        return tf.op("ZerosLike", x);
    }

    Output<?> reduce(String type, Output<?> x, List<Integer> axes, boolean keepDims) {
        return tf.op(type)
                .input(x, tf.constant(axes))
                .attr("keep_dims", keepDims)
                .out();
    }

    int rank(Output<?> x) {
        return x.shape().numDimensions();
    }

    /** The sizes, an int32 vector. */
    Output<?> shape(Output<?> x) {
        return tf.op("Shape").input(x).attr("out_type", DType.INT32).out();
    }

    /** The size of an axis, an int32 scalar. */
    Output<?> size(Output<?> x, int axis) {
        int at = axis < 0 ? axis + rank(x) : axis;
        long known = x.shape().get(at);
        return known >= 0
                ? tf.constant(Math.toIntExact(known))
                : tf.op("StridedSlice")
                        .input(
                                shape(x),
                                tf.constant(List.of(at)),
                                tf.constant(List.of(at + 1)),
                                tf.constant(List.of(1)))
                        .attr("shrink_axis_mask", 1)
                        .out();
    }

    Output<?> reshape(Output<?> x, Integer... sizes) {
        return tf.op("Reshape", x, tf.constant(List.of(sizes)));
    }

    /** Reshapes to int32 scalars. */
    Output<?> reshape(Output<?> x, List<Output<?>> sizes) {
        return tf.op("Reshape", x, pack(sizes));
    }

    Output<?> flat(Output<?> x) {
        return reshape(x, -1);
    }

    Output<?> pack(List<Output<?>> scalars) {
        return scalars.isEmpty()
                ? tf.constant(List.of())
                : tf.op("Pack").inList(scalars).out();
    }

    List<Output<?>> sizes(Output<?> x) {
        return new ArrayList<>(IntStream.range(0, rank(x))
                .<Output<?>>mapToObj(axis -> size(x, axis))
                .toList());
    }

    Output<?> transpose(Output<?> x, List<Integer> order) {
        return tf.op("Transpose", x, tf.constant(order));
    }

    /** An axis moved to another place, the others in their order. */
    Output<?> move(Output<?> x, int from, int to) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, rank(x)).boxed().toList());
        order.remove(Integer.valueOf(from));
        order.add(to, from);
        return from == to ? x : transpose(x, order);
    }

    Output<?> expand(Output<?> x, int axis) {
        return tf.op("ExpandDims", x, tf.constant(axis));
    }

    Output<?> broadcast(Output<?> x, Output<?> shape) {
        return tf.op("BroadcastTo", x, shape);
    }

    Output<?> gather(Output<?> x, Output<?> indices, int axis) {
        return tf.op("GatherV2", x, indices, tf.constant(axis));
    }

    /** The integers from 0 up to a limit (excluded). */
    Output<?> range(Output<?> limit) {
        return tf.op("Range", tf.constant(0), limit, tf.constant(1));
    }

    Output<?> concat(List<Output<?>> parts, int axis) {
        return parts.size() == 1
                ? parts.get(0)
                : tf.op("ConcatV2").inList(parts).input(tf.constant(axis)).out();
    }

    /** For each place of indices (rows, k) one element of the same row of x (rows, n). */
    Output<?> gatherInRows(Output<?> x, Output<?> indices) {
        Output<?> start = expand(tf.op("Mul", range(size(x, 0)), size(x, 1)), -1);
        return gather(flat(x), add(indices, start), 0);
    }

    /** {@code log Σ e^x}, safe from overflow; axes stay with size 1. */
    Output<?> logSumExp(Output<?> x, List<Integer> axes) {
        Output<?> highest = stop(reduce("Max", x, axes, true));
        Output<?> finite = where(tf.op("IsFinite", highest), highest, zeros(highest));
        Output<?> sum = reduce("Sum", tf.op("Exp", sub(x, finite)), axes, true);
        return add(tf.op("Log", sum), finite);
    }

    static List<Integer> allAxes(int rank) {
        return IntStream.range(0, rank).boxed().toList();
    }
}
