package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Selection;
import java.util.List;
import org.tensorflow.Output;

/** Emits comparisons, logic on truth values and bits, and choices. */
final class LogicEmitters {
    private LogicEmitters() {}

    static void addTo(Emitters table) {
        compare(table, Comparisons.EQUAL, "Equal");
        compare(table, Comparisons.NOT_EQUAL, "NotEqual");
        compare(table, Comparisons.GREATER, "Greater");
        compare(table, Comparisons.GREATER_EQUAL, "GreaterEqual");
        compare(table, Comparisons.LESS, "Less");
        compare(table, Comparisons.LESS_EQUAL, "LessEqual");
        test(table, Comparisons.ISFINITE, "IsFinite");
        test(table, Comparisons.ISINF, "IsInf");
        test(table, Comparisons.ISNAN, "IsNan");
        table.addStopping(Comparisons.ISPOSINF, e -> infinite(e, Double.POSITIVE_INFINITY));
        table.addStopping(Comparisons.ISNEGINF, e -> infinite(e, Double.NEGATIVE_INFINITY));
        table.addStopping(Comparisons.ISREAL, e -> e.tf().op("OnesLike", e.tf().cast(e.input(0), DType.BOOL)));
        table.addStopping(Comparisons.SIGNBIT, LogicEmitters::signBit);
        table.addStopping(Comparisons.ISCLOSE, LogicEmitters::close);
        table.addStopping(Comparisons.ALL_CLOSE, e -> {
            Output<?> close = close(e);
            return Calc.of(e).reduce("All", close, Calc.allAxes(Calc.of(e).rank(close)), false);
        });
        table.addStopping(Comparisons.IS_IN, LogicEmitters::contained);
        truths(table, Logic.LOGICAL_AND, "LogicalAnd");
        truths(table, Logic.LOGICAL_OR, "LogicalOr");
        truths(table, Logic.LOGICAL_XOR, "NotEqual");
        table.addStopping(Logic.LOGICAL_NOT, e -> e.tf().op("LogicalNot", truth(e, 0)));
        table.addStopping(Logic.BITWISE_INVERT, e -> e.tf().op("Invert", e.input(0)));
        table.addStopping(Logic.BITWISE_NOT, e -> e.tf().op("Invert", e.input(0)));
        bits(table, Logic.BITWISE_AND, "BitwiseAnd");
        bits(table, Logic.BITWISE_OR, "BitwiseOr");
        bits(table, Logic.BITWISE_XOR, "BitwiseXor");
        bits(table, Logic.BITWISE_LEFT_SHIFT, "LeftShift");
        bits(table, Logic.LEFT_SHIFT, "LeftShift");
        bits(table, Logic.BITWISE_RIGHT_SHIFT, "RightShift");
        bits(table, Logic.RIGHT_SHIFT, "RightShift");
        addChoices(table);
    }

    private static void addChoices(Emitters table) {
        table.add(Selection.WHERE, e -> Calc.of(e).where(truth(e, 0), e.promoted(1), e.promoted(2)));
        table.add(Selection.SELECT, LogicEmitters::select);
        table.add(Selection.CLIP, LogicEmitters::clip);
        table.addStopping(Selection.ONES_LIKE, e -> e.tf().op("OnesLike", e.promoted(0)));
        table.addStopping(Selection.EMPTY_LIKE, e -> e.tf().op("ZerosLike", e.promoted(0)));
        table.addStopping(Selection.VIEW, LogicEmitters::view);
        table.addStopping(Selection.ZEROS_LIKE, e -> e.tf().op("ZerosLike", e.promoted(0)));
        table.add(
                Selection.FULL_LIKE,
                e -> Calc.of(e).broadcast(e.promoted(1), Calc.of(e).shape(e.input(0))));
        table.add(Selection.ARRAY, e -> e.tf().op("Identity", e.promoted(0)));
        table.add(Selection.CONVERT_TO_TENSOR, e -> e.tf().op("Identity", e.promoted(0)));
    }

    static Output<?> truth(Emission e, int index) {
        return e.tf().cast(e.input(index), DType.BOOL);
    }

    private static DType promotedType(Emission e) {
        return DType.promote(e.inputSpec(0).dtype(), e.inputSpec(1).dtype());
    }

    private static void compare(Emitters table, OpType type, String tensorFlowType) {
        table.addStopping(type, e -> {
            DType common = promotedType(e);
            DType dtype = common == DType.BOOL ? DType.INT32 : common;
            return e.tf().op(tensorFlowType, e.tf().cast(e.input(0), dtype), e.tf().cast(e.input(1), dtype));
        });
    }

