package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.integers;
import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.Arithmetic;
import dev.lamina.Index;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Diagonals;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Pads;
import dev.lamina.ops.Rearranging;
import dev.lamina.ops.Shapes;
import java.util.List;

/** Cases of ops that move elements. */
final class ShapeGradients {
    private ShapeGradients() {}

    static void addTo(GradientCases table) {
        table.add(Shapes.RESHAPE, x -> Shapes.reshape(x, 3, -1), points(2, 3, 2));
        table.add(
                Shapes.RESHAPE_TO,
                List.of(points(2, 6), integers(List.of(3, 4), 2)),
                in -> List.of(Shapes.reshape(in.get(0), Shape.of(3, 4), in.get(1))));
        table.add(Shapes.TRANSPOSE, x -> Shapes.transpose(x), points(2, 3, 2));
        table.add(Shapes.TRANSPOSE, x -> Shapes.transpose(x, 1, 2, 0), points(2, 3, 4));
        table.add(Shapes.BROADCAST_TO, x -> Shapes.broadcastTo(x, Shape.of(2, 3, 2)), points(3, 1));
        for (int axis : List.of(0, 1, -1)) {
            table.add(
                    Shapes.CONCATENATE,
                    (x, y) -> Shapes.concatenate(List.of(x, y), axis),
                    points(2, 3, 2),
                    points(2, 3, 2));
        }
        for (int axis : List.of(0, 1, -1)) {
            table.add(
                    Gathering.TAKE,
                    List.of(points(3, 4, 3), integers(List.of(2, 0, 2, 1), 2, 2)),
                    in -> List.of(Gathering.take(in.get(0), in.get(1), axis)));
        }
        addAxes(table);
        addJoining(table);
        addRearranging(table);
        addDiagonals(table);
        addPlacing(table);
        table.add(Arithmetic.GET_ITEM, x -> x.get(Index.at(1), Index.range(0, 2)), points(2, 3, 2));
        table.add(
                Arithmetic.GET_ITEM,
                x -> x.get(new Index.Range(null, null, -1), Index.newAxis(), Index.ellipsis(), Index.at(-1)),
                points(2, 3, 2));
    }

    private static void addAxes(GradientCases table) {
        table.add(Axes.SWAPAXES, x -> Axes.swapaxes(x, 0, -1), points(2, 3, 4));
        table.add(Axes.MOVEAXIS, x -> Axes.moveaxis(x, 0, -1), points(2, 3, 4));
        table.add(Axes.RAVEL, Axes::ravel, points(2, 3));
        table.add(Axes.EXPAND_DIMS, x -> Axes.expandDims(x, 0, -1), points(2, 3));
        table.add(Axes.SQUEEZE, x -> Axes.squeeze(x), points(1, 3, 1));
        table.add(Axes.SQUEEZE, x -> Axes.squeeze(x, -1), points(1, 3, 1));
    }

    private static void addJoining(GradientCases table) {
        table.add(Joining.STACK, (x, y) -> Joining.stack(List.of(x, y), -1), points(2, 3), points(2, 3));
        for (OpType type : List.of(Joining.HSTACK, Joining.VSTACK, Joining.DSTACK)) {
            table.add(type, (x, y) -> type.op().onList(List.of(x, y)), points(3), points(3));
            table.add(type, (x, y) -> type.op().onList(List.of(x, y)), points(2, 3), points(2, 3));
        }
        table.add(Joining.APPEND, (x, y) -> Joining.APPEND.op().on(x, y), points(2, 2), points(3));
        table.add(Joining.SPLIT, List.of(points(2, 6)), in -> Joining.split(in.get(0), 3, 1));
        table.add(Joining.SPLIT, List.of(points(2, 6)), in -> Joining.split(in.get(0), List.of(1, 4), -1));
        for (OpType type : List.of(Joining.ARRAY_SPLIT, Joining.HSPLIT, Joining.VSPLIT, Joining.DSPLIT)) {
            table.add(
                    type,
                    List.of(points(4, 2, 4)),
                    in -> type.op(Joining.PARTS, new Joining.Parts(2, List.of()))
                            .call(dev.lamina.Arguments.of(in)));
        }
        table.add(Joining.UNSTACK, List.of(points(2, 3)), in -> Joining.unstack(in.get(0), 1));
    }

