package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arithmetic;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;

/** Ops that round, and what division leaves. */
public final class Rounding {
    public static final OpType CEIL = Rules.floating(NUMPY, "Ceil");
    public static final OpType FLOOR = Rules.floating(NUMPY, "Floor");
    public static final OpType TRUNC = Rules.same(NUMPY, "Trunc");
    public static final OpType FLOOR_DIVIDE = Rules.binary(NUMPY, "FloorDivide");
    public static final OpType MOD = Rules.binary(NUMPY, "Mod");
    public static final OpType FMOD = Rules.binary(NUMPY, "Fmod");
    public static final OpType TRUE_DIVIDE = Rules.binaryFloating(NUMPY, "TrueDivide");
    public static final OpType DIVIDE_NO_NAN = Rules.binaryFloating(NUMPY, "DivideNoNan");

    /** Places behind the point; negative ones stand before it. */
    public static final Field<Integer> DECIMALS = Fields.integer("decimals").orElse(0);

    public static final OpType ROUND = Rules.same(NUMPY, "Round", DECIMALS);

    private Rounding() {}

    /**
     * The least integer that is not smaller.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = ceil(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor ceil(SymbolicTensor x) {
        return CEIL.op().on(x);
    }

    /**
     * The greatest integer that is not larger.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = floor(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor floor(SymbolicTensor x) {
        return FLOOR.op().on(x);
    }

    /**
     * The integer towards zero.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = trunc(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor trunc(SymbolicTensor x) {
        return TRUNC.op().on(x);
    }

    /**
     * {@code floor(x / y)}
     *
     * <pre>{@code
     * SymbolicTensor z = floorDivide(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor floorDivide(SymbolicTensor x, SymbolicTensor y) {
        return FLOOR_DIVIDE.op().on(x, y);
    }

    /**
     * {@code x - floor(x / y) · y}: the sign is that of y
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = rem(x, 2); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor rem(SymbolicTensor x, SymbolicTensor y) {
        return MOD.op().on(x, y);
    }

    /**
     * {@code x - trunc(x / y) · y}: the sign is that of x
     *
     * <pre>{@code
     * SymbolicTensor z = fmod(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor fmod(SymbolicTensor x, SymbolicTensor y) {
        return FMOD.op().on(x, y);
    }

    /**
     * {@code x / y}, 0 where y is 0
     *
     * <pre>{@code
     * SymbolicTensor z = divideNoNan(input("x", 4, 3), input("y", 3)); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor divideNoNan(SymbolicTensor x, SymbolicTensor y) {
        return DIVIDE_NO_NAN.op().on(x, y);
    }

    /**
     * The nearest integer, the even one of two.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = round(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor round(SymbolicTensor x) {
        return ROUND.op().on(x);
    }

    /** {@code x - floor(x / y) · y}: the sign is that of y */
    public static SymbolicTensor rem(SymbolicTensor x, double y) {
        return rem(x, Arithmetic.literal(y, x));
    }
}
