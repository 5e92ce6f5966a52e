package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.ops.Correlations;
import dev.lamina.ops.Spaces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Output;

/** Emits numbers between tensors, and correlations. */
final class SpaceEmitters {
    private SpaceEmitters() {}

    static void addTo(Emitters table) {
        table.add(Spaces.LINSPACE, e -> spaced(e, ends(e, 0), ends(e, 1)));
        table.add(Spaces.LOGSPACE, e -> powers(e, e.param(Spaces.BASE), spaced(e, ends(e, 0), ends(e, 1))));
        table.add(Spaces.GEOMSPACE, SpaceEmitters::geomspace);
        table.add(Spaces.FULL, e -> Calc.of(e).broadcast(e.promoted(0), e.tf().constant(e.param(Spaces.SHAPE))));
        table.add(Correlations.CORRELATE, SpaceEmitters::correlate);
        table.add(Correlations.CORRCOEF, SpaceEmitters::corrcoef);
    }

    private static Output<?> ends(Emission e, int index) {
        DType dtype = e.outputSpec().dtype();
        Output<?> end = e.tf().cast(e.input(index), dtype);
        return dtype.isFloating() ? end : e.tf().cast(end, DType.FLOAT64);
    }

    private static Output<?> spaced(Emission e, Output<?> start, Output<?> stop) {
        Calc calc = Calc.of(e);
        int num = e.param(Spaces.NUM);
        int rank = e.outputSpec().shape().rank();
        int axis = e.outputSpec().shape().axis(e.param(Spaces.AXIS));
        int steps = Math.max(1, e.param(Spaces.ENDPOINT) ? num - 1 : num);
        double[] parts = new double[num];
        java.util.Arrays.setAll(parts, i -> (double) i / steps);
        List<Integer> sizes = new ArrayList<>(Collections.nCopies(rank, 1));
        sizes.set(axis, num);
        DType dtype = DTypes.of(start.dataType());
        Output<?> spread = e.tf().constant(NdArray.of(
                        parts, sizes.stream().mapToInt(Integer::intValue).toArray())
                .cast(dtype));
        Output<?> distance = aligned(calc, calc.sub(stop, start), axis, rank);
        Output<?> first = aligned(calc, calc.add(start, calc.zeros(stop)), axis, rank);
        Output<?> result = calc.add(first, calc.mul(spread, distance));
        DType wanted = e.outputSpec().dtype();
        return wanted.isFloating() ? result : e.tf().cast(e.tf().op("Floor", result), wanted);
    }

    private static Output<?> aligned(Calc calc, Output<?> x, int axis, int rank) {
        return calc.rank(x) == rank - 1 ? calc.expand(x, axis) : x;
    }

    private static Output<?> powers(Emission e, double base, Output<?> exponents) {
        return e.tf().op("Pow", Calc.of(e).num(base, exponents), exponents);
    }

    private static Output<?> geomspace(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> start = ends(e, 0);
        Output<?> result = powers(e, 10, spaced(e, logarithm(e, start), logarithm(e, ends(e, 1))));
        Output<?> sign = e.tf().op("Sign", calc.stop(start));
        Output<?> both = calc.add(sign, calc.zeros(ends(e, 1)));
        int rank = e.outputSpec().shape().rank();
        Output<?> spread = aligned(calc, both, e.outputSpec().shape().axis(e.param(Spaces.AXIS)), rank);
        return calc.mul(result, e.tf().cast(spread, e.outputSpec().dtype()));
    }

    private static Output<?> logarithm(Emission e, Output<?> x) {
        return Calc.of(e).mul(e.tf().op("Log", e.tf().op("Abs", x)), 1 / Math.log(10));
    }

    private static Output<?> correlate(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.promoted(0);
        Output<?> y = e.promoted(1);
        Output<?> n = calc.size(x, 0);
        Output<?> m = calc.size(y, 0);
        if (e.param(Correlations.MODE) == Correlations.Mode.VALID) {
            return displaced(e, x, y);
        }
        Output<?> pad = calc.add(m, -1);
        Output<?> widths = calc.reshape(calc.pack(List.of(pad, pad)), 1, 2);
        Output<?> full = displaced(e, e.tf().op("Pad", x, widths), y);
        if (e.param(Correlations.MODE) == Correlations.Mode.FULL) {
            return full;
        }
        Output<?> longer = e.tf().op("Maximum", n, m);
        Output<?> surplus = calc.sub(calc.add(calc.add(n, m), -1), longer);
        Output<?> start = e.tf().op("FloorDiv", surplus, e.tf().constant(2));
        return e.tf().op("Slice", full, calc.reshape(start, 1), calc.reshape(longer, 1));
    }

    private static Output<?> displaced(Emission e, Output<?> x, Output<?> y) {
        Calc calc = Calc.of(e);
        Output<?> m = calc.size(y, 0);
        Output<?> count = calc.add(calc.sub(calc.size(x, 0), m), 1);
        Output<?> places = calc.add(calc.expand(calc.range(count), 1), calc.expand(calc.range(m), 0));
        return calc.reduce("Sum", calc.mul(calc.gather(x, places, 0), y), List.of(1), false);
    }

    private static Output<?> corrcoef(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.promoted(0);
        Output<?> centred = calc.sub(x, calc.reduce("Mean", x, List.of(1), true));
        Output<?> sums = e.tf().op("MatMul")
                .input(centred, centred)
                .attr("transpose_b", true)
                .out();
        Output<?> lengths = e.tf().op("Sqrt", calc.reduce("Sum", e.tf().op("Square", centred), List.of(1), false));
        Output<?> result = calc.div(sums, calc.mul(calc.expand(lengths, 0), calc.expand(lengths, 1)));
        return calc.max(calc.min(result, 1), -1);
    }
}