    private static void addRearranging(GradientCases table) {
        table.add(Rearranging.REPEAT, x -> Rearranging.repeat(x, 3, 1), points(2, 2, 2));
        table.add(
                Rearranging.REPEAT,
                x -> Rearranging.REPEAT.op(Rearranging.REPEATS, List.of(2)).on(x),
                points(2, 2));
        table.add(Rearranging.TILE, x -> Rearranging.tile(x, 2, 1, 3), points(2, 2));
        table.add(Rearranging.FLIP, x -> Rearranging.flip(x), points(2, 3));
        table.add(Rearranging.FLIPLR, x -> Rearranging.FLIPLR.op().on(x), points(2, 3));
        table.add(Rearranging.FLIPUD, x -> Rearranging.FLIPUD.op().on(x), points(2, 3));
        table.add(Rearranging.ROLL, x -> Rearranging.roll(x, 1, -1), points(2, 3));
        table.add(
                Rearranging.ROLL,
                x -> Rearranging.ROLL.op(Rearranging.SHIFT, List.of(2)).on(x),
                points(2, 3));
        for (int turns : List.of(0, 1, 2, 3)) {
            table.add(Rearranging.ROT90, x -> Rearranging.rot90(x, turns), points(2, 3, 2));
        }
        for (Rearranging.Indexing indexing : Rearranging.Indexing.values()) {
            table.add(Rearranging.MESHGRID, List.of(points(2), points(3)), in -> Rearranging.meshgrid(in, indexing));
        }
        table.add(Pads.PAD, x -> Pads.pad(x, List.of(List.of(1, 0), List.of(0, 2)), 3), points(2, 3));
        table.add(Pads.PAD, x -> Pads.pad(x, List.of(List.of(1, 1)), Pads.Mode.REFLECT), points(2, 3));
        table.add(Pads.PAD, x -> Pads.pad(x, List.of(List.of(1, 2)), Pads.Mode.SYMMETRIC), points(2, 3));
    }

    private static void addDiagonals(GradientCases table) {
        for (int k : List.of(-1, 0, 1)) {
            table.add(Diagonals.TRIL, x -> Diagonals.tril(x, k), points(2, 3, 3));
            table.add(Diagonals.TRIU, x -> Diagonals.triu(x, k), points(2, 3));
            table.add(Diagonals.DIAG, x -> Diagonals.diag(x, k), points(3));
            table.add(Diagonals.DIAG, x -> Diagonals.diag(x, k), points(3, 4));
            table.add(Diagonals.DIAGONAL, x -> Diagonals.diagonal(x, k, 0, 2), points(3, 2, 4));
        }
        table.add(Diagonals.DIAGFLAT, x -> Diagonals.DIAGFLAT.op().on(x), points(2, 2));
        table.add(Diagonals.TRACE, Diagonals::trace, points(3, 3, 2));
        table.add(Diagonals.VANDER, x -> Diagonals.VANDER.op(Diagonals.N, 3).on(x), points(3));
    }

    private static void addPlacing(GradientCases table) {
        for (int axis : List.of(0, 1, -1)) {
            table.add(
                    Gathering.TAKE_ALONG_AXIS,
                    List.of(points(2, 2, 2), integers(List.of(1, 0, 0, 0, 1, 1, 0, 1), 2, 2, 2)),
                    in -> List.of(Gathering.takeAlongAxis(in.get(0), in.get(1), axis)));
        }
        table.add(Gathering.SLICE, x -> Gathering.slice(x, List.of(0, 1), List.of(2, 2)), points(3, 4));
        table.add(
                Gathering.SLICE_UPDATE,
                (x, y) -> Gathering.sliceUpdate(x, List.of(1, 1), y),
                points(3, 4),
                points(2, 2));
        table.add(
                Gathering.SCATTER,
                List.of(integers(List.of(2, 0, 2), 3, 1), points(3, 2)),
                in -> List.of(Gathering.scatter(in.get(0), in.get(1), 4, 2)));
        table.add(
                Gathering.SCATTER_UPDATE,
                List.of(points(4, 2), integers(List.of(2, 0), 2, 1), points(2, 2)),
                in -> List.of(Gathering.scatterUpdate(in.get(0), in.get(1), in.get(2))));
        table.add(
                Gathering.SCATTER_UPDATE,
                List.of(points(4), integers(List.of(2, 2), 2, 1), points(2)),
                in -> List.of(Gathering.SCATTER_UPDATE
                        .op(Gathering.REDUCTION, Gathering.Placing.ADD)
                        .on(in.get(0), in.get(1), in.get(2))));
    }
}
