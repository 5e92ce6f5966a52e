package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.integers;
import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.ops.Core;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Loops;
import dev.lamina.ops.Recurrence;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Trigonometry;
import java.util.List;

/** Cases of loops. */
final class LoopGradients {
    private LoopGradients() {}

    static void addTo(GradientCases table) {
        for (int length : List.of(1, 2, 5)) {
            for (boolean unroll : List.of(true, false)) {
                for (boolean reverse : List.of(true, false)) {
                    Config config = Config.empty().set(Loops.UNROLL, unroll).set(Loops.REVERSE, reverse);
                    recurrent(table, config, length);
                }
            }
        }
        fused(table);
        NdArray whether = integers(List.of(1, 0, 1, 1), 4);
        table.add(
                Loops.SCAN,
                List.of(points(3), points(3), points(4, 3), whether, points(3)),
                in -> flat(Loops.scan(
                        in.subList(0, 2),
                        in.subList(2, 4),
                        (carry, slices) -> new Loops.Step(
                                List.of(
                                        Selection.where(
                                                slices.get(1),
                                                carry.get(0)
                                                        .times(slices.get(0))
                                                        .plus(in.get(4)),
                                                carry.get(0)),
                                        carry.get(1)),
                                List.of(
                                        carry.get(0),
                                        Reductions.sum(slices.get(0)).times(carry.get(1)),
                                        in.get(4))))));
        table.add(Loops.SCAN, x -> Loops.map(x, Trigonometry::sin), points(4, 3));
        table.add(
                Loops.SCAN,
                x -> Loops.forLoop(3, x, (i, y) -> y.times(Core.cast(i.plus(2), DType.FLOAT64))),
                points(2, 2));
        table.add(
                Loops.SCAN,
                (x, y) -> Loops.map(x, row -> Loops.forLoop(2, row, (i, z) -> Trigonometry.sin(z.times(y)))),
                points(3, 2),
                points(2));
    }

    private static void fused(GradientCases table) {
        for (int length : List.of(1, 4)) {
            table.add(new GradientCase(
                            Recurrence.LSTM,
                            "of " + length + " steps",
                            List.of(
                                    points(length, 2, 3),
                                    points(3, 8),
                                    points(2, 8),
                                    points(8),
                                    points(2, 2),
                                    points(2, 2)),
                            in -> Recurrence.lstm(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), in.get(5)))
                    .inFloat32());
            table.add(new GradientCase(
                            Recurrence.GRU,
                            "of " + length + " steps",
                            List.of(points(length, 2, 3), points(3, 6), points(2, 6), points(2, 6), points(2, 2)),
                            in -> List.of(Recurrence.gru(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4))))
                    .inFloat32());
        }
    }

    private static void recurrent(GradientCases table, Config config, int length) {
        table.add(
                Loops.SCAN,
                List.of(points(2, 3), points(length, 2, 4), points(4, 3), points(3, 3)),
                in -> flat(Loops.scan(in.subList(0, 1), in.subList(1, 2), config, (carry, slices) -> {
                    SymbolicTensor h = Trigonometry.tanh(
                            Linear.matmul(slices.get(0), in.get(2)).plus(Linear.matmul(carry.get(0), in.get(3))));
                    return new Loops.Step(List.of(h), List.of(h));
                })));
    }

    private static List<SymbolicTensor> flat(Loops.Scanned scanned) {
        return java.util.stream.Stream.concat(scanned.carry().stream(), scanned.outputs().stream())
                .toList();
    }
}
