package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.ops.NanReductions;
import dev.lamina.ops.Reductions;
import java.util.List;
import org.tensorflow.Output;

/** Emits ops that take axes away. */
final class ReductionEmitters {
    private ReductionEmitters() {}

    static void addTo(Emitters table) {
        reduction(table, Reductions.SUM, "Sum");
        reduction(table, Reductions.PROD, "Prod");
        table.add(Reductions.MEAN, e -> narrow(e, reduce(e, "Mean", wide(e, e.input(0)))));
        table.add(Reductions.MAX, e -> extreme(e, "Max", "Any", "Maximum"));
        table.add(Reductions.MIN, e -> extreme(e, "Min", "All", "Minimum"));
        table.add(Reductions.AMAX, e -> extreme(e, "Max", "Any"));
        table.add(Reductions.AMIN, e -> extreme(e, "Min", "All"));
        table.add(Reductions.PTP, e -> Calc.of(e).sub(reduce(e, "Max", e.input(0)), reduce(e, "Min", e.input(0))));
        table.add(Reductions.VAR, e -> narrow(e, variance(e, wide(e, e.input(0)))));
        table.add(Reductions.STD, e -> narrow(e, e.tf().op("Sqrt", variance(e, wide(e, e.input(0))))));
        table.addStopping(Reductions.ALL, e -> reduce(e, "All", LogicEmitters.truth(e, 0)));
        table.addStopping(Reductions.ANY, e -> reduce(e, "Any", LogicEmitters.truth(e, 0)));
        table.addStopping(
                Reductions.COUNT_NONZERO,
                e -> Calc.of(e).reduce("Sum", e.tf().cast(LogicEmitters.truth(e, 0), DType.INT32), axes(e), false));
        table.add(Reductions.AVERAGE, ReductionEmitters::average);
        position(table, Reductions.ARGMAX, "ArgMax");
        position(table, Reductions.ARGMIN, "ArgMin");
        addNan(table);
    }

    private static void addNan(Emitters table) {
        table.add(
                NanReductions.NANSUM,
                e -> reduce(e, "Sum", e.tf().cast(numbers(e, 0), e.outputSpec().dtype())));
        table.add(
                NanReductions.NANPROD,
                e -> reduce(e, "Prod", e.tf().cast(numbers(e, 1), e.outputSpec().dtype())));
        table.add(NanReductions.NANMAX, e -> nanExtreme(e, "Max", Double.NEGATIVE_INFINITY));
        table.add(NanReductions.NANMIN, e -> nanExtreme(e, "Min", Double.POSITIVE_INFINITY));
        table.add(
                NanReductions.NANMEAN,
                e -> nanMean(e, e.tf().cast(numbers(e, 0), e.outputSpec().dtype())));
        table.add(NanReductions.NANVAR, ReductionEmitters::nanVariance);
        table.add(NanReductions.NANSTD, e -> e.tf().op("Sqrt", nanVariance(e)));
        table.addStopping(NanReductions.NANARGMAX, e -> nanPosition(e, "ArgMax", Double.NEGATIVE_INFINITY));
        table.addStopping(NanReductions.NANARGMIN, e -> nanPosition(e, "ArgMin", Double.POSITIVE_INFINITY));
    }

    /** The axes that an op takes away. */
    static List<Integer> axes(Emission e) {
        List<Integer> axes = e.param(Reductions.AXIS);
        return axes == null ? Calc.allAxes(e.inputShape(0).rank()) : axes;
    }

    private static Output<?> reduce(Emission e, String type, Output<?> x) {
        boolean keeps = e.outputSpec().shape().rank() == e.inputShape(0).rank() && e.param(Reductions.KEEPDIMS);
        return Calc.of(e).reduce(type, x, axes(e), keeps);
    }

    private static void reduction(Emitters table, OpType type, String tensorFlowType) {
        table.add(type, e -> reduce(e, tensorFlowType, e.promoted(0)));
    }

    /** Half floats in float32, integers too: sums of many halves lose what they add. */
    static Output<?> wide(Emission e, Output<?> x) {
        return e.tf().cast(x, e.outputSpec().dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32);
    }

    private static Output<?> narrow(Emission e, Output<?> x) {
        return e.tf().cast(x, e.outputSpec().dtype());
    }

    static Output<?> squeezed(Emission e, Output<?> x, List<Integer> axes) {
        return axes.isEmpty()
                ? x
                : e.tf().op("Squeeze").input(x).attr("squeeze_dims", axes).out();
    }

    private static Output<?> extreme(Emission e, String numbers, String truths) {
        return reduce(e, e.inputSpec(0).dtype() == DType.BOOL ? truths : numbers, e.input(0));
    }

    private static Output<?> extreme(Emission e, String numbers, String truths, String with) {
        Output<?> found = extreme(e, numbers, truths);
        Double initial = e.param(Reductions.INITIAL);
        return initial == null ? found : e.tf().op(with, found, Calc.of(e).num(initial, found));
    }

