package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.NdArray;
import dev.lamina.OpType;
import dev.lamina.config.Config;
import dev.lamina.ops.Reductions;
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
    }

    /** An op over all axes, one, or two, keeping them and not. */
    static void overAxes(GradientCases table, OpType type, NdArray x) {
        for (List<Integer> axes : AXES) {
            for (boolean keeps : List.of(false, true)) {
                Config config = Config.empty().with(Reductions.AXIS, axes).with(Reductions.KEEPDIMS, keeps);
                table.add(type, tensor -> type.op(config).on(tensor), x);
            }
        }
    }
}
