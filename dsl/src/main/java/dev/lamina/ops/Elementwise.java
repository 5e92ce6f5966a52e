package dev.lamina.ops;

import static dev.lamina.ops.Modules.MATH;
import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;

/** Ops that act on each element alone. Shapes: x (…) -> (…); of two tensors, the broadcast shape. */
public final class Elementwise {
    public static final OpType ABSOLUTE = Rules.same(NUMPY, "Absolute");
    public static final OpType ABS = Rules.same(NUMPY, "Abs");
    public static final OpType SIGN = Rules.same(NUMPY, "Sign");
    public static final OpType FABS = Rules.floating(NUMPY, "Fabs");
    public static final OpType EXP = Rules.floating(NUMPY, "Exp");
    public static final OpType EXPM1 = Rules.floating(NUMPY, "Expm1");
    public static final OpType EXP2 = Rules.floating(NUMPY, "Exp2");
    public static final OpType LOG = Rules.floating(NUMPY, "Log");
    public static final OpType LOG1P = Rules.floating(NUMPY, "Log1p");
    public static final OpType LOG2 = Rules.floating(NUMPY, "Log2");
    public static final OpType LOG10 = Rules.floating(NUMPY, "Log10");
    public static final OpType SQRT = Rules.floating(NUMPY, "Sqrt");
    public static final OpType RECIPROCAL = Rules.floating(NUMPY, "Reciprocal");
    public static final OpType CBRT = Rules.widening(NUMPY, "Cbrt");
    public static final OpType RSQRT = Rules.onlyFloating(MATH, "Rsqrt");
    public static final OpType MAXIMUM = Rules.binary(NUMPY, "Maximum");
    public static final OpType MINIMUM = Rules.binary(NUMPY, "Minimum");
    public static final OpType FMAX = Rules.binary(NUMPY, "Fmax");
    public static final OpType FMIN = Rules.binary(NUMPY, "Fmin");
    public static final OpType POWER = Rules.binary(NUMPY, "Power");
    public static final OpType LOGADDEXP = Rules.binaryFloating(NUMPY, "Logaddexp");
    public static final OpType LOGADDEXP2 = Rules.binaryFloating(NUMPY, "Logaddexp2");
    public static final OpType HYPOT = Rules.binaryWidening(NUMPY, "Hypot");
    public static final OpType SQUARE = OpType.of(
            NUMPY,
            "Square",
            (op, in) ->
                    in.get(0).dtype() == DType.BOOL ? new TensorSpec(in.get(0).shape(), DType.INT32) : in.get(0));

    /** A mantissa and an integer exponent. */
    public static final OpType LDEXP =
            OpType.of(NUMPY, "Ldexp", (op, in) -> Arithmetic.floating(Arithmetic.broadcast(in)));

    private Elementwise() {}