    /** The mean inside is a constant to gradients: by it, the derivative is zero. */
    private static Output<?> variance(Emission e, Output<?> x) {
        Output<?> mean = Calc.of(e).stop(Calc.of(e).reduce("Mean", x, axes(e), true));
        return reduce(e, "Mean", e.tf().op("SquaredDifference", x, mean));
    }

    private static Output<?> average(Emission e) {
        Integer axis = e.param(Reductions.ONE_AXIS);
        List<Integer> axes = axis == null
                ? Calc.allAxes(e.inputShape(0).rank())
                : List.of(e.inputShape(0).axis(axis));
        Calc calc = Calc.of(e);
        if (e.inputs().size() == 1) {
            return calc.reduce("Mean", e.promoted(0), axes, false);
        }
        Output<?> weights = e.promoted(1);
        if (calc.rank(weights) != calc.rank(e.input(0))) {
            Integer[] sizes = new Integer[calc.rank(e.input(0))];
            java.util.Arrays.setAll(sizes, i -> axes.contains(i) ? -1 : 1);
            weights = calc.reshape(weights, sizes);
        }
        Output<?> spread = calc.broadcast(weights, calc.shape(e.input(0)));
        Output<?> sum = calc.reduce("Sum", calc.mul(e.promoted(0), spread), axes, false);
        return calc.div(sum, calc.reduce("Sum", spread, axes, false));
    }

    private static void position(Emitters table, OpType type, String tensorFlowType) {
        table.addStopping(type, e -> position(e, tensorFlowType, e.input(0)));
    }

    private static Output<?> position(Emission e, String type, Output<?> of) {
        Integer axis = e.param(Reductions.ONE_AXIS);
        Output<?> numbers = DTypes.of(of.dataType()) == DType.BOOL ? e.tf().cast(of, DType.UINT8) : of;
        Output<?> x = axis == null ? Calc.of(e).flat(numbers) : numbers;
        Output<?> found = e.tf().op(type)
                .input(x, e.tf().constant(axis == null ? 0 : axis))
                .attr("output_type", DType.INT32)
                .out();
        if (!e.param(Reductions.KEEPDIMS)) {
            return found;
        }
        return axis == null
                ? Calc.of(e)
                        .reshape(
                                found,
                                java.util.Collections.nCopies(e.inputShape(0).rank(), 1)
                                        .toArray(Integer[]::new))
                : Calc.of(e).expand(found, axis);
    }

    /** The input with a number in place of NaN; integers are numbers already. */
    static Output<?> numbers(Emission e, double instead) {
        Output<?> x = e.input(0);
        return e.inputSpec(0).dtype().isFloating()
                ? Calc.of(e).where(e.tf().op("IsNan", x), Calc.of(e).num(instead, x), x)
                : x;
    }

    /** How many elements are numbers, axes staying. */
    private static Output<?> count(Emission e, boolean keeps) {
        DType dtype = e.outputSpec().dtype();
        Output<?> x = e.input(0);
        Output<?> ones = e.inputSpec(0).dtype().isFloating()
                ? e.tf().cast(Calc.of(e).not(e.tf().op("IsNan", x)), dtype)
                : e.tf().op("OnesLike", e.tf().cast(x, dtype));
        return Calc.of(e).reduce("Sum", ones, axes(e), keeps);
    }

    private static Output<?> nanMean(Emission e, Output<?> x) {
        return Calc.of(e).div(reduce(e, "Sum", x), count(e, e.param(Reductions.KEEPDIMS)));
    }

    private static Output<?> nanVariance(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.tf().cast(numbers(e, 0), e.outputSpec().dtype());
        Output<?> mean = calc.stop(calc.div(calc.reduce("Sum", x, axes(e), true), count(e, true)));
        Output<?> squares = e.tf().op("SquaredDifference", x, mean);
        Output<?> counted = e.inputSpec(0).dtype().isFloating()
                ? calc.where(e.tf().op("IsNan", e.input(0)), calc.zeros(squares), squares)
                : squares;
        return nanMean(e, counted);
    }

    private static Output<?> nanExtreme(Emission e, String type, double instead) {
        Output<?> found = reduce(e, type, e.inputSpec(0).dtype().isFloating() ? numbers(e, instead) : e.input(0));
        if (!e.inputSpec(0).dtype().isFloating()) {
            return found;
        }
        Output<?> nothing = reduce(e, "All", e.tf().op("IsNan", e.input(0)));
        return Calc.of(e).where(nothing, Calc.of(e).num(Double.NaN, found), found);
    }

    /** -1 where nothing is a number. */
    private static Output<?> nanPosition(Emission e, String type, double instead) {
        Output<?> found = position(e, type, e.inputSpec(0).dtype().isFloating() ? numbers(e, instead) : e.input(0));
        if (!e.inputSpec(0).dtype().isFloating()) {
            return found;
        }
        Integer axis = e.param(Reductions.ONE_AXIS);
        List<Integer> axes = axis == null ? Calc.allAxes(e.inputShape(0).rank()) : List.of(axis);
        Output<?> nothing =
                Calc.of(e).reduce("All", e.tf().op("IsNan", e.input(0)), axes, e.param(Reductions.KEEPDIMS));
        return Calc.of(e).where(nothing, Calc.of(e).num(-1, found), found);
    }
}
