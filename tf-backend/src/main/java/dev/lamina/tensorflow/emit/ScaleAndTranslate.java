package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.ops.Filters;
import java.util.List;
import org.tensorflow.Output;

/**
 * Emits the scaling and moving of axes: one matrix of weights for each axis, from the distances between the places that are asked for
 * and those of the elements. Gradients pass to the input, the scales and the translations.
 */
final class ScaleAndTranslate {
    /** Below this a sum of weights counts as zero, as in Keras: 1000 times the float32 epsilon. */
    private static final double NO_WEIGHT = 1000 * 0x1p-23;

    private final Tf tf;
    private final Calc calc;
    private final Filters.Method method;
    private final boolean antialias;

    private ScaleAndTranslate(Emission e) {
        this.tf = e.tf();
        this.calc = Calc.of(e);
        this.method = e.param(Filters.METHOD);
        this.antialias = e.param(Filters.ANTIALIAS);
    }

    static Output<?> emit(Emission e) {
        return new ScaleAndTranslate(e).scaled(e);
    }

    private Output<?> scaled(Emission e) {
        DType type = e.outputSpec().dtype();
        Output<?> x = type.isFloating() ? e.input(0) : tf.cast(e.input(0), DType.FLOAT32);
        DType computed = DType.promote(e.inputSpec(1).dtype(), e.inputSpec(2).dtype());
        DType weighed = computed.isFloating() ? computed : DType.FLOAT32;
        Output<?> scale = tf.cast(e.input(1), weighed);
        Output<?> translation = tf.cast(e.input(2), weighed);
        List<Integer> axes = e.param(Filters.SPATIAL_DIMS);
        Output<?> result = x;
        for (int i = 0; i < axes.size(); i++) {
            int axis = e.inputShape(0).axis(axes.get(i));
            int size = e.param(Filters.OUTPUT_SHAPE).get(axis);
            Output<?> weights =
                    weights(calc.size(result, axis), size, element(scale, i), element(translation, i), weighed);
            result = along(result, tf.cast(weights, DTypes.of(x.dataType())), axis);
        }
        return type.isFloating() ? result : rounded(e, result);
    }

    /** Integers stay between the least and the greatest that there were. */
    private Output<?> rounded(Emission e, Output<?> x) {
        Output<?> numbers = tf.cast(e.input(0), DType.FLOAT32);
        List<Integer> axes = Calc.allAxes(e.inputShape(0).rank());
        Output<?> least = calc.reduce("Min", numbers, axes, false);
        Output<?> most = calc.reduce("Max", numbers, axes, false);
        Output<?> clipped = tf.op("Minimum", tf.op("Maximum", tf.op("Round", x), least), most);
        return tf.cast(clipped, e.outputSpec().dtype());
    }

    private Output<?> element(Output<?> vector, int index) {
        return tf.op("Squeeze", ConvolutionEmitters.slice(tf, vector, index, index + 1));
    }

    /** The product with a matrix (old, new) along one axis. */
    private Output<?> along(Output<?> x, Output<?> weights, int axis) {
        String letters = "abcdefgh".substring(0, calc.rank(x));
        char old = letters.charAt(axis);
        return tf.op("Einsum")
                .inList(List.of(x, weights))
                .attr("equation", letters + "," + old + "z->" + letters.replace(old, 'z'))
                .out();
    }

    private Output<?> weights(Output<?> from, int to, Output<?> scale, Output<?> translation, DType type) {
        Output<?> inverse = calc.div(calc.num(1, scale), scale);
        Output<?> places = calc.add(tf.cast(calc.range(tf.constant(to)), type), 0.5);
        Output<?> samples = calc.add(calc.sub(calc.mul(places, inverse), calc.mul(translation, inverse)), -0.5);
        Output<?> old = calc.expand(tf.cast(calc.range(from), type), 1);
        Output<?> distance = tf.op("Abs", calc.sub(calc.expand(samples, 0), old));
        Output<?> relative = antialias ? calc.div(distance, calc.max(inverse, 1)) : distance;
        Output<?> raw = kernel(relative);
        Output<?> total = calc.reduce("Sum", raw, List.of(0), true);
        Output<?> counts = calc.greater(tf.op("Abs", total), NO_WEIGHT);
        Output<?> weights = calc.where(counts, calc.div(raw, calc.where(counts, total, 1)), 0);
        Output<?> last = calc.add(tf.cast(from, type), -0.5);
        Output<?> inside = calc.and(calc.not(calc.less(samples, -0.5)), calc.not(calc.less(last, samples)));
        return calc.where(calc.expand(inside, 0), weights, 0);
    }

    private Output<?> kernel(Output<?> x) {
        return switch (method) {
            case LINEAR, BILINEAR, TRILINEAR -> calc.max(calc.add(calc.neg(x), 1), 0);
            case CUBIC, BICUBIC, TRICUBIC -> cubic(x);
            case LANCZOS3 -> lanczos(x, 3);
            case LANCZOS5 -> lanczos(x, 5);
        };
    }

    /** Keys's kernel with a = -1/2. */
    private Output<?> cubic(Output<?> x) {
        Output<?> near = calc.add(calc.mul(calc.mul(calc.add(calc.mul(x, 1.5), -2.5), x), x), 1);
        Output<?> far = calc.add(calc.mul(calc.add(calc.mul(calc.add(calc.mul(x, -0.5), 2.5), x), -4), x), 2);
        return calc.where(calc.less(x, 1), near, calc.where(calc.less(x, 2), far, 0));
    }

    private Output<?> lanczos(Output<?> x, double radius) {
        Output<?> away = calc.greater(x, 1e-3);
        Output<?> safe = calc.where(away, x, 1);
        Output<?> angle = calc.mul(safe, Math.PI);
        Output<?> waves = calc.mul(tf.op("Sin", angle), tf.op("Sin", calc.mul(angle, 1 / radius)));
        Output<?> value = calc.div(calc.mul(waves, radius), calc.mul(angle, angle));
        return calc.where(calc.greater(x, radius), calc.num(0, x), calc.where(away, value, 1));
    }
}