    /**
     * {@code |x|}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = abs(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor abs(SymbolicTensor x) {
        return ABSOLUTE.op().on(x);
    }

    /**
     * 1, 0 or -1.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = sign(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor sign(SymbolicTensor x) {
        return SIGN.op().on(x);
    }

    /**
     * {@code e^x}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = exp(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor exp(SymbolicTensor x) {
        return EXP.op().on(x);
    }

    /**
     * {@code e^x - 1}, exact near 0
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = expm1(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor expm1(SymbolicTensor x) {
        return EXPM1.op().on(x);
    }

    /**
     * {@code 2^x}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = exp2(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor exp2(SymbolicTensor x) {
        return EXP2.op().on(x);
    }

    /**
     * The natural logarithm.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = log(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor log(SymbolicTensor x) {
        return LOG.op().on(x);
    }

    /**
     * {@code log(1 + x)}, exact near 0
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = log1p(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor log1p(SymbolicTensor x) {
        return LOG1P.op().on(x);
    }

    /**
     * The logarithm to base 2.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = log2(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor log2(SymbolicTensor x) {
        return LOG2.op().on(x);
    }

    /**
     * The logarithm to base 10.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = log10(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor log10(SymbolicTensor x) {
        return LOG10.op().on(x);
    }

    /**
     * The square root.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = sqrt(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor sqrt(SymbolicTensor x) {
        return SQRT.op().on(x);
    }

    /**
     * {@code 1 / x}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = reciprocal(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor reciprocal(SymbolicTensor x) {
        return RECIPROCAL.op().on(x);
    }

    /**
     * The real cube root.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = cbrt(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor cbrt(SymbolicTensor x) {
        return CBRT.op().on(x);
    }

    /**
     * {@code 1 / √x}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = rsqrt(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor rsqrt(SymbolicTensor x) {
        return RSQRT.op().on(x);
    }

    /**
     * The larger of two elements.
     *
     * <pre>{@code
     * SymbolicTensor z = maximum(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor maximum(SymbolicTensor x, SymbolicTensor y) {
        return MAXIMUM.op().on(x, y);
    }

    /**
     * The smaller of two elements.
     *
     * <pre>{@code
     * SymbolicTensor z = minimum(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor minimum(SymbolicTensor x, SymbolicTensor y) {
        return MINIMUM.op().on(x, y);
    }

    /**
     * The larger of two elements, or the one that is a number.
     *
     * <pre>{@code
     * SymbolicTensor z = fmax(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor fmax(SymbolicTensor x, SymbolicTensor y) {
        return FMAX.op().on(x, y);
    }

    /**
     * The smaller of two elements, or the one that is a number.
     *
     * <pre>{@code
     * SymbolicTensor z = fmin(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor fmin(SymbolicTensor x, SymbolicTensor y) {
        return FMIN.op().on(x, y);
    }

    /**
     * {@code x^y}
     *
     * <pre>{@code
     * SymbolicTensor z = pow(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor pow(SymbolicTensor x, SymbolicTensor y) {
        return POWER.op().on(x, y);
    }

    /**
     * {@code log(e^x + e^y)}
     *
     * <pre>{@code
     * SymbolicTensor z = logaddexp(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor logaddexp(SymbolicTensor x, SymbolicTensor y) {
        return LOGADDEXP.op().on(x, y);
    }

    /**
     * {@code log2(2^x + 2^y)}
     *
     * <pre>{@code
     * SymbolicTensor z = logaddexp2(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor logaddexp2(SymbolicTensor x, SymbolicTensor y) {
        return LOGADDEXP2.op().on(x, y);
    }

    /**
     * {@code √(x² + y²)}
     *
     * <pre>{@code
     * SymbolicTensor z = hypot(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor hypot(SymbolicTensor x, SymbolicTensor y) {
        return HYPOT.op().on(x, y);
    }

    /**
     * {@code x²}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = square(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor square(SymbolicTensor x) {
        return SQUARE.op().on(x);
    }

    /**
     * {@code x · 2^exponent}
     *
     * <pre>{@code
     * SymbolicTensor y = ldexp(input("x", 3), arange(3)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor ldexp(SymbolicTensor x, SymbolicTensor exponent) {
        return LDEXP.op().on(x, exponent);
    }

    public static SymbolicTensor maximum(SymbolicTensor x, double y) {
        return maximum(x, Arithmetic.literal(y, x));
    }

    public static SymbolicTensor minimum(SymbolicTensor x, double y) {
        return minimum(x, Arithmetic.literal(y, x));
    }

    /** {@code x^y} */
    public static SymbolicTensor pow(SymbolicTensor x, double y) {
        return pow(x, Arithmetic.literal(y, x));
    }

    /** {@code x^y} */
    public static SymbolicTensor pow(double x, SymbolicTensor y) {
        return pow(Arithmetic.literal(x, y), y);
    }

    /**
     * {@code x - y}
     *
     * <pre>{@code
     * SymbolicTensor y = subtract(1, input("x", 3)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor subtract(double x, SymbolicTensor y) {
        return Arithmetic.literal(x, y).minus(y);
    }

    /**
     * {@code x / y}
     *
     * <pre>{@code
     * SymbolicTensor y = divide(1, input("x", 3)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor divide(double x, SymbolicTensor y) {
        return Arithmetic.literal(x, y).div(y);
    }
}
