package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;

/** Sines, cosines, their kin and their inverses; angles in radians. */
public final class Trigonometry {
    public static final OpType SIN = Rules.floating(NUMPY, "Sin");
    public static final OpType COS = Rules.floating(NUMPY, "Cos");
    public static final OpType TAN = Rules.floating(NUMPY, "Tan");
    public static final OpType ARCSIN = Rules.floating(NUMPY, "Arcsin");
    public static final OpType ARCCOS = Rules.floating(NUMPY, "Arccos");
    public static final OpType ARCTAN = Rules.floating(NUMPY, "Arctan");
    public static final OpType SINH = Rules.floating(NUMPY, "Sinh");
    public static final OpType COSH = Rules.floating(NUMPY, "Cosh");
    public static final OpType TANH = Rules.floating(NUMPY, "Tanh");
    public static final OpType ARCSINH = Rules.floating(NUMPY, "Arcsinh");
    public static final OpType ARCCOSH = Rules.floating(NUMPY, "Arccosh");
    public static final OpType ARCTANH = Rules.floating(NUMPY, "Arctanh");
    public static final OpType SINC = Rules.floating(NUMPY, "Sinc");
    public static final OpType DEG2RAD = Rules.widening(NUMPY, "Deg2rad");
    public static final OpType RAD2DEG = Rules.widening(NUMPY, "Rad2deg");
    public static final OpType ARCTAN2 = Rules.binaryFloating(NUMPY, "Arctan2");

    private Trigonometry() {}

    /**
     * {@code sin} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = sin(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor sin(SymbolicTensor x) {
        return SIN.op().on(x);
    }

    /**
     * {@code cos} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = cos(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor cos(SymbolicTensor x) {
        return COS.op().on(x);
    }

    /**
     * {@code tan} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = tan(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor tan(SymbolicTensor x) {
        return TAN.op().on(x);
    }

    /**
     * {@code arcsin} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = arcsin(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor arcsin(SymbolicTensor x) {
        return ARCSIN.op().on(x);
    }

    /**
     * {@code arccos} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = arccos(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor arccos(SymbolicTensor x) {
        return ARCCOS.op().on(x);
    }

    /**
     * {@code arctan} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = arctan(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor arctan(SymbolicTensor x) {
        return ARCTAN.op().on(x);
    }

    /**
     * {@code sinh} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = sinh(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor sinh(SymbolicTensor x) {
        return SINH.op().on(x);
    }

    /**
     * {@code cosh} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = cosh(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor cosh(SymbolicTensor x) {
        return COSH.op().on(x);
    }

    /**
     * {@code tanh} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = tanh(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor tanh(SymbolicTensor x) {
        return TANH.op().on(x);
    }

    /**
     * {@code arcsinh} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = arcsinh(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor arcsinh(SymbolicTensor x) {
        return ARCSINH.op().on(x);
    }

    /**
     * {@code arccosh} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = arccosh(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor arccosh(SymbolicTensor x) {
        return ARCCOSH.op().on(x);
    }

    /**
     * {@code arctanh} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = arctanh(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor arctanh(SymbolicTensor x) {
        return ARCTANH.op().on(x);
    }

    /**
     * {@code sin(πx) / πx}, 1 at 0
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = sinc(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor sinc(SymbolicTensor x) {
        return SINC.op().on(x);
    }

    /**
     * Degrees to radians.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = deg2rad(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor deg2rad(SymbolicTensor x) {
        return DEG2RAD.op().on(x);
    }

    /**
     * Radians to degrees.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = rad2deg(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor rad2deg(SymbolicTensor x) {
        return RAD2DEG.op().on(x);
    }

    /**
     * The angle of the point (y, x): the arguments are its ordinate and its abscissa.
     *
     * <pre>{@code
     * SymbolicTensor z = arctan2(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor arctan2(SymbolicTensor x, SymbolicTensor y) {
        return ARCTAN2.op().on(x, y);
    }
}
