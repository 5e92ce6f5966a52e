package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.NdArray;
import dev.lamina.OpType;
import dev.lamina.config.Config;
import dev.lamina.ops.NanReductions;
import dev.lamina.ops.Normalizing;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Scans;
import dev.lamina.ops.Segments;
import dev.lamina.ops.Sorting;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cases of ops that take axes away. */
final class ReductionGradients {
    private static final List<@Nullable List<Integer>> AXES =
            Arrays.asList(null, List.of(-1), List.of(0, 2), List.of(-1, 1));

    private ReductionGradients() {}

    static void addTo(GradientCases table) {
        overAxes(table, Reductions.SUM, points(2, 3, 2));
        overAxes(table, Reductions.MEAN, points(2, 3, 2));
        overAxes(table, Reductions.MAX, points(2, 3, 2));
        overAxes(table, Reductions.MIN, points(2, 3, 2));
        for (OpType type : List.of(
                Reductions.AMAX,
                Reductions.AMIN,
                Reductions.PTP,
                Reductions.PROD,
                NanReductions.NANSUM,
                NanReductions.NANPROD,
                NanReductions.NANMAX,
                NanReductions.NANMIN,
                NanReductions.NANMEAN,
                NanReductions.NANVAR,
                NanReductions.NANSTD,
                Sorting.QUANTILE,
                Sorting.PERCENTILE,
                Sorting.MEDIAN,
                Normalizing.LOGSUMEXP)) {
            overAxes(table, type, points(2, 3, 2));
        }
        overAxes(table, Reductions.VAR, points(2, 3, 2));
        overAxes(table, Reductions.STD, points(2, 3, 2));
        addAverages(table);
        addScans(table);
        addSorting(table);
    }

    /** An op over all axes, one, or two, keeping them and not. */
    static void overAxes(GradientCases table, OpType type, NdArray x) {
        for (List<Integer> axes : AXES) {
            for (boolean keeps : List.of(false, true)) {
                Config quantile = Config.empty().set(Sorting.Q, 0.3);
                Config config = (type.passed().contains(Sorting.Q) ? quantile : Config.empty())
                        .set(Reductions.AXIS, axes)
                        .set(Reductions.KEEPDIMS, keeps);
                table.add(type, tensor -> type.op(config).on(tensor), x);
            }
        }
    }

    private static void addAverages(GradientCases table) {
        table.add(Reductions.AVERAGE, x -> Reductions.AVERAGE.op().on(x), points(2, 3));
        table.add(
                Reductions.AVERAGE,
                (x, weights) -> Reductions.AVERAGE.op(Reductions.ONE_AXIS, 1).on(x, weights),
                points(2, 3),
                GradientCase.between(0.5, 2, 3));
    }

    private static void addScans(GradientCases table) {
        for (OpType type : List.of(Scans.CUMSUM, Scans.CUMPROD, Scans.NANCUMSUM, Scans.NANCUMPROD)) {
            table.add(type, x -> type.op().on(x), points(2, 3));
            for (int axis : List.of(0, 1, -1)) {
                table.add(type, x -> type.op(Reductions.ONE_AXIS, axis).on(x), points(2, 3, 2));
            }
        }
        for (int axis : List.of(0, 1, -1)) {
            table.add(Scans.DIFF, x -> Scans.diff(x, 2, axis), points(3, 4, 3));
            table.add(Scans.TRAPEZOID, x -> Scans.TRAPEZOID.op(Scans.AXIS, axis).on(x), points(3, 4, 3));
        }
        table.add(
                Segments.SEGMENT_SUM,
                List.of(points(4, 2), GradientCase.integers(List.of(0, 2, 2, 1), 4)),
                in -> List.of(Segments.segmentSum(in.get(0), in.get(1), 4)));
    }

    private static void addSorting(GradientCases table) {
        for (int axis : List.of(0, 1, -1)) {
            table.add(Sorting.SORT, x -> Sorting.sort(x, axis), points(2, 3, 2));
        }
        table.add(Sorting.TOP_K, List.of(points(2, 3, 4)), in -> Sorting.topK(in.get(0), 2));
    }
}
