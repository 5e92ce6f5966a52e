package dev.lamina.ops;

import static dev.lamina.ops.Modules.NN;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value for each window of a tensor. Source: {@code keras.ops.max_pool} and {@code average_pool}. */
public final class Pooling {
    public static final Field<List<Integer>> POOL_SIZE = Fields.integers("pool_size");

    /** How far the window moves; null for its own size. */
    public static final Field<@Nullable List<Integer>> STRIDES =
            Fields.integers("strides").orNull();

    public static final OpType MAX_POOL = OpType.of(
            NN, "MaxPool", (op, in) -> pooled(op, in.get(0)), POOL_SIZE, STRIDES, Convolutions.PADDING, Nn.DATA_FORMAT);

    /** The mean of those elements of a window that lie in the tensor. */
    public static final OpType AVERAGE_POOL = OpType.of(
            NN,
            "AveragePool",
            (op, in) -> pooled(op, in.get(0)),
            POOL_SIZE,
            STRIDES,
            Convolutions.PADDING,
            Nn.DATA_FORMAT);

    private Pooling() {}

    /** How far the window of a pool moves on each axis. */
    public static List<Integer> strides(Op op, int axes) {
        List<Integer> strides = op.param(STRIDES);
        return Convolutions.perAxis(strides == null ? op.param(POOL_SIZE) : strides, axes);
    }

    private static TensorSpec pooled(Op op, TensorSpec x) {
        int axes = x.shape().rank() - 2;
        int channels = Convolutions.checkedChannels(
                op,
                x,
                op.param(POOL_SIZE).size() == 1 ? axes : op.param(POOL_SIZE).size());
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            int size = x.shape().size(Convolutions.spatial(op) + i);
            int window = Convolutions.perAxis(op.param(POOL_SIZE), axes).get(i);
            int stride = strides(op, axes).get(i);
            sizes.add(Convolutions.windows(size, window, stride, 1, op.param(Convolutions.PADDING), i));
        }
        return new TensorSpec(Convolutions.assemble(op, x.shape().size(0), sizes, channels), x.dtype());
    }

    /** The largest element of each window. Shapes: x (batch, spatial…, channels) -> (batch, smaller spatial…, channels). */
    public static SymbolicTensor maxPool(SymbolicTensor x, Config parameters) {
        return MAX_POOL.op(parameters).on(x);
    }

    /** The mean of each window. Shapes: x (batch, spatial…, channels) -> (batch, smaller spatial…, channels). */
    public static SymbolicTensor averagePool(SymbolicTensor x, Config parameters) {
        return AVERAGE_POOL.op(parameters).on(x);
    }
}
