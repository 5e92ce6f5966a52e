package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;

/** Ops on truth values and on the bits of integers. */
public final class Logic {
    public static final OpType LOGICAL_AND = Rules.comparison(NUMPY, "LogicalAnd");
    public static final OpType LOGICAL_OR = Rules.comparison(NUMPY, "LogicalOr");
    public static final OpType LOGICAL_XOR = Rules.comparison(NUMPY, "LogicalXor");
    public static final OpType LOGICAL_NOT = Rules.predicate(NUMPY, "LogicalNot");
    public static final OpType BITWISE_INVERT = Rules.same(NUMPY, "BitwiseInvert");
    public static final OpType BITWISE_NOT = Rules.same(NUMPY, "BitwiseNot");
    public static final OpType BITWISE_AND = Rules.binary(NUMPY, "BitwiseAnd");
    public static final OpType BITWISE_OR = Rules.binary(NUMPY, "BitwiseOr");
    public static final OpType BITWISE_XOR = Rules.binary(NUMPY, "BitwiseXor");
    public static final OpType BITWISE_LEFT_SHIFT = Rules.binary(NUMPY, "BitwiseLeftShift");
    public static final OpType LEFT_SHIFT = Rules.binary(NUMPY, "LeftShift");
    public static final OpType BITWISE_RIGHT_SHIFT = Rules.binary(NUMPY, "BitwiseRightShift");
    public static final OpType RIGHT_SHIFT = Rules.binary(NUMPY, "RightShift");

    private Logic() {}

    /**
     * {@code logicalAnd} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor z = logicalAnd(isnan(x), isinf(x)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor logicalAnd(SymbolicTensor x, SymbolicTensor y) {
        return LOGICAL_AND.op().on(x, y);
    }

    /**
     * {@code logicalOr} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor z = logicalOr(isnan(x), isinf(x)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor logicalOr(SymbolicTensor x, SymbolicTensor y) {
        return LOGICAL_OR.op().on(x, y);
    }

    /**
     * {@code logicalXor} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor z = logicalXor(isnan(x), isinf(x)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor logicalXor(SymbolicTensor x, SymbolicTensor y) {
        return LOGICAL_XOR.op().on(x, y);
    }

    /**
     * {@code logicalNot} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = logicalNot(isnan(x)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor logicalNot(SymbolicTensor x) {
        return LOGICAL_NOT.op().on(x);
    }

    /**
     * {@code bitwiseNot} of each element.
     *
     * <pre>{@code
     * SymbolicTensor y = bitwiseNot(arange(3)); // (3,)
     * }</pre>
     */
    public static SymbolicTensor bitwiseNot(SymbolicTensor x) {
        return BITWISE_NOT.op().on(x);
    }

    /**
     * {@code bitwiseAnd} of each element.
     *
     * <pre>{@code
     * SymbolicTensor z = bitwiseAnd(arange(3), arange(3)); // (3,)
     * }</pre>
     */
    public static SymbolicTensor bitwiseAnd(SymbolicTensor x, SymbolicTensor y) {
        return BITWISE_AND.op().on(x, y);
    }

    /**
     * {@code bitwiseOr} of each element.
     *
     * <pre>{@code
     * SymbolicTensor z = bitwiseOr(arange(3), arange(3)); // (3,)
     * }</pre>
     */
    public static SymbolicTensor bitwiseOr(SymbolicTensor x, SymbolicTensor y) {
        return BITWISE_OR.op().on(x, y);
    }

    /**
     * {@code bitwiseXor} of each element.
     *
     * <pre>{@code
     * SymbolicTensor z = bitwiseXor(arange(3), arange(3)); // (3,)
     * }</pre>
     */
    public static SymbolicTensor bitwiseXor(SymbolicTensor x, SymbolicTensor y) {
        return BITWISE_XOR.op().on(x, y);
    }

    /**
     * {@code x << y}
     *
     * <pre>{@code
     * SymbolicTensor z = leftShift(arange(3), arange(3)); // (3,)
     * }</pre>
     */
    public static SymbolicTensor leftShift(SymbolicTensor x, SymbolicTensor y) {
        return LEFT_SHIFT.op().on(x, y);
    }

    /**
     * {@code x >> y}, keeping the sign
     *
     * <pre>{@code
     * SymbolicTensor z = rightShift(arange(3), arange(3)); // (3,)
     * }</pre>
     */
    public static SymbolicTensor rightShift(SymbolicTensor x, SymbolicTensor y) {
        return RIGHT_SHIFT.op().on(x, y);
    }
}
