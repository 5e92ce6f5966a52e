package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;

/** Ops that answer true or false for each element. */
public final class Comparisons {
    public static final OpType EQUAL = Rules.comparison(NUMPY, "Equal");
    public static final OpType NOT_EQUAL = Rules.comparison(NUMPY, "NotEqual");
    public static final OpType GREATER = Rules.comparison(NUMPY, "Greater");
    public static final OpType GREATER_EQUAL = Rules.comparison(NUMPY, "GreaterEqual");
    public static final OpType LESS = Rules.comparison(NUMPY, "Less");
    public static final OpType LESS_EQUAL = Rules.comparison(NUMPY, "LessEqual");
    public static final OpType ISFINITE = Rules.predicate(NUMPY, "Isfinite");
    public static final OpType ISINF = Rules.predicate(NUMPY, "Isinf");
    public static final OpType ISNAN = Rules.predicate(NUMPY, "Isnan");
    public static final OpType ISNEGINF = Rules.predicate(NUMPY, "Isneginf");
    public static final OpType ISPOSINF = Rules.predicate(NUMPY, "Isposinf");
    public static final OpType ISREAL = Rules.predicate(NUMPY, "Isreal");
    public static final OpType SIGNBIT = Rules.predicate(NUMPY, "Signbit");

    public static final Field<Boolean> EQUAL_NAN = Fields.bool("equal_nan").orElse(false);

    /** The tolerance relative to the second tensor. */
    public static final Field<Double> RTOL = Fields.number("rtol").orElse(1e-5);

    /** The absolute tolerance. */
    public static final Field<Double> ATOL = Fields.number("atol").orElse(1e-8);

    public static final OpType ISCLOSE =
            Rules.comparison(NUMPY, "Isclose", EQUAL_NAN).passing(2, RTOL, ATOL);
    public static final OpType ALL_CLOSE = OpType.of(
            NUMPY,
            "AllClose",
            (op, in) -> new TensorSpec(Arithmetic.broadcast(in).shape().slice(0, 0), DType.BOOL),
            RTOL,
            ATOL,
            EQUAL_NAN);

    public static final Field<Boolean> ASSUME_UNIQUE =
            Fields.bool("assume_unique").orElse(false);
    public static final Field<Boolean> INVERT = Fields.bool("invert").orElse(false);
    public static final OpType IS_IN =
            OpType.of(NUMPY, "IsIn", (op, in) -> new TensorSpec(in.get(0).shape(), DType.BOOL), ASSUME_UNIQUE, INVERT);

    private Comparisons() {}

    /**
     * {@code equal} of each element.
     *
     * <pre>{@code
     * SymbolicTensor z = equal(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor equal(SymbolicTensor x, SymbolicTensor y) {
        return EQUAL.op().on(x, y);
    }

    /**
     * {@code notEqual} of each element.
     *
     * <pre>{@code
     * SymbolicTensor z = notEqual(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor notEqual(SymbolicTensor x, SymbolicTensor y) {
        return NOT_EQUAL.op().on(x, y);
    }

    /**
     * {@code x > y}
     *
     * <pre>{@code
     * SymbolicTensor z = greater(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor greater(SymbolicTensor x, SymbolicTensor y) {
        return GREATER.op().on(x, y);
    }

    /**
     * {@code x >= y}
     *
     * <pre>{@code
     * SymbolicTensor z = greaterEqual(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor greaterEqual(SymbolicTensor x, SymbolicTensor y) {
        return GREATER_EQUAL.op().on(x, y);
    }

    /**
     * {@code x < y}
     *
     * <pre>{@code
     * SymbolicTensor z = less(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor less(SymbolicTensor x, SymbolicTensor y) {
        return LESS.op().on(x, y);
    }

    /**
     * {@code x <= y}
     *
     * <pre>{@code
     * SymbolicTensor z = lessEqual(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor lessEqual(SymbolicTensor x, SymbolicTensor y) {
        return LESS_EQUAL.op().on(x, y);
    }

    /**
     * {@code isfinite} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = isfinite(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor isfinite(SymbolicTensor x) {
        return ISFINITE.op().on(x);
    }

    /**
     * {@code isinf} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = isinf(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor isinf(SymbolicTensor x) {
        return ISINF.op().on(x);
    }

    /**
     * {@code isnan} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = isnan(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor isnan(SymbolicTensor x) {
        return ISNAN.op().on(x);
    }

    /**
     * {@code isneginf} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = isneginf(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor isneginf(SymbolicTensor x) {
        return ISNEGINF.op().on(x);
    }

    /**
     * {@code isposinf} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = isposinf(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor isposinf(SymbolicTensor x) {
        return ISPOSINF.op().on(x);
    }

    /**
     * Whether the sign is minus, that of -0.0 included.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = signbit(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor signbit(SymbolicTensor x) {
        return SIGNBIT.op().on(x);
    }

    /**
     * Whether {@code |x - y| <= 1e-8 + 1e-5 |y|}.
     *
     * <pre>{@code
     * SymbolicTensor z = isclose(input("x", 3), input("y", 3)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor isclose(SymbolicTensor x, SymbolicTensor y) {
        return ISCLOSE.op().on(x, y);
    }

    /**
     * Whether each element of x is among those of y. Shapes: x (…), y (any) -> (…).
     *
     * <pre>{@code
     * SymbolicTensor y = isin(argmax(input("x", 4, 3), -1), arange(2)); // (?, 4)
     * }</pre>
     */
    public static SymbolicTensor isin(SymbolicTensor x, SymbolicTensor y) {
        return IS_IN.op().on(x, y);
    }

    public static SymbolicTensor equal(SymbolicTensor x, double y) {
        return equal(x, Arithmetic.literal(y, x));
    }

    public static SymbolicTensor greater(SymbolicTensor x, double y) {
        return greater(x, Arithmetic.literal(y, x));
    }

    public static SymbolicTensor less(SymbolicTensor x, double y) {
        return less(x, Arithmetic.literal(y, x));
    }
}
