package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.ops.BatchStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/** Emits normalization over batches. */
final class BatchStatisticsEmitters {
    private BatchStatisticsEmitters() {}

    static void addTo(Emitters table) {
        table.addMultiple(BatchStatistics.BATCH_NORMALIZATION, BatchStatisticsEmitters::overBatch);
    }

    private static List<Output<?>> overBatch(Emission e) {
        int rank = e.inputShape(0).rank();
        int axis = e.inputShape(0).axis(e.param(BatchStatistics.AXIS));
        return e.inputSpec(0).dtype() == DType.FLOAT32
                        && axis == rank - 1
                        && e.inputShape(0).last() > 0
                ? fused(e)
                : composed(e, axis);
    }

    /** The fused kernel takes images; any tensor with its channels at the end is one of width 1. */
    private static List<Output<?>> fused(Emission e) {
        Tf tf = e.tf();
        boolean isImage = e.inputShape(0).rank() == 4;
        int channels = e.inputShape(0).last();
        Output<?> images =
                isImage ? e.input(0) : tf.op("Reshape", e.input(0), tf.constant(List.of(-1, 1, 1, channels)));
        Output<?> none = tf.constant(dev.lamina.NdArray.of(new float[0], 0));
        List<Output<?>> outputs = tf.op("FusedBatchNormV3")
                .input(images, e.input(1), e.input(2), none, none)
                .attr("epsilon", e.param(BatchStatistics.EPSILON).floatValue())
                .attr("is_training", true)
                .outs();
        Output<?> output = isImage ? outputs.get(0) : tf.op("Reshape", outputs.get(0), tf.op("Shape", e.input(0)));
        return List.of(output, tf.op("StopGradient", outputs.get(1)), biased(tf, images, outputs.get(2)));
    }

    /** The kernel multiplies the variance by n / (n - 1), which Keras does not. */
    private static Output<?> biased(Tf tf, Output<?> images, Output<?> variance) {
        Output<?> positions = ConvolutionEmitters.slice(tf, tf.op("Shape", images), 0, 3);
        Output<?> count = tf.cast(tf.op("Prod", positions, tf.constant(List.of(0))), DType.FLOAT32);
        Output<?> factor = tf.op("RealDiv", tf.op("Sub", count, tf.constant(1f)), count);
        return tf.op("StopGradient", tf.op("Mul", variance, factor));
    }

    private static List<Output<?>> composed(Emission e, int axis) {
        Tf tf = e.tf();
        int rank = e.inputShape(0).rank();
        Output<?> axes = tf.constant(
                IntStream.range(0, rank).filter(i -> i != axis).boxed().toList());
        Output<?> x = e.input(0);
        Output<?> mean = mean(tf, x, axes);
        Output<?> centered = tf.op("Sub", x, mean);
        Output<?> variance = mean(tf, tf.op("Square", centered), axes);
        Output<?> scale = tf.op("Rsqrt", tf.op("AddV2", variance, tf.scalarLike(e.param(BatchStatistics.EPSILON), x)));
        Output<?> normalized = tf.op("Mul", centered, tf.op("Mul", scale, alongAxis(e, 1, axis)));
        Output<?> channels = tf.constant(List.of(-1));
        return List.of(
                tf.op("AddV2", normalized, alongAxis(e, 2, axis)),
                tf.op("StopGradient", tf.op("Reshape", mean, channels)),
                tf.op("StopGradient", tf.op("Reshape", variance, channels)));
    }

    private static Output<?> mean(Tf tf, Output<?> x, Output<?> axes) {
        return tf.op("Mean").input(x, axes).attr("keep_dims", true).out();
    }

    private static Output<?> alongAxis(Emission e, int input, int axis) {
        List<Integer> shape = IntStream.range(axis, e.inputShape(0).rank())
                .mapToObj(i -> i == axis ? -1 : 1)
                .toList();
        return e.tf().op("Reshape", e.input(input), e.tf().constant(shape));
    }
}
