package dev.lamina.tensorflow.emit;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/** Emits ops that change axes, join and split. */
final class ShapeEmitters {
    private ShapeEmitters() {}

    static void addTo(Emitters table) {
        table.add(Shapes.RESHAPE, e -> e.tf().op("Reshape", e.input(0), e.tf().constant(e.param(Shapes.NEW_SHAPE))));
        table.add(Shapes.RESHAPE_TO, e -> e.tf().op("Reshape", e.input(0), e.input(1)));
        table.add(
                Shapes.BROADCAST_TO,
                e -> e.tf().op("BroadcastTo", e.input(0), e.tf().constant(e.param(Shapes.TARGET_SHAPE))));
        table.add(Shapes.TRANSPOSE, ShapeEmitters::transpose);
        table.add(Axes.SWAPAXES, ShapeEmitters::reordered);
        table.add(Axes.MOVEAXIS, ShapeEmitters::reordered);
        table.add(Axes.RAVEL, e -> Calc.of(e).flat(e.input(0)));
        table.add(Axes.EXPAND_DIMS, ShapeEmitters::expanded);
        table.add(Axes.SQUEEZE, ShapeEmitters::squeezed);
        table.addStopping(
                Axes.SIZE,
                e -> e.tf().op("Size")
                        .input(e.input(0))
                        .attr("out_type", DType.INT32)
                        .out());
        table.addStopping(Axes.NDIM, e -> e.tf().constant(e.inputShape(0).rank()));
        table.add(Arithmetic.GET_ITEM, IndexEmitter::emit);
        addJoining(table);
    }

    private static void addJoining(Emitters table) {
        table.add(
                Shapes.CONCATENATE,
                e -> Calc.of(e).concat(promoted(e), e.inputShape(0).axis(e.param(Shapes.JOIN_AXIS))));
        table.add(
                Joining.STACK,
                e -> e.tf().op("Pack")
                        .inList(promoted(e))
                        .attr("axis", e.param(Joining.AXIS))
                        .out());
        side(table, Joining.HSTACK, 1, 1);
        side(table, Joining.VSTACK, 2, 0);
        side(table, Joining.DSTACK, 3, 2);
        table.add(Joining.APPEND, ShapeEmitters::appended);
        for (OpType type :
                List.of(Joining.SPLIT, Joining.ARRAY_SPLIT, Joining.HSPLIT, Joining.VSPLIT, Joining.DSPLIT)) {
            table.addMultiple(type, ShapeEmitters::split);
        }
        table.addMultiple(
                Joining.UNSTACK,
                e -> e.tf().op("Unpack")
                        .input(e.input(0))
                        .attr("num", e.node().outputs().size())
                        .attr("axis", e.inputShape(0).axis(e.param(Joining.AXIS)))
                        .outs());
    }

    private static List<Output<?>> promoted(Emission e) {
        return IntStream.range(0, e.inputs().size())
                .<Output<?>>mapToObj(e::promoted)
                .toList();
    }

    private static Output<?> transpose(Emission e) {
        List<Integer> axes = e.param(Shapes.AXES);
        int rank = e.inputShape(0).rank();
        List<Integer> order = axes == null
                ? IntStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList()
                : axes.stream().map(e.inputShape(0)::axis).toList();
        return Calc.of(e).transpose(e.input(0), order);
    }

    private static Output<?> reordered(Emission e) {
        return Calc.of(e).transpose(e.input(0), Axes.order(e.op(), e.inputShape(0)));
    }

    private static Output<?> expanded(Emission e) {
        int rank = e.outputSpec().shape().rank();
        List<Integer> axes = e.param(Axes.NEW_AXES).stream()
                .map(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .toList();
        Output<?> x = e.input(0);
        for (int axis : axes) {
            x = Calc.of(e).expand(x, axis);
        }
        return x;
    }

    private static Output<?> squeezed(Emission e) {
        List<Integer> axes = Axes.dropped(e.op(), e.inputShape(0));
        return axes.isEmpty() ? e.tf().op("Identity", e.input(0)) : ReductionEmitters.squeezed(e, e.input(0), axes);
    }

    private static void side(Emitters table, OpType type, int rank, int axis) {
        table.add(type, e -> {
            List<Output<?>> shaped = new ArrayList<>();
            for (int i = 0; i < e.inputs().size(); i++) {
                shaped.add(atLeast(e, i, rank));
            }
            return Calc.of(e).concat(shaped, Math.min(axis, Calc.of(e).rank(shaped.get(0)) - 1));
        });
    }

    private static Output<?> atLeast(Emission e, int index, int rank) {
        Output<?> x = e.promoted(index);
        int given = e.inputShape(index).rank();
        if (given == 0) {
            return Calc.of(e).reshape(x, java.util.Collections.nCopies(rank, 1).toArray(Integer[]::new));
        }
        x = given == 1 && rank >= 2 ? Calc.of(e).expand(x, 0) : x;
        return rank == 3 && given < 3 ? Calc.of(e).expand(x, -1) : x;
    }

    private static Output<?> appended(Emission e) {
        Integer axis = e.param(Reductions.ONE_AXIS);
        Calc calc = Calc.of(e);
        return axis == null
                ? calc.concat(promoted(e).stream().<Output<?>>map(calc::flat).toList(), 0)
                : calc.concat(promoted(e), e.inputShape(0).axis(axis));
    }

    /** The sizes of parts of which the first ones are larger by one. */
    private static Output<?> nearlyEqual(Emission e, Output<?> size, int parts) {
        Output<?> count = e.tf().constant(parts);
        Output<?> rest = e.tf().op("FloorMod", size, count);
        Output<?> larger = e.tf().cast(Calc.of(e).less(Calc.of(e).range(count), rest), DType.INT32);
        return Calc.of(e).add(larger, e.tf().op("FloorDiv", size, count));
    }

    private static List<Output<?>> split(Emission e) {
        int axis = Joining.splitAxis(e.op(), e.inputShape(0));
        List<Integer> sizes = Joining.sizes(e.op(), e.inputShape(0).size(axis));
        boolean mayDiffer = e.op().type() == Joining.ARRAY_SPLIT && sizes.contains(-1);
        if (e.param(Joining.PARTS).sections() > 0 && sizes.stream().distinct().count() == 1 && !mayDiffer) {
            return e.tf().op("Split")
                    .input(e.tf().constant(axis), e.input(0))
                    .attr("num_split", sizes.size())
                    .outs();
        }
        Output<?> known = sizes.stream().filter(size -> size < 0).count() > 1
                ? nearlyEqual(e, Calc.of(e).size(e.input(0), axis), sizes.size())
                : e.tf().constant(sizes);
        return e.tf().op("SplitV")
                .input(e.input(0), known, e.tf().constant(axis))
                .attr("num_split", sizes.size())
                .outs();
    }
}
