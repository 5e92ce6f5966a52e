package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arithmetic;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;

/** Ops that act on each element alone. Shapes: x (…) -> (…); of two tensors, the broadcast shape. */
public final class Elementwise {
    public static final OpType ABSOLUTE = same("Absolute");
    public static final OpType EXP = floating("Exp");
    public static final OpType LOG = floating("Log");
    public static final OpType SQRT = floating("Sqrt");
    public static final OpType SQUARE = same("Square");
    public static final OpType MAXIMUM = binary("Maximum");
    public static final OpType MINIMUM = binary("Minimum");

    private Elementwise() {}

    private static OpType same(String className) {
        return OpType.of(NUMPY, className, (op, in) -> in.get(0));
    }

    private static OpType floating(String className) {
        return OpType.of(NUMPY, className, (op, in) -> Arithmetic.floating(in.get(0)));
    }

    private static OpType binary(String className) {
        return OpType.of(NUMPY, className, (op, in) -> Arithmetic.broadcast(in));
    }

    /** {@code |x|} */
    public static SymbolicTensor abs(SymbolicTensor x) {
        return ABSOLUTE.op().on(x);
    }

    /** {@code e^x} */
    public static SymbolicTensor exp(SymbolicTensor x) {
        return EXP.op().on(x);
    }

    /** The natural logarithm. */
    public static SymbolicTensor log(SymbolicTensor x) {
        return LOG.op().on(x);
    }

    public static SymbolicTensor sqrt(SymbolicTensor x) {
        return SQRT.op().on(x);
    }

    /** {@code x²} */
    public static SymbolicTensor square(SymbolicTensor x) {
        return SQUARE.op().on(x);
    }

    /** The larger of two elements. */
    public static SymbolicTensor maximum(SymbolicTensor x, SymbolicTensor y) {
        return MAXIMUM.op().on(x, y);
    }

    public static SymbolicTensor maximum(SymbolicTensor x, double y) {
        return maximum(x, Arithmetic.literal(y, x));
    }

    /** The smaller of two elements. */
    public static SymbolicTensor minimum(SymbolicTensor x, SymbolicTensor y) {
        return MINIMUM.op().on(x, y);
    }

    public static SymbolicTensor minimum(SymbolicTensor x, double y) {
        return minimum(x, Arithmetic.literal(y, x));
    }

}
