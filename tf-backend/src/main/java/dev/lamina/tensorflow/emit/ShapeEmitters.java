package dev.lamina.tensorflow.emit;

import dev.lamina.Arithmetic;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/** Emits ops that move elements. */
final class ShapeEmitters {
    private ShapeEmitters() {}

    static void addTo(Emitters table) {
        table.add(Shapes.RESHAPE, e -> e.tf().op("Reshape", e.in(0), e.tf().constant(e.param(Shapes.NEW_SHAPE))));
        table.add(Shapes.RESHAPE_TO, e -> e.tf().op("Reshape", e.in(0), e.in(1)));
        table.add(
                Shapes.BROADCAST_TO,
                e -> e.tf().op("BroadcastTo", e.in(0), e.tf().constant(e.param(Shapes.TARGET_SHAPE))));
        table.add(Shapes.TRANSPOSE, ShapeEmitters::transpose);
        table.add(
                Shapes.CONCATENATE,
                e -> e.tf().op("ConcatV2")
                        .inList(IntStream.range(0, e.inputs().size())
                                .<Output<?>>mapToObj(e::promoted)
                                .toList())
                        .in(e.tf().constant(e.inputShape(0).axis(e.param(Shapes.JOIN_AXIS))))
                        .out());
        table.add(Arithmetic.GET_ITEM, IndexEmitter::emit);
        table.add(Gathering.TAKE, ShapeEmitters::take);
    }

    private static Output<?> transpose(Emission e) {
        List<Integer> axes = e.param(Shapes.AXES);
        int rank = e.inputShape(0).rank();
        List<Integer> order = axes == null
                ? IntStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList()
                : axes.stream().map(e.inputShape(0)::axis).toList();
        return e.tf().op("Transpose", e.in(0), e.tf().constant(order));
    }

    private static Output<?> take(Emission e) {
        Integer axis = e.param(Reductions.ONE_AXIS);
        Output<?> x = axis == null ? e.tf().op("Reshape", e.in(0), e.tf().constant(List.of(-1))) : e.in(0);
        return e.tf().op(
                        "GatherV2",
                        x,
                        e.in(1),
                        e.tf().constant(axis == null ? 0 : e.inputShape(0).axis(axis)));
    }
}
