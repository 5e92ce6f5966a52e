package dev.lamina.tensorflow.emit;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/**
 * Convolutions over three axes, with their gradients: TensorFlow's kernels for both exist, and its C++ library does not know
 * that the ones are the gradients of the others. Layout (batch, depth, height, width, channels); without dilation and groups.
 */
final class Volumes {
    private Volumes() {}

    /** A convolution. */
    static Output<?> conv(Tf tf, Output<?> x, Output<?> kernel, Windows windows, String padding) {
        Output<?> y = forward(tf, x, kernel, windows, padding);
        return tf.withGradient(
                        List.of(x, kernel),
                        List.of(y),
                        (inside, gradients) -> List.of(
                                byInput(inside, inside.op("Shape", x), kernel, gradients.get(0), windows, padding),
                                byKernel(inside, x, kernel, gradients.get(0), windows, padding)))
                .get(0);
    }

    /**
     * A transposed convolution: the gradient of a convolution by its input.
     *
     * @param sizes the shape of the output, an int32 vector
     */
    static Output<?> convTranspose(
            Tf tf, Output<?> x, Output<?> kernel, Output<?> sizes, Windows windows, String padding) {
        Output<?> y = byInput(tf, sizes, kernel, x, windows, padding);
        return tf.withGradient(
                        List.of(x, kernel),
                        List.of(y),
                        (inside, gradients) -> List.of(
                                forward(inside, gradients.get(0), kernel, windows, padding),
                                byKernel(inside, gradients.get(0), kernel, x, windows, padding)))
                .get(0);
    }

    /**
     * TensorFlow's kernel that does not use oneDNN is wrong where same padding meets strides greater than the window: it pads
     * by less than nothing.
     */
    private static Output<?> forward(Tf tf, Output<?> x, Output<?> kernel, Windows windows, String padding) {
        boolean wrong = padding.equals("SAME")
                && IntStream.range(0, 3)
                        .anyMatch(axis ->
                                windows.strides().get(axis) > windows.sizes().get(axis));
        Output<?> input = wrong
                ? Windows.padded(
                        tf,
                        x,
                        ConvolutionEmitters.slice(tf, tf.op("Shape", x), 1, 4),
                        ConvolutionEmitters.slice(tf, tf.op("Shape", kernel), 0, 3),
                        tf.constant(windows.strides()))
                : x;
        return tf.op("Conv3D")
                .input(input, kernel)
                .attr("strides", windows.strideAttribute())
                .attr("padding", wrong ? "VALID" : padding)
                .out();
    }

    /** The gradient by an input of a shape, from that of the output. */
    private static Output<?> byInput(
            Tf tf, Output<?> sizes, Output<?> kernel, Output<?> gradient, Windows windows, String padding) {
        return tf.op("Conv3DBackpropInputV2")
                .input(sizes, kernel, gradient)
                .attr("strides", windows.strideAttribute())
                .attr("padding", padding)
                .out();
    }

    /** The gradient by the kernel, from the input and the gradient of the output. */
    private static Output<?> byKernel(
            Tf tf, Output<?> x, Output<?> kernel, Output<?> gradient, Windows windows, String padding) {
        return tf.op("Conv3DBackpropFilterV2")
                .input(x, tf.op("Shape", kernel), gradient)
                .attr("strides", windows.strideAttribute())
                .attr("padding", padding)
                .out();
    }
}
