package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.ops.Colors;
import java.util.List;
import org.tensorflow.Output;

/** Emits conversions of colours, in formulas: TensorFlow's own operations have no gradients here. */
final class ColorEmitters {
    private static final double[] LUMA = {0.2989, 0.5870, 0.1140};

    private ColorEmitters() {}

    static void addTo(Emitters table) {
        table.add(Colors.RGB_TO_GRAYSCALE, ColorEmitters::grayscale);
        table.add(Colors.RGB_TO_HSV, ColorEmitters::toHsv);
        table.add(Colors.HSV_TO_RGB, ColorEmitters::toRgb);
    }

    private static Output<?> grayscale(Emission e) {
        ImageLayout layout = ImageLayout.of(e);
        if (e.inputShape(0).equals(e.outputSpec().shape())) {
            return e.tf().op("Identity", e.input(0));
        }
        DType type = e.outputSpec().dtype();
        Output<?> images = e.tf().cast(layout.toImages(e.input(0)), type.isFloating() ? type : DType.FLOAT32);
        NdArray weights = NdArray.of(LUMA, 3, 1).cast(DTypes.of(images.dataType()));
        Output<?> gray = e.tf().op("Einsum")
                .inList(List.of(images, e.tf().constant(weights)))
                .attr("equation", "bhwc,cn->bhwn")
                .out();
        return e.tf().cast(layout.back(gray), type);
    }

    private static List<Output<?>> channels(Tf tf, Output<?> images) {
        return tf.op("Unpack").input(images).attr("num", 3).attr("axis", 3).outs();
    }

    private static Output<?> joined(Tf tf, List<Output<?>> channels) {
        return tf.op("Pack").inList(channels).attr("axis", 3).out();
    }

    private static Output<?> toHsv(Emission e) {
        Tf tf = e.tf();
        Calc calc = Calc.of(e);
        ImageLayout layout = ImageLayout.of(e);
        List<Output<?>> rgb = channels(tf, layout.toImages(e.input(0)));
        Output<?> red = rgb.get(0);
        Output<?> green = rgb.get(1);
        Output<?> blue = rgb.get(2);
        Output<?> value = tf.op("Maximum", red, tf.op("Maximum", green, blue));
        Output<?> range = calc.sub(value, tf.op("Minimum", red, tf.op("Minimum", green, blue)));
        Output<?> one = calc.num(1, value);
        Output<?> bright = calc.greater(value, 0);
        Output<?> saturation = calc.where(bright, calc.div(range, calc.where(bright, value, one)), 0);
        Output<?> colored = calc.greater(range, 0);
        Output<?> sixth = calc.div(calc.num(1.0 / 6, range), calc.where(colored, range, one));
        Output<?> nearRed = calc.mul(sixth, calc.sub(green, blue));
        Output<?> nearGreen = calc.add(calc.mul(sixth, calc.sub(blue, red)), 2.0 / 6);
        Output<?> nearBlue = calc.add(calc.mul(sixth, calc.sub(red, green)), 4.0 / 6);
        Output<?> angle =
                calc.where(calc.equal(red, value), nearRed, calc.where(calc.equal(green, value), nearGreen, nearBlue));
        Output<?> positive = calc.where(calc.less(angle, 0), calc.add(angle, 1), angle);
        Output<?> hue = calc.where(colored, positive, 0);
        return layout.back(joined(tf, List.of(hue, saturation, value)));
    }

    private static Output<?> toRgb(Emission e) {
        Tf tf = e.tf();
        Calc calc = Calc.of(e);
        ImageLayout layout = ImageLayout.of(e);
        List<Output<?>> hsv = channels(tf, layout.toImages(e.input(0)));
        Output<?> angle = calc.mul(hsv.get(0), 6);
        Output<?> saturation = hsv.get(1);
        Output<?> value = hsv.get(2);
        Output<?> red = calc.add(tf.op("Abs", calc.add(angle, -3)), -1);
        Output<?> green = calc.add(calc.neg(tf.op("Abs", calc.add(angle, -2))), 2);
        Output<?> blue = calc.add(calc.neg(tf.op("Abs", calc.add(angle, -4))), 2);
        Output<?> white = calc.add(calc.neg(saturation), 1);
        List<Output<?>> rgb = List.of(red, green, blue).stream()
                .<Output<?>>map(part -> calc.min(calc.max(part, 0), 1))
                .<Output<?>>map(part -> calc.mul(calc.add(calc.mul(saturation, part), white), value))
                .toList();
        return layout.back(joined(tf, rgb));
    }
}
