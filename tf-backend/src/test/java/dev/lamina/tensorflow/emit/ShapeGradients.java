package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.integers;
import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.Arithmetic;
import dev.lamina.Index;
import dev.lamina.Shape;
import dev.lamina.ops.Gathering;
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
        table.add(Arithmetic.GET_ITEM, x -> x.get(Index.at(1), Index.range(0, 2)), points(2, 3, 2));
        table.add(
                Arithmetic.GET_ITEM,
                x -> x.get(new Index.Range(null, null, -1), Index.newAxis(), Index.ellipsis(), Index.at(-1)),
                points(2, 3, 2));
    }
}
