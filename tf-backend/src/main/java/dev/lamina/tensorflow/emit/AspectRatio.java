package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import java.util.List;
import org.tensorflow.Output;

/** Gives images (batch, height, width, channels) the ratio of other sides, rounding as Keras does: in float32, towards zero. */
final class AspectRatio {
    private final Tf tf;
    private final Calc calc;
    private final Output<?> height;
    private final Output<?> width;

    private AspectRatio(Emission e, Output<?> images) {
        this.tf = e.tf();
        this.calc = Calc.of(e);
        this.height = calc.size(images, 1);
        this.width = calc.size(images, 2);
    }

    /** The largest centred part of the ratio. */
    static Output<?> crop(Emission e, Output<?> images, List<Integer> target) {
        return new AspectRatio(e, images).cropped(images, target);
    }

    /** The image in the middle of the smallest one of the ratio. */
    static Output<?> pad(Emission e, Output<?> images, List<Integer> target, double value) {
        return new AspectRatio(e, images).padded(images, target, value);
    }

    private Output<?> cropped(Output<?> images, List<Integer> target) {
        Output<?> newHeight = calc.max(tf.op("Minimum", height, scaled(width, target.get(0), target.get(1))), 1);
        Output<?> newWidth = calc.max(tf.op("Minimum", width, scaled(height, target.get(1), target.get(0))), 1);
        Output<?> zero = tf.constant(0);
        Output<?> begin =
                calc.pack(List.of(zero, half(calc.sub(height, newHeight)), half(calc.sub(width, newWidth)), zero));
        Output<?> size = calc.pack(List.of(tf.constant(-1), newHeight, newWidth, tf.constant(-1)));
        return tf.op("Slice", images, begin, size);
    }

    private Output<?> padded(Output<?> images, List<Integer> target, double value) {
        Output<?> newHeight = tf.op("Maximum", height, scaled(width, target.get(0), target.get(1)));
        Output<?> newWidth = tf.op("Maximum", width, scaled(height, target.get(1), target.get(0)));
        Output<?> above = half(calc.sub(newHeight, height));
        Output<?> before = half(calc.sub(newWidth, width));
        Output<?> zero = tf.constant(0);
        Output<?> widths = calc.pack(List.of(zero, zero, above, above, before, before, zero, zero));
        return tf.op("PadV2", images, calc.reshape(widths, 4, 2), calc.num(value, images));
    }

    private Output<?> scaled(Output<?> size, int by, int from) {
        Output<?> product = tf.cast(tf.op("Mul", size, tf.constant(by)), DType.FLOAT32);
        return tf.cast(tf.op("RealDiv", product, tf.constant((float) from)), DType.INT32);
    }

    private Output<?> half(Output<?> size) {
        return tf.op("FloorDiv", size, tf.constant(2));
    }
}
