package dev.lamina.tensorflow.emit;

import dev.lamina.Index;
import dev.lamina.OpType;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Scans;
import dev.lamina.ops.Segments;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** Emits ops in which elements depend on those before them, and reductions by segment. */
final class ScanEmitters {
    private ScanEmitters() {}

    static void addTo(Emitters table) {
        table.add(Scans.CUMSUM, e -> sums(e, e.input(0)));
        table.add(Scans.NANCUMSUM, e -> sums(e, ReductionEmitters.numbers(e, 0)));
        table.add(Scans.CUMPROD, e -> products(e, e.input(0)));
        table.add(Scans.NANCUMPROD, e -> products(e, ReductionEmitters.numbers(e, 1)));
        table.add(Scans.DIFF, ScanEmitters::differences);
        table.add(Scans.TRAPEZOID, ScanEmitters::area);
        table.add(Segments.SEGMENT_SUM, e -> segments(e, "UnsortedSegmentSum"));
        refusing(table, Segments.SEGMENT_MAX, "UnsortedSegmentMax");
        refusing(table, Segments.SEGMENT_MIN, "UnsortedSegmentMin");
        refusing(table, Segments.SEGMENT_PROD, "UnsortedSegmentProd");
    }

    private static Output<?> flattened(Emission e, Output<?> x) {
        Output<?> typed = e.tf().cast(x, e.outputSpec().dtype());
        return e.param(Reductions.ONE_AXIS) == null ? Calc.of(e).flat(typed) : typed;
    }

    private static int axis(Emission e) {
        Integer axis = e.param(Reductions.ONE_AXIS);
        return axis == null ? 0 : e.inputShape(0).axis(axis);
    }

    private static Output<?> sums(Emission e, Output<?> x) {
        return e.tf().op("Cumsum", flattened(e, x), e.tf().constant(axis(e)));
    }

    /**
     * Cumprod has no gradient. The products of all triangles of a square table have: row i holds the elements up to i, and
     * ones behind.
     */
    private static Output<?> products(Emission e, Output<?> input) {
        Calc calc = Calc.of(e);
        Output<?> x = flattened(e, input);
        int last = calc.rank(x) - 1;
        if (!e.outputSpec().dtype().isFloating()) {
            return e.tf().op("Cumprod", x, e.tf().constant(axis(e)));
        }
        Output<?> moved = calc.move(x, axis(e), last);
        Output<?> places = calc.range(calc.size(moved, last));
        Output<?> upTo = e.tf().op("LessEqual", calc.expand(places, 0), calc.expand(places, 1));
        Output<?> table = calc.where(upTo, calc.expand(moved, last), calc.num(1, x));
        return calc.move(calc.reduce("Prod", table, List.of(-1), false), last, axis(e));
    }

    static Output<?> part(Emission e, Output<?> x, int axis, @Nullable Integer from, @Nullable Integer to) {
        List<Index> keys = new ArrayList<>(java.util.Collections.nCopies(axis, Index.all()));
        keys.add(new Index.Range(from, to, null));
        return IndexEmitter.emit(e.tf(), x, keys);
    }

    private static Output<?> differences(Emission e) {
        int axis = e.inputShape(0).axis(e.param(Scans.AXIS));
        boolean truths = e.inputSpec(0).dtype() == dev.lamina.DType.BOOL;
        Output<?> x = e.input(0);
        for (int i = 0; i < e.param(Scans.N); i++) {
            x = e.tf().op(truths ? "NotEqual" : "Sub", part(e, x, axis, 1, null), part(e, x, axis, null, -1));
        }
        return x;
    }

    private static Output<?> area(Emission e) {
        Calc calc = Calc.of(e);
        int axis = e.inputShape(0).axis(e.param(Scans.AXIS));
        Output<?> y = e.promoted(0);
        Output<?> pairs = calc.add(part(e, y, axis, 1, null), part(e, y, axis, null, -1));
        return calc.mul(calc.reduce("Sum", pairs, List.of(axis), false), e.param(Scans.DX) / 2);
    }

    private static void refusing(Emitters table, OpType type, String tensorFlowType) {
        table.addRefusing(type, e -> segments(e, tensorFlowType));
    }

    private static Output<?> segments(Emission e, String type) {
        Integer given = e.param(Segments.NUM_SEGMENTS);
        Output<?> count = given == null
                ? Calc.of(e).add(Calc.of(e).reduce("Max", e.input(1), List.of(0), false), 1)
                : e.tf().constant(given);
        return e.tf().op(type, e.input(0), e.input(1), count);
    }
}
