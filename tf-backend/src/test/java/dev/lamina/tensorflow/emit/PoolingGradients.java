package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.config.Config;
import dev.lamina.ops.BatchStatistics;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Images;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import dev.lamina.ops.Pooling;
import java.util.List;

/** Cases of pools, of ops that change the size of images, and of normalization. */
final class PoolingGradients {
    private PoolingGradients() {}

    static void addTo(GradientCases table) {
        for (Padding padding : List.of(Padding.VALID, Padding.SAME)) {
            Config config = Config.empty()
                    .set(Convolutions.PADDING, padding)
                    .set(Pooling.POOL_SIZE, List.of(2, 3))
                    .set(Pooling.STRIDES, List.of(2, 1));
            pools(table, config, 2, 5, 4, 2);
            pools(table, config.set(Nn.DATA_FORMAT, DataFormat.CHANNELS_FIRST), 2, 2, 5, 4);
            pools(table, config.set(Pooling.POOL_SIZE, List.of(2)).set(Pooling.STRIDES, null), 2, 5, 3);
            volumes(table, config.set(Pooling.POOL_SIZE, List.of(2, 3, 1)).set(Pooling.STRIDES, List.of(2, 1, 1)));
            volumes(table, config.set(Pooling.POOL_SIZE, List.of(3)).set(Pooling.STRIDES, List.of(1)));
        }
        for (DataFormat dataFormat : DataFormat.values()) {
            adaptive(table, dataFormat, List.of(3), 2, 5, 4);
            adaptive(table, dataFormat, List.of(3, 2), 1, 5, 4, 3);
            adaptive(table, dataFormat, List.of(1, 5), 1, 5, 3, 3);
        }
        adaptive(table, DataFormat.CHANNELS_LAST, List.of(4, 2, 3), 1, 5, 4, 2, 2);
        for (Interpolation interpolation : Interpolation.values()) {
            NdArray image = points(1, 3, 4, 2).cast(DType.FLOAT32);
            table.add(Images.RESIZE, x -> Images.resize(x, 5, 3, interpolation), image);
            for (DataFormat dataFormat : DataFormat.values()) {
                table.add(Images.UP_SAMPLE, x -> Images.upSample(x, List.of(2, 3), interpolation, dataFormat), image);
            }
        }
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            normalization(table, dtype, 1, 2, 3, 3, 2);
            normalization(table, dtype, 3, 2, 3, 3, 2);
            normalization(table, dtype, 1, 5, 2);
        }
    }

    /** In float64 too, of which TensorFlow pools no volumes. */
    private static void volumes(GradientCases table, Config config) {
        pools(table, config, 1, 4, 3, 5, 2);
        NdArray volume = points(1, 2, 4, 3, 3).cast(DType.FLOAT32);
        Config first = config.set(Nn.DATA_FORMAT, DataFormat.CHANNELS_FIRST);
        table.add(Pooling.MAX_POOL, x -> Pooling.maxPool(x, first), volume);
        table.add(Pooling.AVERAGE_POOL, x -> Pooling.averagePool(x, first), volume);
    }

    private static void adaptive(GradientCases table, DataFormat dataFormat, List<Integer> outputSize, int... shape) {
        table.add(Pooling.ADAPTIVE_MAX_POOL, x -> Pooling.adaptiveMaxPool(x, outputSize, dataFormat), points(shape));
        table.add(
                Pooling.ADAPTIVE_AVERAGE_POOL,
                x -> Pooling.adaptiveAveragePool(x, outputSize, dataFormat),
                points(shape));
    }

    private static void pools(GradientCases table, Config config, int... shape) {
        table.add(Pooling.MAX_POOL, x -> Pooling.maxPool(x, config), points(shape));
        table.add(Pooling.AVERAGE_POOL, x -> Pooling.averagePool(x, config), points(shape));
    }

    private static void normalization(GradientCases table, DType dtype, int axis, int... shape) {
        List<NdArray> inputs = List.of(
                points(shape).cast(dtype),
                points(shape[axis]).cast(dtype),
                points(shape[axis]).cast(dtype));
        table.add(
                BatchStatistics.BATCH_NORMALIZATION,
                inputs,
                in -> List.of(BatchStatistics.overBatch(in.get(0), in.get(1), in.get(2), axis, 0.01)
                        .output()));
    }
}