    private static Output<?> floating(Emission e, int index) {
        return e.inputSpec(index).dtype().isFloating() ? e.input(index) : e.tf().cast(e.input(index), DType.FLOAT64);
    }

    private static void test(Emitters table, OpType type, String tensorFlowType) {
        table.addStopping(type, e -> e.tf().op(tensorFlowType, floating(e, 0)));
    }

    private static Output<?> infinite(Emission e, double which) {
        Output<?> x = floating(e, 0);
        return Calc.of(e).equal(x, Calc.of(e).num(which, x));
    }

    /** Minus zero differs from zero in its bits only. */
    private static Output<?> signBit(Emission e) {
        DType integer = switch (e.inputSpec(0).dtype()) {
            case FLOAT16, BFLOAT16 -> DType.INT16;
            case FLOAT32 -> DType.INT32;
            case FLOAT64 -> DType.INT64;
            default -> DType.BOOL;
        };
        Output<?> x = integer == DType.BOOL
                ? e.tf().cast(e.input(0), DType.INT64)
                : e.tf().cast(
                                e.tf().op("Bitcast")
                                        .input(e.input(0))
                                        .attr("type", integer)
                                        .out(),
                                DType.INT64);
        return Calc.of(e).less(x, 0);
    }

    private static Output<?> close(Emission e) {
        Calc calc = Calc.of(e);
        DType common = promotedType(e);
        DType dtype = common.isFloating() ? common : DType.FLOAT64;
        Output<?> a = e.tf().cast(e.input(0), dtype);
        Output<?> b = e.tf().cast(e.input(1), dtype);
        if (!common.isFloating()) {
            return calc.equal(a, b);
        }
        Output<?> bound = calc.add(calc.mul(e.tf().op("Abs", b), e.param(Comparisons.RTOL)), e.param(Comparisons.ATOL));
        Output<?> near = e.tf().op("LessEqual", e.tf().op("Abs", calc.sub(a, b)), bound);
        return e.param(Comparisons.EQUAL_NAN)
                ? e.tf().op("LogicalOr", near, calc.and(e.tf().op("IsNan", a), e.tf().op("IsNan", b)))
                : near;
    }

    private static Output<?> contained(Emission e) {
        Calc calc = Calc.of(e);
        DType common = promotedType(e);
        DType dtype = common == DType.BOOL ? DType.INT32 : common;
        Output<?> x = calc.expand(e.tf().cast(e.input(0), dtype), -1);
        Output<?> same = calc.equal(x, calc.flat(e.tf().cast(e.input(1), dtype)));
        Output<?> found = calc.reduce("Any", same, java.util.List.of(-1), false);
        return e.param(Comparisons.INVERT) ? calc.not(found) : found;
    }

    private static void truths(Emitters table, OpType type, String tensorFlowType) {
        table.addStopping(type, e -> e.tf().op(tensorFlowType, truth(e, 0), truth(e, 1)));
    }

    private static void bits(Emitters table, OpType type, String tensorFlowType) {
        table.addStopping(type, e -> e.tf().op(tensorFlowType, e.promoted(0), e.promoted(1)));
    }

    private static Output<?> select(Emission e) {
        int conditions = e.inputs().size() / 2;
        Output<?> result = e.promoted(2 * conditions);
        for (int i = conditions - 1; i >= 0; i--) {
            result = Calc.of(e).where(truth(e, i), e.promoted(conditions + i), result);
        }
        return result;
    }

    private static Output<?> clip(Emission e) {
        Output<?> x = e.promoted(0);
        return Calc.of(e).max(Calc.of(e).min(x, e.param(Selection.HIGHEST)), e.param(Selection.LOWEST));
    }

    private static Output<?> view(Emission e) {
        Calc calc = Calc.of(e);
        int from = e.inputSpec(0).dtype().bytes();
        int to = e.outputSpec().dtype().bytes();
        List<Output<?>> sizes = calc.sizes(e.input(0));
        Output<?> x = e.input(0);
        if (e.inputSpec(0).dtype() == e.outputSpec().dtype()) {
            return e.tf().op("Identity", x);
        }
        if (from != to) {
            Output<?> bytes = calc.mul(sizes.get(sizes.size() - 1), from);
            sizes.set(sizes.size() - 1, e.tf().op("FloorDiv", bytes, e.tf().constant(to)));
        }
        if (from < to) {
            sizes.add(e.tf().constant(to / from));
            x = calc.reshape(x, sizes);
        }
        Output<?> bits = e.tf().op("Bitcast")
                .input(x)
                .attr("type", e.outputSpec().dtype())
                .out();
        if (from > to) {
            return calc.reshape(bits, sizes);
        }
        return bits;
    }
}
