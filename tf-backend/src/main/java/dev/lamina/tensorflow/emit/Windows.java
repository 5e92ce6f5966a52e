package dev.lamina.tensorflow.emit;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.LaminaException;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/**
 * Windows that move over images in TensorFlow's layout (batch, height, width, channels). Sequences go as images of height 1,
 * and channels that come first move to the end, since TensorFlow's kernels for processors know no other layout.
 *
 * @param sizes height and width of a window
 * @param strides how far it moves
 * @param dilations how far its elements are apart
 */
record Windows(Emission emission, List<Integer> sizes, List<Integer> strides, List<Integer> dilations) {
    /** The windows of a convolution with a kernel (window…, channels, …). */
    static Windows of(Emission e, Shape kernel) {
        int axes = e.inputShape(0).rank() - 2;
        return of(
                e,
                IntStream.range(0, axes).mapToObj(kernel::size).toList(),
                Convolutions.perAxis(e.param(Convolutions.STRIDES), axes),
                Convolutions.perAxis(e.param(Convolutions.DILATION_RATE), axes));
    }

    static Windows of(Emission e, List<Integer> sizes, List<Integer> strides, List<Integer> dilations) {
        return switch (sizes.size()) {
            // The height of 1 is kept by any stride; some kernels want equal strides.
            case 1 ->
                new Windows(
                        e,
                        List.of(1, sizes.get(0)),
                        List.of(strides.get(0), strides.get(0)),
                        List.of(1, dilations.get(0)));
            case 2 -> new Windows(e, sizes, strides, dilations);
            default ->
                throw new LaminaException("the op " + e.op().type() + " cannot be run by the TensorFlow backend over "
                        + sizes.size() + " spatial axes");
        };
    }

    private boolean isSequence() {
        return emission.inputShape(0).rank() == 3;
    }

    private boolean isChannelsFirst() {
        return emission.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_FIRST;
    }

    /** The number of channels of the first input. */
    int channels() {
        return emission.inputShape(0).size(isChannelsFirst() ? 1 : -1);
    }

    /** Height and width of the first input, -1 where unknown. */
    List<Integer> sides() {
        Shape shape = emission.inputShape(0);
        int first = isChannelsFirst() ? 2 : 1;
        return isSequence() ? List.of(1, shape.size(first)) : List.of(shape.size(first), shape.size(first + 1));
    }

    boolean isDilated() {
        return dilations.stream().anyMatch(rate -> rate > 1);
    }

    /** How many elements of the input a window spans on an axis. */
    int extent(int axis) {
        return (sizes.get(axis) - 1) * dilations.get(axis) + 1;
    }

    List<Integer> strideAttribute() {
        return List.of(1, strides.get(0), strides.get(1), 1);
    }

    /** TensorFlow's word for the padding, once {@link #onImages} has done its part. */
    String padding() {
        return emission.param(Convolutions.PADDING) == Padding.SAME ? "SAME" : "VALID";
    }

    /** A kernel with height and width. */
    Output<?> kernel(Output<?> kernel) {
        Tf tf = emission.tf();
        return isSequence() ? tf.op("ExpandDims", kernel, tf.constant(0)) : kernel;
    }

    /** The first input as images, what {@code body} makes of them, and back. */
    Output<?> onImages(UnaryOperator<Output<?>> body) {
        Tf tf = emission.tf();
        Output<?> x = emission.input(0);
        int rank = emission.inputShape(0).rank();
        if (isChannelsFirst()) {
            x = tf.op("Transpose", x, tf.constant(rank == 3 ? List.of(0, 2, 1) : List.of(0, 2, 3, 1)));
        }
        x = isSequence() ? tf.op("ExpandDims", x, tf.constant(1)) : x;
        if (emission.param(Convolutions.PADDING) == Padding.CAUSAL) {
            // Before and behind batch, height, width, channels.
            x = tf.op("Pad", x, pairs(0, 0, 0, 0, extent(1) - 1, 0, 0, 0));
        }
        Output<?> y = body.apply(x);
        y = isSequence()
                ? tf.op("Squeeze").input(y).attr("squeeze_dims", List.of(1)).out()
                : y;
        return isChannelsFirst()
                ? tf.op("Transpose", y, tf.constant(rank == 3 ? List.of(0, 2, 1) : List.of(0, 3, 1, 2)))
                : y;
    }

    private Output<?> pairs(int... values) {
        return emission.tf().constant(NdArray.of(values, values.length / 2, 2));
    }

    /**
     * What the sides behind a transposed convolution are larger by than {@code side · stride}.
     *
     * @param valid whether to reckon with dense windows and valid padding, whatever the parameters say
     */
    List<Integer> transposedSurplus(@Nullable List<Integer> outputPadding, boolean valid) {
        boolean same = !valid && "SAME".equals(padding());
        return IntStream.range(0, 2)
                .mapToObj(axis -> {
                    int stride = strides.get(axis);
                    int extent = valid ? sizes.get(axis) : extent(axis);
                    if (outputPadding == null) {
                        return same ? 0 : Math.max(extent, stride) - stride;
                    }
                    int more = outputPadding.get(Math.min(axis, outputPadding.size() - 1));
                    return (same ? extent % 2 : extent) + more - stride;
                })
                .toList();
    }
}
