package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Reductions;
import java.util.List;
import org.tensorflow.Output;

/** Emits ops that pick and place elements by position. */
final class GatheringEmitters {
    private GatheringEmitters() {}

    static void addTo(Emitters table) {
        table.add(Gathering.TAKE, GatheringEmitters::take);
        table.add(Gathering.TAKE_ALONG_AXIS, GatheringEmitters::takeAlong);
        table.add(
                Gathering.SLICE,
                e -> e.tf().op("Slice", e.input(0), integers(e, 1), e.tf().constant(e.param(Gathering.SHAPE))));
        table.add(Gathering.SLICE_UPDATE, GatheringEmitters::sliceUpdate);
        table.add(
                Gathering.SCATTER,
                e -> e.tf().op("ScatterNd", integers(e, 0), e.input(1), e.tf().constant(e.param(Gathering.SHAPE))));
        table.add(Gathering.SCATTER_UPDATE, GatheringEmitters::scatterUpdate);
        table.addStopping(Nn.ONE_HOT, e -> oneHot(e, e.param(Nn.AXIS)));
        table.addStopping(Nn.MULTI_HOT, GatheringEmitters::multiHot);
    }

    private static Output<?> integers(Emission e, int index) {
        return e.tf().cast(e.input(index), DType.INT32);
    }

    /** Negative positions count from the end. */
    private static Output<?> counted(Emission e, Output<?> indices, Output<?> size) {
        Calc calc = Calc.of(e);
        return calc.where(calc.less(indices, 0), calc.add(indices, size), indices);
    }

    private static Output<?> take(Emission e) {
        Calc calc = Calc.of(e);
        Integer given = e.param(Reductions.ONE_AXIS);
        Output<?> x = given == null ? calc.flat(e.input(0)) : e.input(0);
        int axis = given == null ? 0 : e.inputShape(0).axis(given);
        return calc.gather(x, counted(e, integers(e, 1), calc.size(x, axis)), axis);
    }

    private static Output<?> takeAlong(Emission e) {
        Calc calc = Calc.of(e);
        Integer given = e.param(Reductions.ONE_AXIS);
        if (given == null) {
            Output<?> flat = calc.flat(e.input(0));
            return calc.gather(flat, counted(e, integers(e, 1), calc.size(flat, 0)), 0);
        }
        int axis = e.inputShape(0).axis(given);
        int last = e.inputShape(0).rank() - 1;
        Output<?> x = calc.move(e.input(0), axis, last);
        Output<?> indices = calc.move(integers(e, 1), axis, last);
        Output<?> size = calc.size(x, last);
        Output<?> rest = e.tf().op("BroadcastArgs", lead(calc, x, last), lead(calc, indices, last));
        Output<?> spread = calc.broadcast(x, withLast(e, rest, size));
        Output<?> wanted = calc.broadcast(counted(e, indices, size), withLast(e, rest, calc.size(indices, last)));
        Output<?> rows = calc.reshape(spread, List.of(e.tf().constant(-1), size));
        Output<?> places = calc.reshape(wanted, List.of(e.tf().constant(-1), calc.size(indices, last)));
        Output<?> found = e.tf().op("Reshape", calc.gatherInRows(rows, places), calc.shape(wanted));
        return calc.move(found, last, axis);
    }

    private static Output<?> lead(Calc calc, Output<?> x, int count) {
        return calc.pack(calc.sizes(x).subList(0, count));
    }

    private static Output<?> withLast(Emission e, Output<?> lead, Output<?> last) {
        return e.tf().op("ConcatV2")
                .inList(List.of(lead, Calc.of(e).reshape(last, 1)))
                .input(e.tf().constant(0))
                .out();
    }

    /** The block with zeros around it, in place of the elements where it lies. */
    private static Output<?> sliceUpdate(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> start = integers(e, 1);
        Output<?> block = e.tf().cast(e.input(2), e.outputSpec().dtype());
        Output<?> behind = calc.sub(calc.sub(calc.shape(e.input(0)), start), calc.shape(block));
        Output<?> paddings =
                e.tf().op("Pack").inList(List.of(start, behind)).attr("axis", 1).out();
        Output<?> placed = e.tf().op("PadV2", block, paddings, calc.num(0, block));
        Output<?> ones = e.tf().op("OnesLike", e.tf().cast(block, DType.INT32));
        Output<?> inside = e.tf().op("PadV2", ones, paddings, e.tf().constant(0));
        return calc.where(calc.greater(inside, 0), placed, e.input(0));
    }

    /**
     * Which element ends at each place is settled on their numbers, so that gradients flow to the elements that stay and to
     * no other.
     */
    private static Output<?> scatterUpdate(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.input(0);
        Output<?> updates = e.tf().cast(e.input(2), e.outputSpec().dtype());
        if (e.param(Gathering.REDUCTION) == Gathering.Placing.ADD) {
            return calc.add(x, e.tf().op("ScatterNd", integers(e, 1), updates, calc.shape(x)));
        }
        int depth = e.inputShape(1).last();
        List<Output<?>> sizes = calc.sizes(x);
        Output<?> places = calc.pack(sizes.subList(0, depth));
        Output<?> nothing = e.tf().op("Fill", places, e.tf().constant(-1));
        Output<?> numbers = calc.range(calc.size(updates, 0));
        Output<?> winner = e.tf().op("TensorScatterUpdate", nothing, integers(e, 1), numbers);
        Output<?> moved = calc.gather(updates, calc.max(winner, 0), 0);
        Output<?> replaced = calc.greater(winner, -1);
        for (int axis = depth; axis < calc.rank(x); axis++) {
            replaced = calc.expand(replaced, -1);
        }
        return calc.where(replaced, moved, x);
    }

    private static Output<?> oneHot(Emission e, int axis) {
        Output<?> one = e.tf().cast(e.tf().constant(1), e.param(Nn.DTYPE));
        Output<?> zero = e.tf().cast(e.tf().constant(0), e.param(Nn.DTYPE));
        Output<?> positions = e.tf().cast(e.input(0), DType.INT64);
        return e.tf().op("OneHot")
                .input(positions, e.tf().constant(e.param(Nn.NUM_CLASSES)), one, zero)
                .attr("axis", axis)
                .out();
    }

    private static Output<?> multiHot(Emission e) {
        int rank = e.inputShape(0).rank();
        return rank == 0 ? oneHot(e, -1) : Calc.of(e).reduce("Max", oneHot(e, -1), List.of(rank - 1), false);
    }
}
