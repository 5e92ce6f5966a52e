package dev.lamina.tensorflow.emit;

import dev.lamina.Shape;
import dev.lamina.ops.Convolutions;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.tensorflow.Output;

/**
 * Dilated windows as dense ones over every d-th element of each axis, which {@code SpaceToBatchND} makes images of their own.
 * TensorFlow's direct way has a wrong gradient with same padding, and one that ends the process with valid padding.
 */
final class Dilation {
    private Dilation() {}

    /**
     * A dilated convolution.
     *
     * @param body the dense one, from images and TensorFlow's word for the padding
     */
    static Output<?> around(Windows windows, Output<?> x, BiFunction<Output<?>, String, Output<?>> body) {
        if (!windows.isDilated()) {
            return body.apply(x, windows.padding());
        }
        Tf tf = windows.emission().tf();
        List<Integer> none = windows.each(axis -> 0);
        Pads pads = pads(windows, x, none, windows.same() ? windows.each(axis -> windows.extent(axis) - 1) : none);
        Output<?> block = tf.constant(windows.dilations());
        Output<?> dense = body.apply(tf.op("SpaceToBatchND", x, block, pads.outer), "VALID");
        return tf.op("BatchToSpaceND", dense, block, pads.surplus);
    }

    /**
     * A dilated transposed convolution: the transpose of each step of {@link #around}, in the reverse order.
     *
     * @param body the dense one, with valid padding
     */
    static Output<?> aroundTransposed(Windows windows, Output<?> x, UnaryOperator<Output<?>> body) {
        Tf tf = windows.emission().tf();
        List<Integer> larger = windows.transposedSurplus(windows.emission().param(Convolutions.OUTPUT_PADDING), false);
        List<Integer> total = windows.each(axis -> Math.max(0, windows.extent(axis) - 1 - larger.get(axis)));
        Pads pads = pads(windows, x, larger, total);
        Output<?> block = tf.constant(windows.dilations());
        Output<?> dense = body.apply(tf.op("SpaceToBatchND", x, block, pads.surplus));
        return tf.op("BatchToSpaceND", dense, block, pads.outer);
    }

    /**
     * Elements before and behind an image on each spatial axis, as int32 matrices (axes, 2).
     *
     * @param outer all of them
     * @param surplus those behind that only make the sides multiples of the dilation
     */
    private record Pads(Output<?> outer, Output<?> surplus) {}

    /**
     * Pads for images that are {@code larger} than x.
     *
     * @param total the padding of each axis, the smaller half of it before
     */
    private static Pads pads(Windows windows, Output<?> x, List<Integer> larger, List<Integer> total) {
        Tf tf = windows.emission().tf();
        Output<?> before = tf.constant(windows.each(axis -> total.get(axis) / 2));
        Output<?> behind = tf.constant(windows.each(axis -> total.get(axis) - total.get(axis) / 2));
        Output<?> surplus = surplus(windows, x, larger, total);
        return new Pads(
                pairs(tf, before, tf.op("AddV2", behind, surplus)),
                pairs(tf, tf.constant(windows.each(axis -> 0)), surplus));
    }

    private static Output<?> surplus(Windows windows, Output<?> x, List<Integer> larger, List<Integer> total) {
        Tf tf = windows.emission().tf();
        List<Integer> sides = windows.sides();
        List<Integer> rates = windows.dilations();
        if (!sides.contains(Shape.UNKNOWN)) {
            return tf.constant(windows.each(
                    axis -> Math.floorMod(-(sides.get(axis) + larger.get(axis) + total.get(axis)), rates.get(axis))));
        }
        Output<?> known = tf.constant(windows.each(axis -> larger.get(axis) + total.get(axis)));
        Output<?> padded = tf.op("AddV2", windows.sides(x), known);
        return tf.op("FloorMod", tf.op("Neg", padded), tf.constant(rates));
    }

    private static Output<?> pairs(Tf tf, Output<?> before, Output<?> behind) {
        return tf.op("Pack").inList(List.of(before, behind)).attr("axis", 1).out();
    }
}
