package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Sorting;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;

/** Emits ops that compare the elements of an axis. Positions are constants to gradients; values are gathered by them. */
final class SortingEmitters {
    private SortingEmitters() {}

    static void addTo(Emitters table) {
        table.add(Sorting.SORT, e -> sorted(e, true));
        table.addStopping(Sorting.ARGSORT, e -> sorted(e, false));
        table.addMultiple(Sorting.TOP_K, SortingEmitters::topK);
        table.addStopping(
                Sorting.IN_TOP_K,
                e -> e.tf().op(
                                "InTopKV2",
                                e.tf().cast(e.input(1), DType.FLOAT32),
                                e.input(0),
                                e.tf().cast(
                                                e.tf().constant(e.param(Sorting.K)),
                                                e.inputSpec(0).dtype())));
        table.add(Sorting.QUANTILE, e -> quantile(e, e.param(Sorting.Q), e.param(Sorting.METHOD)));
        table.add(Sorting.PERCENTILE, e -> quantile(e, e.param(Sorting.Q) / 100, e.param(Sorting.METHOD)));
        table.add(Sorting.MEDIAN, e -> quantile(e, 0.5, Sorting.Method.LINEAR));
        table.add(Sorting.NANQUANTILE, e -> quantile(e, numbers(e, e.param(Sorting.Q), e.param(Sorting.METHOD))));
        table.add(
                Sorting.NANPERCENTILE, e -> quantile(e, numbers(e, e.param(Sorting.Q) / 100, e.param(Sorting.METHOD))));
        table.add(Sorting.NANMEDIAN, e -> quantile(e, numbers(e, 0.5, Sorting.Method.LINEAR)));
        table.addStopping(Sorting.ARGPARTITION, e -> sorted(e, false));
        table.addStopping(
                Sorting.SEARCH_SORTED,
                e -> counted(e, e.input(0), e.input(1), e.param(Sorting.SIDE) == Sorting.Side.RIGHT));
        table.addStopping(Sorting.DIGITIZE, e -> counted(e, e.input(1), e.input(0), true));
    }

    /** Rows of the axis, one behind the other. */
    private static Output<?> rows(Emission e, Output<?> x) {
        Calc calc = Calc.of(e);
        return e.tf().op("Reshape", x, calc.pack(List.of(e.tf().constant(-1), calc.size(x, calc.rank(x) - 1))));
    }

    /** The positions of the elements of each row in ascending order, equal ones in their order. */
    static Output<?> ascending(Emission e, Output<?> rows) {
        Calc calc = Calc.of(e);
        DType dtype = DTypes.of(rows.dataType());
        Output<?> numbers = dtype.isFloating() ? rows : e.tf().cast(rows, DType.INT64);
        return e.tf().op("TopKV2")
                .input(calc.neg(calc.stop(numbers)), calc.size(rows, 1))
                .build()
                .output(1);
    }

    private static Output<?> sorted(Emission e, boolean values) {
        Calc calc = Calc.of(e);
        Integer given = e.param(Sorting.AXIS);
        Output<?> x = given == null ? calc.flat(e.input(0)) : e.input(0);
        int last = calc.rank(x) - 1;
        int axis = given == null ? 0 : e.inputShape(0).axis(given);
        Output<?> moved = calc.move(x, axis, last);
        Output<?> rows = rows(e, moved);
        Output<?> order = ascending(e, rows);
        Output<?> result = values ? calc.gatherInRows(rows, order) : order;
        return calc.move(e.tf().op("Reshape", result, calc.shape(moved)), last, axis);
    }

    private static List<Output<?>> topK(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> rows = rows(e, e.input(0));
        Output<?> k = e.tf().constant(e.param(Sorting.K));
        Output<?> positions = e.tf().op("TopKV2")
                .input(calc.stop(rows), k)
                .attr("sorted", e.param(Sorting.SORTED))
                .build()
                .output(1);
        List<Output<?>> sizes = calc.sizes(e.input(0));
        sizes.set(sizes.size() - 1, k);
        return List.of(calc.reshape(calc.gatherInRows(rows, positions), sizes), calc.reshape(positions, sizes));
    }

    /** What is made of the rows that hold what is reduced together. */
    private interface Rows {
        Output<?> of(Output<?> rows);
    }

