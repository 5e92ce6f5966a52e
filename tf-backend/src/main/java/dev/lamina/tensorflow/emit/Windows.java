package dev.lamina.tensorflow.emit;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/**
 * Windows that move over images or volumes in TensorFlow's layout (batch, height, width, channels) or (batch, depth, height,
 * width, channels). Sequences go as images of height 1, and channels that come first move to the end, since TensorFlow's
 * kernels for processors know no other layout.
 *
 * @param sides the spatial sizes of what they move over, -1 where unknown
 * @param sizes those of a window
 * @param strides how far it moves
 * @param dilations how far its elements are apart
 * @param same whether there are as many windows as elements, divided by the strides; else all lie inside
 */
record Windows(
        Emission emission,
        List<Integer> sides,
        List<Integer> sizes,
        List<Integer> strides,
        List<Integer> dilations,
        boolean same) {
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
        boolean same = e.param(Convolutions.PADDING) == Padding.SAME;
        List<Integer> sides = sides(e);
        if (sizes.size() > 1) {
            return new Windows(e, sides, sizes, strides, dilations, same);
        }
        // The height of 1 is kept by any stride; some kernels want equal strides.
        List<Integer> both = List.of(strides.get(0), strides.get(0));
        return new Windows(e, sides, List.of(1, sizes.get(0)), both, List.of(1, dilations.get(0)), same);
    }

    private static List<Integer> sides(Emission e) {
        Shape shape = e.inputShape(0);
        int first = e.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_FIRST ? 2 : 1;
        return shape.rank() == 3
                ? List.of(1, shape.size(first))
                : IntStream.range(first, first + shape.rank() - 2)
                        .mapToObj(shape::size)
                        .toList();
    }

    private Tf tf() {
        return emission.tf();
    }

    /** The number of spatial axes: 2 or 3. */
    int axes() {
        return sizes.size();
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

    boolean isDilated() {
        return dilations.stream().anyMatch(rate -> rate > 1);
    }

    boolean isStrided() {
        return strides.stream().anyMatch(stride -> stride > 1);
    }

    /** How many elements of the input a window spans on an axis. */
    int extent(int axis) {
        return (sizes.get(axis) - 1) * dilations.get(axis) + 1;
    }

    /** Something for each spatial axis. */
    <T> List<T> each(IntFunction<T> value) {
        return IntStream.range(0, axes()).mapToObj(value).toList();
    }

    List<Integer> strideAttribute() {
        return attribute(strides);
    }

    List<Integer> sizeAttribute() {
        return attribute(sizes);
    }

    private static List<Integer> attribute(List<Integer> spatial) {
        List<Integer> all = new ArrayList<>(spatial);
        all.add(0, 1);
        all.add(1);
        return all;
    }

    /** TensorFlow's word for the padding, once {@link #onImages} has done its part. */
    String padding() {
        return same ? "SAME" : "VALID";
    }

    /** A kernel with height and width. */
    Output<?> kernel(Output<?> kernel) {
        return isSequence() ? tf().op("ExpandDims", kernel, tf().constant(0)) : kernel;
    }

    /** The first input as images or volumes, what {@code body} makes of them, and back. */
    Output<?> onImages(UnaryOperator<Output<?>> body) {
        Output<?> x = emission.input(0);
        int rank = emission.inputShape(0).rank();
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        if (isChannelsFirst()) {
            Collections.rotate(order.subList(1, rank), -1);
            x = tf().op("Transpose", x, tf().constant(order));
        }
        x = isSequence() ? tf().op("ExpandDims", x, tf().constant(1)) : x;
        if (emission.param(Convolutions.PADDING) == Padding.CAUSAL) {
            // Before and behind batch, height, width, channels.
            x = tf().op("Pad", x, tf().constant(NdArray.of(new int[] {0, 0, 0, 0, extent(1) - 1, 0, 0, 0}, 4, 2)));
        }
        Output<?> y = body.apply(x);
        y = isSequence()
                ? tf().op("Squeeze").input(y).attr("squeeze_dims", List.of(1)).out()
                : y;
        if (isChannelsFirst()) {
            Collections.rotate(order.subList(1, rank), 2);
            y = tf().op("Transpose", y, tf().constant(order));
        }
        return y;
    }

    /** The spatial sizes of images or volumes, an int32 vector. */
    Output<?> sides(Output<?> x) {
        return sides.contains(Shape.UNKNOWN)
                ? ConvolutionEmitters.slice(tf(), tf().op("Shape", x), 1, 1 + axes())
                : tf().constant(sides);
    }

    /** These windows with strides of 1 and without padding, over images that have {@link #padded their padding} already. */
    Windows overAll() {
        List<Integer> ones = each(axis -> 1);
        List<Integer> around = each(axis -> sides.get(axis) == Shape.UNKNOWN ? -1 : sides.get(axis) + missing(axis));
        return new Windows(emission, around, sizes, ones, dilations, false);
    }

    /** These windows over one or two of the axes alone, which go as those of images. */
    Windows over(int first, int... more) {
        return new Windows(
                emission,
                picked(sides, first, more),
                picked(sizes, first, more),
                picked(strides, first, more),
                picked(dilations, first, more),
                same);
    }

    private static List<Integer> picked(List<Integer> values, int first, int... more) {
        return List.of(values.get(first), more.length == 0 ? 1 : values.get(more[0]));
    }

    /** How many elements same padding adds on an axis of known size. */
    private int missing(int axis) {
        int stride = strides.get(axis);
        int windows = (sides.get(axis) + stride - 1) / stride;
        return same ? Math.max((windows - 1) * stride + extent(axis) - sides.get(axis), 0) : 0;
    }

    /** Images with the zeros around them that same padding means. */
    Output<?> padded(Output<?> x) {
        Tf tf = tf();
        return same ? padded(tf, x, sides(x), tf.constant(each(this::extent)), tf.constant(strides)) : x;
    }

    /**
     * Images with the zeros around them that same padding means.
     *
     * @param sides their spatial sizes; like the others an int32 vector
     */
    static Output<?> padded(Tf tf, Output<?> x, Output<?> sides, Output<?> extents, Output<?> strides) {
        // The windows but for the last: ceil(side / stride) - 1.
        Output<?> windows = tf.op("FloorDiv", tf.op("Sub", sides, tf.constant(1)), strides);
        Output<?> needed = tf.op("AddV2", tf.op("Mul", windows, strides), extents);
        Output<?> total = tf.op("Maximum", tf.op("Sub", needed, sides), tf.constant(0));
        Output<?> before = tf.op("FloorDiv", total, tf.constant(2));
        Output<?> pairs = tf.op("Pack")
                .inList(List.of(before, tf.op("Sub", total, before)))
                .attr("axis", 1)
                .out();
        Output<?> none = tf.constant(NdArray.of(new int[2], 1, 2));
        Output<?> widths = tf.op("ConcatV2")
                .inList(List.of(none, pairs, none))
                .input(tf.constant(0))
                .out();
        return tf.op("Pad", x, widths);
    }

    /**
     * What the sides behind a transposed convolution are larger by than {@code side · stride}.
     *
     * @param valid whether to reckon with dense windows and valid padding, whatever the parameters say
     */
    List<Integer> transposedSurplus(@Nullable List<Integer> outputPadding, boolean valid) {
        return each(axis -> {
            int stride = strides.get(axis);
            if (isSequence() && axis == 0) {
                return 1 - stride;
            }
            int extent = valid ? sizes.get(axis) : extent(axis);
            if (outputPadding == null) {
                return same && !valid ? 0 : Math.max(extent, stride) - stride;
            }
            // Of a sequence, there is one number for both axes.
            int more = outputPadding.get(Math.min(axis, outputPadding.size() - 1));
            return (same && !valid ? extent % 2 : extent) + more - stride;
        });
    }
}
