package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.ops.Listing;
import dev.lamina.ops.Reductions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** Emits ops that count and list. */
final class ListingEmitters {
    private ListingEmitters() {}

    static void addTo(Emitters table) {
        table.addStopping(Listing.BINCOUNT, ListingEmitters::bincount);
        table.addStoppingMultiple(Listing.HISTOGRAM, ListingEmitters::histogram);
        table.addStoppingMultiple(Listing.NONZERO, ListingEmitters::nonzero);
        table.addStoppingMultiple(Listing.UNRAVEL_INDEX, ListingEmitters::unravel);
        table.addMultiple(Listing.UNIQUE, ListingEmitters::unique);
    }

    private static Output<?> bincount(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.tf().cast(e.input(0), DType.INT32);
        List<Double> given = e.param(Listing.WEIGHTS);
        NdArray weights = given == null
                ? NdArray.zeros(DType.INT32, Shape.of(0))
                : NdArray.of(given.stream().mapToDouble(Double::doubleValue).toArray(), given.size())
                        .cast(DType.FLOAT32);
        Output<?> all = calc.concat(List.of(calc.flat(x), e.tf().constant(List.of(-1))), 0);
        Output<?> largest = calc.reduce("Max", all, List.of(0), false);
        Output<?> size = e.tf().op("Maximum", calc.add(largest, 1), e.tf().constant(e.param(Listing.MINLENGTH)));
        return e.tf().op("DenseBincount", x, size, e.tf().constant(weights));
    }

    private static List<Output<?>> histogram(Emission e) {
        Calc calc = Calc.of(e);
        DType dtype = e.outputSpec().dtype();
        DType wide = dtype == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
        int bins = e.param(Listing.BINS);
        Output<?> x = e.tf().cast(e.input(0), wide);
        List<Double> range = e.param(Listing.RANGE);
        Output<?> low = range == null ? calc.reduce("Min", x, List.of(0), false) : calc.num(range.get(0), x);
        Output<?> high = range == null ? calc.reduce("Max", x, List.of(0), false) : calc.num(range.get(1), x);
        double[] parts = new double[bins + 1];
        java.util.Arrays.setAll(parts, i -> (double) i / bins);
        Output<?> spread = calc.mul(e.tf().constant(NdArray.of(parts, bins + 1).cast(wide)), calc.sub(high, low));
        Output<?> borders = e.tf().cast(e.tf().cast(calc.add(spread, low), dtype), wide);
        Output<?> within = calc.and(e.tf().op("GreaterEqual", x, low), e.tf().op("LessEqual", x, high));
        Output<?> inner = e.tf().op("Slice", borders, e.tf().constant(List.of(1)), e.tf().constant(List.of(bins - 1)));
        Output<?> passed =
                e.tf().cast(e.tf().op("GreaterEqual", calc.expand(x, 1), calc.expand(inner, 0)), DType.INT32);
        Output<?> places = calc.reduce("Sum", passed, List.of(1), false);
        Output<?> counts =
                e.tf().op("UnsortedSegmentSum", e.tf().cast(within, DType.INT32), places, e.tf().constant(bins));
        return List.of(e.tf().cast(counts, dtype), e.tf().cast(borders, dtype));
    }

    private static List<Output<?>> nonzero(Emission e) {
        int rank = e.inputShape(0).rank();
        Output<?> places = e.tf().op("Where", e.tf().cast(e.input(0), DType.BOOL));
        return e.tf().op("Unpack")
                .input(e.tf().cast(places, DType.INT32))
                .attr("num", rank)
                .attr("axis", 1)
                .outs();
    }

