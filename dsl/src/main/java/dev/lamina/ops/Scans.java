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

/** Ops in which each element depends on those before it on an axis. */
public final class Scans {
    /** How often differences are taken. */
    public static final Field<Integer> N =
            Fields.integer("n", "an integer of at least 0", n -> n >= 0).orElse(1);

    public static final Field<Integer> AXIS = Fields.integer("axis").orElse(-1);

    /** The distance of samples. */
    public static final Field<Double> DX = Fields.number("dx").orElse(1.0);

    public static final OpType CUMSUM = scan("Cumsum");
    public static final OpType CUMPROD = scan("Cumprod");
    public static final OpType NANCUMSUM = scan("Nancumsum");
    public static final OpType NANCUMPROD = scan("Nancumprod");
    public static final OpType DIFF = OpType.of(NUMPY, "Diff", (op, in) -> differences(op, in.get(0)), N, AXIS);

    /** The area under samples at equal distances. */
    public static final OpType TRAPEZOID = OpType.of(
            NUMPY,
            "Trapezoid",
            (op, in) -> {
                Shape shape = in.get(0).shape();
                int axis = shape.axis(op.param(AXIS));
                DType dtype = in.get(0).dtype();
                return new TensorSpec(
                        shape.slice(0, axis).plus(shape.from(axis + 1)), dtype.isFloating() ? dtype : DType.FLOAT32);
            },
            Fields.number("x", "null", x -> false).orNull(),
            DX,
            AXIS);

    private Scans() {}

    private static OpType scan(String className) {
        return OpType.of(NUMPY, className, (op, in) -> scanned(op, in.get(0)), Reductions.ONE_AXIS, Reductions.DTYPE);
    }

    private static TensorSpec scanned(Op op, TensorSpec x) {
        DType wanted = op.param(Reductions.DTYPE);
        DType natural = x.dtype() == DType.BOOL ? DType.INT32 : x.dtype();
        Integer axis = op.param(Reductions.ONE_AXIS);
        if (axis != null) {
            x.shape().axis(axis);
        }
        return new TensorSpec(
                axis == null ? Shape.of(Math.toIntExact(x.shape().elements())) : x.shape(),
                wanted == null ? natural : wanted);
    }

    private static TensorSpec differences(Op op, TensorSpec x) {
        int axis = x.shape().axis(op.param(AXIS));
        int size = x.shape().size(axis);
        if (size != Shape.UNKNOWN && size <= op.param(N)) {
            throw ShapeException.because("cannot take differences " + op.param(N) + " times")
                    .differs("axis " + axis + " has " + size);
        }
        return new TensorSpec(x.shape().withSize(axis, size == Shape.UNKNOWN ? size : size - op.param(N)), x.dtype());
    }

    /**
     * Sums of all elements up to each, on an axis.
     *
     * <pre>{@code
     * SymbolicTensor y = cumsum(input("x", 5), -1); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor cumsum(SymbolicTensor x, int axis) {
        return CUMSUM.op(Reductions.ONE_AXIS, axis).on(x);
    }

    /**
     * Products of all elements up to each, on an axis.
     *
     * <pre>{@code
     * SymbolicTensor y = cumprod(input("x", 5), -1); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor cumprod(SymbolicTensor x, int axis) {
        return CUMPROD.op(Reductions.ONE_AXIS, axis).on(x);
    }

    /**
     * Differences of neighbours on an axis, taken n times.
     *
     * <pre>{@code
     * SymbolicTensor y = diff(input("x", 5), 1, -1); // (?, 4)
     * }</pre>
     */
    public static SymbolicTensor diff(SymbolicTensor x, int n, int axis) {
        return DIFF.op(Config.empty().set(N, n).set(AXIS, axis)).on(x);
    }
}
