package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Diagonals;
import dev.lamina.ops.Pads;
import dev.lamina.ops.Rearranging;
import dev.lamina.ops.Reductions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/** Emits ops that repeat, turn, roll and pad, and those on diagonals. */
final class RearrangingEmitters {
    private RearrangingEmitters() {}

    static void addTo(Emitters table) {
        table.add(Rearranging.REPEAT, RearrangingEmitters::repeat);
        table.add(Rearranging.TILE, RearrangingEmitters::tile);
        table.add(Rearranging.FLIP, e -> reverse(e, e.input(0), ReductionEmitters.axes(e)));
        table.add(Rearranging.FLIPUD, e -> reverse(e, e.input(0), List.of(0)));
        table.add(Rearranging.FLIPLR, e -> reverse(e, e.input(0), List.of(1)));
        table.add(Rearranging.ROLL, RearrangingEmitters::roll);
        table.add(Rearranging.ROT90, RearrangingEmitters::turn);
        table.addMultiple(Rearranging.MESHGRID, RearrangingEmitters::grid);
        table.add(Pads.PAD, RearrangingEmitters::pad);
        table.add(Diagonals.TRIL, e -> triangle(e, true));
        table.add(Diagonals.TRIU, e -> triangle(e, false));
        table.add(
                Diagonals.DIAG,
                e -> e.inputShape(0).rank() == 1
                        ? matrix(e, e.input(0))
                        : diagonal(e, e.input(0), e.param(Diagonals.K)));
        table.add(Diagonals.DIAGFLAT, e -> matrix(e, Calc.of(e).flat(e.input(0))));
        table.add(Diagonals.DIAGONAL, e -> diagonals(e));
        table.add(
                Diagonals.TRACE,
                e -> Calc.of(e)
                        .reduce("Sum", e.tf().cast(diagonals(e), e.outputSpec().dtype()), List.of(-1), false));
        table.add(Diagonals.VANDER, RearrangingEmitters::vander);
    }

