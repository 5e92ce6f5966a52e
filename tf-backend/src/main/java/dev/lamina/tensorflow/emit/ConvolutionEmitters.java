package dev.lamina.tensorflow.emit;

import dev.lamina.errors.LaminaException;
import dev.lamina.ops.Convolutions;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;

/**
 * Emits convolutions. TensorFlow's own dilated and grouped convolutions have gradients that are wrong, crash or are missing:
 * dilation goes by space and batch (see {@link Dilation}), groups by parts.
 */
final class ConvolutionEmitters {
    private ConvolutionEmitters() {}

    static void addTo(Emitters table) {
        table.add(Convolutions.CONV, ConvolutionEmitters::conv);
        table.add(Convolutions.DEPTHWISE_CONV, ConvolutionEmitters::depthwise);
        table.add(Convolutions.CONV_TRANSPOSE, ConvolutionEmitters::transposed);
    }

    private static Output<?> conv(Emission e) {
        Windows windows = Windows.of(e, e.inputShape(1));
        Output<?> kernel = windows.kernel(e.input(1));
        int channels = windows.channels();
        int groups = channels / e.inputShape(1).size(-2);
        return windows.onImages(
                x -> Dilation.around(windows, x, (y, padding) -> grouped(e.tf(), y, kernel, groups, windows, padding)));
    }

    private static Output<?> grouped(
            Tf tf, Output<?> x, Output<?> kernel, int groups, Windows windows, String padding) {
        if (groups == 1) {
            return conv(tf, x, kernel, windows, padding);
        }
        List<Output<?>> inputs = split(tf, x, groups);
        List<Output<?>> kernels = split(tf, kernel, groups);
        List<Output<?>> outputs = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            outputs.add(conv(tf, inputs.get(i), kernels.get(i), windows, padding));
        }
        return tf.op("ConcatV2").inList(outputs).input(tf.constant(3)).out();
    }

    private static List<Output<?>> split(Tf tf, Output<?> x, int parts) {
        return tf.op("Split").input(tf.constant(3), x).attr("num_split", parts).outs();
    }

    private static Output<?> conv(Tf tf, Output<?> x, Output<?> kernel, Windows windows, String padding) {
        return tf.op("Conv2D")
                .input(x, kernel)
                .attr("strides", windows.strideAttribute())
                .attr("padding", padding)
                .out();
    }

    private static Output<?> depthwise(Emission e) {
        Windows windows = Windows.of(e, e.inputShape(1));
        if (windows.strides().get(0).intValue() != windows.strides().get(1).intValue()) {
            throw new LaminaException(
                    "the op " + e.op().type() + " cannot be run by the TensorFlow backend with strides "
                            + windows.strides() + ": they must be equal");
        }
        Output<?> kernel = windows.kernel(e.input(1));
        return windows.onImages(x -> Dilation.around(
                windows,
                x,
                (y, padding) -> e.tf().op("DepthwiseConv2dNative")
                        .input(y, kernel)
                        .attr("strides", windows.strideAttribute())
                        .attr("padding", padding)
                        .out()));
    }

    private static Output<?> transposed(Emission e) {
        Windows windows = Windows.of(e, e.inputShape(1));
        Output<?> kernel = windows.kernel(e.input(1));
        int filters = e.inputShape(1).size(-2);
        List<Integer> outputPadding = e.param(Convolutions.OUTPUT_PADDING);
        return windows.onImages(x -> windows.isDilated()
                ? Dilation.aroundTransposed(
                        windows,
                        x,
                        y -> backprop(
                                e.tf(), y, kernel, windows, windows.transposedSurplus(null, true), filters, "VALID"))
                : backprop(
                        e.tf(),
                        x,
                        kernel,
                        windows,
                        windows.transposedSurplus(outputPadding, false),
                        filters,
                        windows.padding()));
    }

    /**
     * The gradient of a convolution by its input.
     *
     * @param surplus what the sides of the output are larger by than those of the input times the strides
     */
    private static Output<?> backprop(
            Tf tf, Output<?> x, Output<?> kernel, Windows windows, List<Integer> surplus, int filters, String padding) {
        Output<?> shape = tf.op("Shape", x);
        Output<?> batch = slice(tf, shape, 0, 1);
        Output<?> sides = tf.op(
                "AddV2", tf.op("Mul", slice(tf, shape, 1, 3), tf.constant(windows.strides())), tf.constant(surplus));
        Output<?> sizes = tf.op("ConcatV2")
                .inList(List.of(batch, sides, tf.constant(List.of(filters))))
                .input(tf.constant(0))
                .out();
        return tf.op("Conv2DBackpropInput")
                .input(sizes, kernel, x)
                .attr("strides", windows.strideAttribute())
                .attr("padding", padding)
                .out();
    }

    /** Elements {@code from} (included) to {@code to} (excluded) of a vector. */
    static Output<?> slice(Tf tf, Output<?> vector, int from, int to) {
        return tf.op("StridedSlice")
                .input(vector, tf.constant(List.of(from)), tf.constant(List.of(to)), tf.constant(List.of(1)))
                .out();
    }
}
