package dev.lamina.ops;

import static dev.lamina.ops.Modules.MATH;
import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import org.jspecify.annotations.Nullable;

/** Special functions, and ops on the marks of floating-point numbers. */
public final class Special {
    public static final OpType ERF = Rules.onlyFloating(MATH, "Erf");
    public static final OpType ERFC = Rules.onlyFloating(MATH, "Erfc");
    public static final OpType ERFINV = Rules.onlyFloating(MATH, "Erfinv");
    public static final OpType I0 = Rules.widening(NUMPY, "I0");
    public static final OpType REAL = Rules.same(NUMPY, "Real");
    public static final OpType IMAG = Rules.same(NUMPY, "Imag");

    /** The angle of a number in the complex plane: π for negative ones, else 0. */
    public static final OpType ANGLE = Rules.floating(NUMPY, "Angle");

    public static final OpType GCD = Rules.binaryInteger(NUMPY, "Gcd");
    public static final OpType LCM = Rules.binaryInteger(NUMPY, "Lcm");
    public static final OpType CONJ = Rules.same(NUMPY, "Conj");
    public static final OpType CONJUGATE = Rules.same(NUMPY, "Conjugate");
    public static final OpType COPY = Rules.same(NUMPY, "Copy");
    public static final OpType HEAVISIDE = Rules.binaryWidening(NUMPY, "Heaviside");
    public static final OpType NEXTAFTER = Rules.binaryFloating(NUMPY, "Nextafter");

    /** What stands in for NaN. */
    public static final Field<Double> NAN = Fields.number("nan").orElse(0.0);

    /** What stands in for infinity; null for the largest number. */
    public static final Field<@Nullable Double> POSINF = Fields.number("posinf").orNull();

    /** What stands in for minus infinity; null for the lowest number. */
    public static final Field<@Nullable Double> NEGINF = Fields.number("neginf").orNull();

    public static final OpType NAN_TO_NUM = Rules.same(NUMPY, "NanToNum", NAN, POSINF, NEGINF);

    private Special() {}

    /**
     * The complex conjugate, which for the real numbers here is the number itself.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = conj(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor conj(SymbolicTensor x) {
        return CONJ.op().on(x);
    }

    /**
     * The error function.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = erf(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor erf(SymbolicTensor x) {
        return ERF.op().on(x);
    }

    /**
     * {@code 1 - erf(x)}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = erfc(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor erfc(SymbolicTensor x) {
        return ERFC.op().on(x);
    }

    /**
     * The inverse of the error function.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = erfinv(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor erfinv(SymbolicTensor x) {
        return ERFINV.op().on(x);
    }

    /**
     * The modified Bessel function of the first kind, order 0.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = i0(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor i0(SymbolicTensor x) {
        return I0.op().on(x);
    }

    /**
     * The imaginary parts of real numbers: zeros.
     *
     * <pre>{@code
     * SymbolicTensor y = imag(input("x", 3)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor imag(SymbolicTensor x) {
        return IMAG.op().on(x);
    }

    /**
     * The angles of real numbers in the complex plane: π for negative ones, else 0.
     *
     * <pre>{@code
     * SymbolicTensor y = angle(input("x", 3)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor angle(SymbolicTensor x) {
        return ANGLE.op().on(x);
    }

    /**
     * The greatest common divisor of integers.
     *
     * <pre>{@code
     * SymbolicTensor y = gcd(arange(6), full(4, 6).then(x -> cast(x, DType.INT32))); // (6,)
     * }</pre>
     */
    public static SymbolicTensor gcd(SymbolicTensor x, SymbolicTensor y) {
        return GCD.op().on(x, y);
    }

    /**
     * The least common multiple of integers.
     *
     * <pre>{@code
     * SymbolicTensor y = lcm(arange(6), arange(6)); // (6,)
     * }</pre>
     */
    public static SymbolicTensor lcm(SymbolicTensor x, SymbolicTensor y) {
        return LCM.op().on(x, y);
    }

    /**
     * The tensor itself.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = copy(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor copy(SymbolicTensor x) {
        return COPY.op().on(x);
    }

    /**
     * 0 where x is negative, 1 where it is positive, y where it is 0.
     *
     * <pre>{@code
     * SymbolicTensor z = heaviside(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor heaviside(SymbolicTensor x, SymbolicTensor y) {
        return HEAVISIDE.op().on(x, y);
    }

    /**
     * The floating-point number next to x in the direction of y.
     *
     * <pre>{@code
     * SymbolicTensor z = nextafter(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor nextafter(SymbolicTensor x, SymbolicTensor y) {
        return NEXTAFTER.op().on(x, y);
    }

    /**
     * 0 in place of NaN, the largest and lowest numbers in place of the infinities.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = nanToNum(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor nanToNum(SymbolicTensor x) {
        return NAN_TO_NUM.op().on(x);
    }
}
