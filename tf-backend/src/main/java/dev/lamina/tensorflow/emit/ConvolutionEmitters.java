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
            return isCentred(windows)
                    ? centredToOneChannel(windows, x, kernel, turned(tf, kernel))
                    : toOneChannel(windows, x, kernel, padding);
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
    private static Output<?> toOneChannel(Windows windows, Output<?> x, Output<?> kernel, String padding) {
        Tf tf = windows.emission().tf();
        return tf.op("Sum")
                .input(depthwise(windows, x, kernel, padding), tf.constant(List.of(3)))
                .attr("keep_dims", true)
                .out();
    }

    /**
     * A centred convolution to one channel. Its gradients are those of the convolution from one channel that leads back: they take
     * half as long as those of the sum.
     *
     * @param turned the kernel of the way back, which gradients go to
     */
    private static Output<?> centredToOneChannel(Windows windows, Output<?> x, Output<?> kernel, Output<?> turned) {
        List<Integer> sizes = new ArrayList<>(windows.sizes());
        sizes.addAll(List.of(1, windows.channels()));
        List<Output<?>> inputs = List.of(x, turned);
        return windows.emission()
                .tf()
                .withFasterGradient(inputs, List.of(toOneChannel(windows, x, kernel, "SAME")), (tf, gradients) -> {
                    Output<?> gradient = gradients.get(0);
                    return List.of(
                            same(tf.op("Conv2D").input(gradient, turned)),
                            same(tf.op("Conv2DBackpropFilter").input(gradient, tf.constant(sizes), x)));
                })
                .get(0);
    }

    private static Output<?> same(OpBuilder convolution) {
        return convolution
                .attr("strides", List.of(1, 1, 1, 1))
                .attr("padding", "SAME")
                .out();
    }

    /** The kernel (window…, to, from) of the way back of a centred convolution; of that, the kernel of the way there. */
    private static Output<?> turned(Tf tf, Output<?> kernel) {
        Output<?> reversed = tf.op("ReverseV2", kernel, tf.constant(List.of(0, 1)));
        return tf.op("Transpose", reversed, tf.constant(List.of(0, 1, 3, 2)));
    }

    /** Whether each window lies around an element, and none is left out. */
    private static boolean isCentred(Windows windows) {
        boolean isPlain = windows.axes() == 2 && !windows.isStrided() && !windows.isDilated();
        return isPlain && windows.same() && windows.sizes().stream().allMatch(size -> size % 2 == 1);
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
        Shape shape = e.inputShape(1);
        if (isCentred(windows) && shape.size(-2) == 1 && shape.last() > 1) {
            Output<?> there = turned(e.tf(), kernel);
            return windows.onImages(x -> centredToOneChannel(windows, x, there, kernel));
        }
        return windows.onImages(x -> windows.isDilated()
                ? Dilation.aroundTransposed(
                        windows, x, y -> backprop(y, kernel, windows, windows.transposedSurplus(null, true), "VALID"))
                : backprop(x, kernel, windows, windows.transposedSurplus(outputPadding, false), windows.padding()));
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
