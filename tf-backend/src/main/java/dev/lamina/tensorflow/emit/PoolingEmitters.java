package dev.lamina.tensorflow.emit;

import dev.lamina.OpType;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Pooling;
import java.util.List;

/** Emits pools. */
final class PoolingEmitters {
    private PoolingEmitters() {}

    static void addTo(Emitters table) {
        pool(table, Pooling.MAX_POOL, "MaxPool");
        pool(table, Pooling.AVERAGE_POOL, "AvgPool");
    }

    private static void pool(Emitters table, OpType type, String tensorFlowType) {
        table.add(type, e -> {
            int axes = e.inputShape(0).rank() - 2;
            Windows windows = Windows.of(
                    e,
                    Convolutions.perAxis(e.param(Pooling.POOL_SIZE), axes),
                    Pooling.strides(e.op(), axes),
                    Convolutions.perAxis(List.of(1), axes));
            return windows.onImages(x -> e.tf().op(tensorFlowType)
                    .input(x)
                    .attr(
                            "ksize",
                            List.of(1, windows.sizes().get(0), windows.sizes().get(1), 1))
                    .attr("strides", windows.strideAttribute())
                    .attr("padding", windows.padding())
                    .out());
        });
    }
}
