package dev.lamina.tensorflow.emit;

import dev.lamina.Shape;
import dev.lamina.ops.Convolutions;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;

/**
 * Emits convolutions. TensorFlow's own dilated and grouped convolutions have gradients that are wrong, crash or are missing:
 * dilation goes by space and batch (see {@link Dilation}), groups by parts; those over three axes have gradients given here.
 */
final class ConvolutionEmitters {
    private ConvolutionEmitters() {}

    static void addTo(Emitters table) {
        table.add(Convolutions.CONV, ConvolutionEmitters::conv);
        table.add(Convolutions.DEPTHWISE_CONV, ConvolutionEmitters::depthwise);
        table.add(Convolutions.SEPARABLE_CONV, ConvolutionEmitters::separable);
        table.add(Convolutions.CONV_TRANSPOSE, ConvolutionEmitters::transposed);
    }

    private static Output<?> conv(Emission e) {
        Windows windows = Windows.of(e, e.inputShape(1));
        Output<?> kernel = windows.kernel(e.input(1));
        int groups = windows.channels() / e.inputShape(1).size(-2);
        return windows.onImages(
                x -> Dilation.around(windows, x, (y, padding) -> grouped(e.tf(), y, kernel, groups, windows, padding)));
    }

    private static Output<?> grouped(
            Tf tf, Output<?> x, Output<?> kernel, int groups, Windows windows, String padding) {
        if (groups == 1) {
            return conv(tf, x, kernel, windows, padding);
        }
        int axis = windows.axes() + 1;
        List<Output<?>> inputs = split(tf, x, axis, groups);
        List<Output<?>> kernels = split(tf, kernel, axis, groups);
        List<Output<?>> outputs = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            outputs.add(conv(tf, inputs.get(i), kernels.get(i), windows, padding));
        }
        return tf.op("ConcatV2").inList(outputs).input(tf.constant(axis)).out();
    }

    private static List<Output<?>> split(Tf tf, Output<?> x, int axis, int parts) {
        return tf.op("Split")
                .input(tf.constant(axis), x)
                .attr("num_split", parts)
                .outs();
    }

    private static Output<?> conv(Tf tf, Output<?> x, Output<?> kernel, Windows windows, String padding) {
        if (windows.axes() == 3) {
            return Volumes.conv(tf, x, kernel, windows, padding);
        }
        Shape shape = windows.emission().inputShape(1);
        boolean isDepthwiseAble = windows.strides().stream().distinct().count() == 1;
        if (shape.last() == 1 && shape.size(-2) > 1 && isDepthwiseAble) {
            return toOneChannel(tf, x, kernel, windows, padding);
        }
        return tf.op("Conv2D")
                .input(x, kernel)
                .attr("strides", windows.strideAttribute())
                .attr("padding", padding)
                .out();
    }

    /**
     * A convolution to one channel: the sum of those of each channel. The kernels for several channels work in blocks of 16 of
     * them, and take twice as long as this for the last layer of a decoder of grey images.
     */
    private static Output<?> toOneChannel(Tf tf, Output<?> x, Output<?> kernel, Windows windows, String padding) {
        return tf.op("Sum")
                .input(depthwise(windows, x, kernel, padding), tf.constant(List.of(3)))
                .attr("keep_dims", true)
                .out();
    }

    private static Output<?> depthwise(Emission e) {
        Windows windows = Windows.of(e, e.inputShape(1));
        Output<?> kernel = windows.kernel(e.input(1));
        return windows.onImages(x -> depthwise(windows, x, kernel));
    }

    private static Output<?> separable(Emission e) {
        Windows windows = Windows.of(e, e.inputShape(1));
        Output<?> kernel = windows.kernel(e.input(1));
        Output<?> pointwise = windows.kernel(e.input(2));
        return windows.onImages(x -> e.tf().op("Conv2D")
                .input(depthwise(windows, x, kernel), pointwise)
                .attr("strides", List.of(1, 1, 1, 1))
                .attr("padding", "VALID")
                .out());
    }

    /** TensorFlow's kernel wants equal strides, and none beside a dilation: elsewhere they choose among all windows. */
    private static Output<?> depthwise(Windows windows, Output<?> x, Output<?> kernel) {
        boolean equal = windows.strides().stream().distinct().count() == 1;
        if (equal && !(windows.isStrided() && windows.isDilated())) {
            return Dilation.around(windows, x, (y, padding) -> depthwise(windows, y, kernel, padding));
        }
        Tf tf = windows.emission().tf();
        Windows all = windows.overAll();
        Output<?> every = Dilation.around(all, windows.padded(x), (y, padding) -> depthwise(all, y, kernel, padding));
        return tf.op("StridedSlice")
                .input(every, tf.constant(List.of(0, 0, 0, 0)), tf.constant(List.of(0, 0, 0, 0)))
                .input(tf.constant(windows.strideAttribute()))
                .attr("begin_mask", 15)
                .attr("end_mask", 15)
                .out();
    }

    private static Output<?> depthwise(Windows windows, Output<?> x, Output<?> kernel, String padding) {
        return windows.emission()
                .tf()
                .op("DepthwiseConv2dNative")
                .input(x, kernel)
                .attr("strides", windows.strideAttribute())
                .attr("padding", padding)
                .out();
    }

    private static Output<?> transposed(Emission e) {
        Windows windows = Windows.of(e, e.inputShape(1));
        Output<?> kernel = windows.kernel(e.input(1));
        List<Integer> outputPadding = e.param(Convolutions.OUTPUT_PADDING);
        if (isFlippedToOneChannel(windows, e.inputShape(1))) {
            Tf tf = e.tf();
            Output<?> flipped = tf.op("ReverseV2", kernel, tf.constant(List.of(0, 1)));
            Output<?> swapped = tf.op("Transpose", flipped, tf.constant(List.of(0, 1, 3, 2)));
            return windows.onImages(x -> toOneChannel(tf, x, swapped, windows, windows.padding()));
        }
        return windows.onImages(x -> windows.isDilated()
                ? Dilation.aroundTransposed(
                        windows, x, y -> backprop(y, kernel, windows, windows.transposedSurplus(null, true), "VALID"))
                : backprop(x, kernel, windows, windows.transposedSurplus(outputPadding, false), windows.padding()));
    }

    /** Whether a transposed convolution is, with its windows turned round, one to a single channel. */
    private static boolean isFlippedToOneChannel(Windows windows, Shape kernel) {
        boolean isCentred = windows.same() && windows.sizes().stream().allMatch(size -> size % 2 == 1);
        boolean isPlain = windows.axes() == 2 && !windows.isStrided() && !windows.isDilated();
        return isPlain && isCentred && kernel.size(-2) == 1 && kernel.last() > 1;
    }

    /**
     * The gradient of a convolution by its input.
     *
     * @param surplus what the sides of the output are larger by than those of the input times the strides
     */
    private static Output<?> backprop(
            Output<?> x, Output<?> kernel, Windows windows, List<Integer> surplus, String padding) {
        Tf tf = windows.emission().tf();
        int axes = windows.axes();
        Output<?> shape = tf.op("Shape", x);
        Output<?> sides = tf.op(
                "AddV2",
                tf.op("Mul", slice(tf, shape, 1, 1 + axes), tf.constant(windows.strides())),
                tf.constant(surplus));
        Shape given = windows.emission().inputShape(1);
        Output<?> sizes = tf.op("ConcatV2")
                .inList(List.of(slice(tf, shape, 0, 1), sides, tf.constant(List.of(given.size(-2)))))
                .input(tf.constant(0))
                .out();
        return axes == 3
                ? Volumes.convTranspose(tf, x, kernel, sizes, windows, padding)
                : tf.op("Conv2DBackpropInput")
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
