package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.ops.Reductions;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/** Emits ops that take axes away. */
final class ReductionEmitters {
    private ReductionEmitters() {}

    static void addTo(Emitters table) {
        reduction(table, Reductions.SUM, "Sum");
        reduction(table, Reductions.MEAN, "Mean");
        reduction(table, Reductions.MAX, "Max");
        reduction(table, Reductions.MIN, "Min");
        position(table, Reductions.ARGMAX, "ArgMax");
        position(table, Reductions.ARGMIN, "ArgMin");
    }

    private static void reduction(Emitters table, OpType type, String tensorFlowType) {
        table.add(
                type,
                e -> e.tf().op(tensorFlowType)
                        .in(e.promoted(0), axes(e))
                        .attr("keep_dims", e.param(Reductions.KEEPDIMS))
                        .out());
    }

    private static Output<?> axes(Emission e) {
        List<Integer> axes = e.param(Reductions.AXIS);
        int rank = e.inputShape(0).rank();
        return e.tf().constant(axes == null ? IntStream.range(0, rank).boxed().toList() : axes);
    }

    private static void position(Emitters table, OpType type, String tensorFlowType) {
        table.addStopping(type, e -> {
            Integer axis = e.param(Reductions.ONE_AXIS);
            Output<?> x = axis == null ? e.tf().op("Reshape", e.in(0), e.tf().constant(List.of(-1))) : e.in(0);
            Output<?> found = e.tf().op(tensorFlowType)
                    .in(x, e.tf().constant(axis == null ? 0 : axis))
                    .attr("output_type", DType.INT32)
                    .out();
            return e.param(Reductions.KEEPDIMS) && axis != null
                    ? e.tf().op("ExpandDims", found, e.tf().constant(axis))
                    : found;
        });
    }
}