    private static Output<?> quantile(Emission e, double q, Sorting.Method method) {
        return quantile(e, rows -> {
            Calc calc = Calc.of(e);
            Output<?> sorted = calc.gatherInRows(rows, ascending(e, rows));
            Output<?> at = e.tf().op(
                            "Mul",
                            e.tf().cast(calc.add(calc.size(rows, 1), -1), DType.FLOAT64),
                            e.tf().constant(NdArray.of(new double[] {q})));
            return between(at, method, e, position -> column(e, sorted, position));
        });
    }

    /** The quantile of the numbers in each row: what is not a number stands behind them as infinity. */
    private static Rows numbers(Emission e, double q, Sorting.Method method) {
        return rows -> {
            Calc calc = Calc.of(e);
            Output<?> missing = e.tf().op("IsNan", rows);
            Output<?> filled = calc.where(missing, calc.num(Double.POSITIVE_INFINITY, rows), rows);
            Output<?> sorted = calc.gatherInRows(filled, ascending(e, filled));
            Output<?> count = calc.reduce("Sum", e.tf().cast(calc.not(missing), DType.INT32), List.of(1), true);
            Output<?> last = calc.max(e.tf().cast(calc.add(count, -1), DType.FLOAT64), 0);
            Output<?> found = between(
                    calc.mul(last, q),
                    method,
                    e,
                    position -> calc.gatherInRows(sorted, e.tf().cast(position, DType.INT32)));
            return calc.where(calc.greater(count, 0), found, Double.NaN);
        };
    }

    private static Output<?> quantile(Emission e, Rows reduction) {
        Calc calc = Calc.of(e);
        List<Integer> axes =
                ReductionEmitters.axes(e).stream().map(e.inputShape(0)::axis).toList();
        List<Integer> kept = Calc.allAxes(e.inputShape(0).rank()).stream()
                .filter(axis -> !axes.contains(axis))
                .toList();
        List<Integer> order = new ArrayList<>(kept);
        order.addAll(axes);
        Output<?> x = calc.transpose(e.promoted(0), order);
        List<Output<?>> sizes = new ArrayList<>(kept.stream()
                .<Output<?>>map(axis -> calc.size(e.input(0), axis))
                .toList());
        sizes.add(e.tf().constant(-1));
        Output<?> joined = calc.reshape(x, sizes);
        Output<?> picked = reduction.of(rows(e, joined));
        List<Output<?>> result = new ArrayList<>();
        for (int axis = 0; axis < e.inputShape(0).rank(); axis++) {
            if (kept.contains(axis)) {
                result.add(calc.size(e.input(0), axis));
            } else if (e.param(Reductions.KEEPDIMS)) {
                result.add(e.tf().constant(1));
            }
        }
        return calc.reshape(picked, result);
    }

    private static Output<?> between(Output<?> at, Sorting.Method method, Emission e, Rows column) {
        Calc calc = Calc.of(e);
        Output<?> below = column.of(e.tf().op("Floor", at));
        Output<?> above = column.of(e.tf().op("Ceil", at));
        return switch (method) {
            case LOWER -> below;
            case HIGHER -> above;
            case NEAREST -> column.of(e.tf().op("Round", at));
            case MIDPOINT -> calc.mul(calc.add(below, above), 0.5);
            case LINEAR -> {
                Output<?> part = e.tf().cast(calc.sub(at, e.tf().op("Floor", at)), DTypes.of(below.dataType()));
                yield calc.add(below, calc.mul(calc.sub(above, below), part));
            }
        };
    }

    private static Output<?> column(Emission e, Output<?> rows, Output<?> position) {
        return Calc.of(e).gather(rows, e.tf().cast(position, DType.INT32), 1);
    }

    /** How many boundaries lie before each value. */
    private static Output<?> counted(Emission e, Output<?> boundaries, Output<?> values, boolean withEqual) {
        DType common = DType.promote(e.inputSpec(0).dtype(), e.inputSpec(1).dtype());
        Output<?> spread = Calc.of(e).expand(e.tf().cast(values, common), -1);
        Output<?> before = e.tf().op(withEqual ? "GreaterEqual" : "Greater", spread, e.tf().cast(boundaries, common));
        return Calc.of(e).reduce("Sum", e.tf().cast(before, DType.INT32), List.of(-1), false);
    }
}
