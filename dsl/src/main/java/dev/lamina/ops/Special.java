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

    /** The error function. */
    public static SymbolicTensor erf(SymbolicTensor x) {
        return ERF.op().on(x);
    }

    /** {@code 1 - erf(x)} */
    public static SymbolicTensor erfc(SymbolicTensor x) {
        return ERFC.op().on(x);
    }

    /** The inverse of the error function. */
    public static SymbolicTensor erfinv(SymbolicTensor x) {
        return ERFINV.op().on(x);
    }

    /** The modified Bessel function of the first kind, order 0. */
    public static SymbolicTensor i0(SymbolicTensor x) {
        return I0.op().on(x);
    }

    /** The tensor itself. */
    public static SymbolicTensor copy(SymbolicTensor x) {
        return COPY.op().on(x);
    }

    /** 0 where x is negative, 1 where it is positive, y where it is 0. */
    public static SymbolicTensor heaviside(SymbolicTensor x, SymbolicTensor y) {
        return HEAVISIDE.op().on(x, y);
    }

    /** The floating-point number next to x in the direction of y. */
    public static SymbolicTensor nextafter(SymbolicTensor x, SymbolicTensor y) {
        return NEXTAFTER.op().on(x, y);
    }

    /** 0 in place of NaN, the largest and lowest numbers in place of the infinities. */
    public static SymbolicTensor nanToNum(SymbolicTensor x) {
        return NAN_TO_NUM.op().on(x);
    }
}
