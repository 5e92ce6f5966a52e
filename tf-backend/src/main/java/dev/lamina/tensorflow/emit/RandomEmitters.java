package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.ops.Random;

/** Emits random draws by counters: the same seed gives the same numbers in whatever order ops run. */
final class RandomEmitters {
    private RandomEmitters() {}

    static void addTo(Emitters table) {
        draw(table, Random.NORMAL, "StatelessRandomNormal");
        draw(table, Random.TRUNCATED_NORMAL, "StatelessTruncatedNormal");
        draw(table, Random.UNIFORM, "StatelessRandomUniform");
    }

    private static void draw(Emitters table, OpType type, String tensorFlowType) {
        table.addStopping(
                type,
                e -> e.tf().op(tensorFlowType)
                        .input(e.input(0), e.input(1))
                        .attr("dtype", DType.FLOAT32)
                        .out());
    }
}