    private static Output<?> repeat(Emission e) {
        Calc calc = Calc.of(e);
        Integer given = e.param(Reductions.ONE_AXIS);
        Output<?> x = given == null ? calc.flat(e.input(0)) : e.input(0);
        int axis = given == null ? 0 : e.inputShape(0).axis(given);
        List<Integer> repeats = e.param(Rearranging.REPEATS);
        if (repeats.size() == 1) {
            Output<?> times = e.tf().constant(repeats.get(0));
            Output<?> count = e.tf().op("Mul", calc.size(x, axis), times);
            return calc.gather(x, e.tf().op("FloorDiv", calc.range(count), times), axis);
        }
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < repeats.size(); i++) {
            positions.addAll(Collections.nCopies(repeats.get(i), i));
        }
        return calc.gather(x, e.tf().constant(positions), axis);
    }

    private static Output<?> tile(Emission e) {
        Calc calc = Calc.of(e);
        List<Integer> repeats = new ArrayList<>(e.param(Rearranging.REPEATS));
        Output<?> x = e.input(0);
        while (calc.rank(x) < repeats.size()) {
            x = calc.expand(x, 0);
        }
        while (repeats.size() < calc.rank(x)) {
            repeats.add(0, 1);
        }
        return e.tf().op("Tile", x, e.tf().constant(repeats));
    }

    private static Output<?> reverse(Emission e, Output<?> x, List<Integer> axes) {
        return e.tf().op("ReverseV2", x, e.tf().constant(axes));
    }

    private static Output<?> roll(Emission e) {
        List<Integer> axes = e.param(Reductions.AXIS);
        List<Integer> shift = e.param(Rearranging.SHIFT);
        if (axes == null) {
            Output<?> rolled = e.tf().op(
                            "Roll",
                            Calc.of(e).flat(e.input(0)),
                            e.tf().constant(shift.subList(0, 1)),
                            e.tf().constant(List.of(0)));
            return e.tf().op("Reshape", rolled, Calc.of(e).shape(e.input(0)));
        }
        List<Integer> shifts = shift.size() == 1 ? Collections.nCopies(axes.size(), shift.get(0)) : shift;
        return e.tf().op(
                        "Roll",
                        e.input(0),
                        e.tf().constant(shifts),
                        e.tf().constant(axes.stream().map(e.inputShape(0)::axis).toList()));
    }

    private static Output<?> turn(Emission e) {
        List<Integer> plane =
                e.param(Rearranging.PLANE).stream().map(e.inputShape(0)::axis).toList();
        List<Integer> order = new ArrayList<>(Calc.allAxes(e.inputShape(0).rank()));
        Collections.swap(order, plane.get(0), plane.get(1));
        return switch (Math.floorMod(e.param(Rearranging.TURNS), 4)) {
            case 0 -> e.tf().op("Identity", e.input(0));
            case 1 -> reverse(e, Calc.of(e).transpose(e.input(0), order), plane.subList(0, 1));
            case 2 -> reverse(e, e.input(0), plane);
            default -> Calc.of(e).transpose(reverse(e, e.input(0), plane.subList(0, 1)), order);
        };
    }

    private static List<Output<?>> grid(Emission e) {
        Calc calc = Calc.of(e);
        int count = e.inputs().size();
        boolean swaps = e.param(Rearranging.INDEXING) == Rearranging.Indexing.XY && count > 1;
        List<Output<?>> sizes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sizes.add(calc.size(calc.flat(e.input(i)), 0));
        }
        if (swaps) {
            Collections.swap(sizes, 0, 1);
        }
        Output<?> shape = calc.pack(sizes);
        List<Output<?>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = swaps && i < 2 ? 1 - i : i;
            Integer[] own = new Integer[count];
            java.util.Arrays.setAll(own, axis -> axis == at ? -1 : 1);
            results.add(calc.broadcast(calc.reshape(e.promoted(i), own), shape));
        }
        return results;
    }

    private static Output<?> pad(Emission e) {
        List<List<Integer>> widths = Pads.widths(e.op(), e.inputShape(0));
        int[] flat = widths.stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
        Output<?> paddings = e.tf().constant(NdArray.of(flat, widths.size(), 2));
        Pads.Mode mode = e.param(Pads.MODE);
        if (mode != Pads.Mode.CONSTANT) {
            return e.tf().op("MirrorPad")
                    .input(e.input(0), paddings)
                    .attr("mode", mode.name())
                    .out();
        }
        Double value = e.param(Pads.VALUE);
        return e.tf().op("PadV2", e.input(0), paddings, Calc.of(e).num(value == null ? 0 : value, e.input(0)));
    }

    private static Output<?> triangle(Emission e, boolean lower) {
        Calc calc = Calc.of(e);
        Output<?> x = e.input(0);
        Output<?> distance = distances(calc, calc.size(x, -2), calc.size(x, -1));
        Output<?> k = e.tf().constant(e.param(Diagonals.K));
        return calc.where(e.tf().op(lower ? "LessEqual" : "GreaterEqual", distance, k), x, calc.zeros(x));
    }

    /** Column minus row. */
    private static Output<?> distances(Calc calc, Output<?> rows, Output<?> columns) {
        return calc.sub(calc.expand(calc.range(columns), 0), calc.expand(calc.range(rows), 1));
    }

    /** A matrix with a vector on diagonal k. */
    private static Output<?> matrix(Emission e, Output<?> vector) {
        Calc calc = Calc.of(e);
        int k = e.param(Diagonals.K);
        Output<?> count = calc.size(vector, 0);
        Output<?> side = calc.add(count, Math.abs(k));
        Output<?> row = calc.add(calc.range(side), -Math.max(-k, 0));
        Output<?> inside = e.tf().op("Maximum", e.tf().op("Minimum", row, calc.add(count, -1)), e.tf().constant(0));
        Output<?> spread = calc.expand(calc.gather(vector, inside, 0), 1);
        return calc.where(calc.equal(distances(calc, side, side), e.tf().constant(k)), spread, calc.num(0, vector));
    }

    private static Output<?> diagonals(Emission e) {
        int first = e.inputShape(0).axis(e.param(Axes.AXIS1));
        int second = e.inputShape(0).axis(e.param(Axes.AXIS2));
        List<Integer> order = new ArrayList<>(IntStream.range(0, e.inputShape(0).rank())
                .filter(axis -> axis != first && axis != second)
                .boxed()
                .toList());
        order.addAll(List.of(first, second));
        return diagonal(e, Calc.of(e).transpose(e.input(0), order), e.param(Diagonals.OFFSET));
    }

    /** A diagonal of the last two axes: every (columns + 1)th element of the matrix in one row. */
    private static Output<?> diagonal(Emission e, Output<?> x, int offset) {
        Calc calc = Calc.of(e);
        Output<?> rows = calc.size(x, -2);
        Output<?> columns = calc.size(x, -1);
        Output<?> count =
                e.tf().op("Minimum", calc.add(rows, -Math.max(-offset, 0)), calc.add(columns, -Math.max(offset, 0)));
        Output<?> start = offset >= 0 ? e.tf().constant(offset) : e.tf().op("Mul", columns, e.tf().constant(-offset));
        Output<?> steps = calc.range(e.tf().op("Maximum", count, e.tf().constant(0)));
        Output<?> positions = calc.add(e.tf().op("Mul", steps, calc.add(columns, 1)), start);
        Output<?> flat = calc.reshape(x, List.of(e.tf().constant(-1), e.tf().op("Mul", rows, columns)));
        List<Output<?>> sizes = new ArrayList<>(calc.sizes(x).subList(0, calc.rank(x) - 2));
        sizes.add(e.tf().op("Maximum", count, e.tf().constant(0)));
        return calc.reshape(calc.gather(flat, positions, 1), sizes);
    }

    private static Output<?> vander(Emission e) {
        Calc calc = Calc.of(e);
        int columns = e.outputSpec().shape().last();
        double[] powers = IntStream.range(0, columns)
                .mapToDouble(i -> e.param(Diagonals.INCREASING) ? i : columns - 1 - i)
                .toArray();
        DType dtype = e.outputSpec().dtype();
        return e.tf().op(
                        "Pow",
                        calc.expand(e.input(0), 1),
                        e.tf().constant(NdArray.of(powers, columns).cast(dtype)));
    }
}