    private static List<Output<?>> unravel(Emission e) {
        List<Integer> shape = e.param(Listing.SHAPE);
        DType dtype = e.inputSpec(0).dtype();
        Output<?> rest = e.tf().cast(e.input(0), DType.INT64);
        List<Output<?>> found = new ArrayList<>();
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            Output<?> size =
                    e.tf().constant(NdArray.of(new long[] {shape.get(axis)}).reshape());
            found.add(e.tf().cast(e.tf().op("FloorMod", rest, size), dtype));
            rest = e.tf().op("FloorDiv", rest, size);
        }
        Collections.reverse(found);
        return found;
    }

    /**
     * Finds the elements on their values, and gathers them by their first positions, so that gradients flow to the elements
     * that were taken.
     */
    private static List<Output<?>> unique(Emission e) {
        Calc calc = Calc.of(e);
        Integer given = e.param(Reductions.ONE_AXIS);
        Output<?> x = given == null ? calc.flat(e.input(0)) : e.input(0);
        int axis = given == null ? 0 : e.inputShape(0).axis(given);
        List<Output<?>> found = e.tf().op("UniqueWithCountsV2")
                .input(calc.stop(x), e.tf().constant(NdArray.of(new long[] {axis}, 1)))
                .outs();
        Output<?> inverse = found.get(1);
        Output<?> counts = found.get(2);
        Output<?> count = calc.size(counts, 0);
        Output<?> first = e.tf().op("UnsortedSegmentMin", calc.range(calc.size(x, axis)), inverse, count);
        if (e.param(Listing.SORTED)) {
            Output<?> order = order(e, found.get(0), axis);
            first = calc.gather(first, order, 0);
            counts = calc.gather(counts, order, 0);
            inverse = calc.gather(e.tf().op("InvertPermutation", order), inverse, 0);
        }
        Output<?> values = calc.gather(x, first, axis);
        return results(e, axis, values, first, inverse, counts);
    }

    private static List<Output<?>> results(
            Emission e, int axis, Output<?> values, Output<?> first, Output<?> inverse, Output<?> counts) {
        Calc calc = Calc.of(e);
        Double fill = e.param(Listing.FILL_VALUE);
        List<Output<?>> outputs = new ArrayList<>(List.of(sized(e, values, axis, fill == null ? 0 : fill)));
        if (e.param(Listing.RETURN_INDEX)) {
            outputs.add(sized(e, first, 0, 1));
        }
        if (e.param(Listing.RETURN_INVERSE)) {
            boolean flat = e.param(Reductions.ONE_AXIS) == null;
            outputs.add(flat ? e.tf().op("Reshape", inverse, calc.shape(e.input(0))) : inverse);
        }
        if (e.param(Listing.RETURN_COUNTS)) {
            outputs.add(sized(e, counts, 0, 0));
        }
        return outputs;
    }

    /** As many elements of an axis as shall be. */
    private static Output<?> sized(Emission e, Output<?> x, int axis, double fill) {
        Calc calc = Calc.of(e);
        Integer size = e.param(Listing.SIZE);
        if (size == null) {
            return x;
        }
        Output<?> wanted = e.tf().constant(size);
        Output<?> kept = e.tf().op("Minimum", calc.size(x, axis), wanted);
        Output<?> cut = calc.gather(x, calc.range(kept), axis);
        int rank = calc.rank(x);
        List<Output<?>> behind = new ArrayList<>(Collections.nCopies(rank, e.tf().constant(0)));
        behind.set(axis, calc.sub(wanted, kept));
        Output<?> widths = e.tf().op("Pack")
                .inList(List.of(e.tf().constant(Collections.nCopies(rank, 0)), calc.pack(behind)))
                .attr("axis", 1)
                .out();
        return e.tf().op("PadV2", cut, widths, calc.num(fill, x));
    }

    /** The order that makes slices of an axis ascend: by their last elements first, each time keeping what was equal. */
    private static Output<?> order(Emission e, Output<?> slices, int axis) {
        Calc calc = Calc.of(e);
        int rank = e.param(Reductions.ONE_AXIS) == null ? 1 : e.inputShape(0).rank();
        if (rank == 1) {
            return ascending(e, slices, null);
        }
        long columns = e.inputShape(0).withSize(axis, 1).elements();
        List<Integer> swapped = new ArrayList<>(Calc.allAxes(rank));
        Collections.swap(swapped, 0, axis);
        Output<?> rows =
                e.tf().op("Reshape", calc.transpose(slices, swapped), e.tf().constant(List.of(-1, (int) columns)));
        Output<?> order = calc.range(calc.size(rows, 0));
        for (int column = (int) columns - 1; column >= 0; column--) {
            Output<?> values = calc.gather(rows, e.tf().constant(column), 1);
            order = ascending(e, values, order);
        }
        return order;
    }

    private static Output<?> ascending(Emission e, Output<?> values, @Nullable Output<?> before) {
        Calc calc = Calc.of(e);
        Output<?> moved = before == null ? values : calc.gather(values, before, 0);
        Output<?> order = calc.flat(SortingEmitters.ascending(e, calc.expand(moved, 0)));
        return before == null ? order : calc.gather(before, order, 0);
    }
}
