package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.ops.FillMode;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Warps;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;

/**
 * Emits ops that take the elements of an image from other places. TensorFlow's ImageProjectiveTransformV3 has no gradient here, and in
 * Python one that is not its derivative; formulas of gathers have.
 */
final class WarpEmitters {
    private WarpEmitters() {}

    static void addTo(Emitters table) {
        table.add(Warps.AFFINE_TRANSFORM, WarpEmitters::affine);
        table.add(Warps.PERSPECTIVE_TRANSFORM, WarpEmitters::perspective);
        table.add(Warps.MAP_COORDINATES, WarpEmitters::mapCoordinates);
        table.add(Warps.SAMPLE_AT, WarpEmitters::sampleAt);
    }

    /** The type to compute in: float64 where the images have it. */
    private static DType computed(Emission e) {
        return e.inputSpec(0).dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    }

    private static Output<?> affine(Emission e) {
        Output<?> transform = e.tf().cast(e.input(1), computed(e));
        return projected(e, Calc.of(e).reshape(transform, -1, 8), e.param(Warps.FILL_MODE));
    }

    private static Output<?> perspective(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> from = calc.reshape(e.tf().cast(e.input(1), computed(e)), -1, 4, 2);
        Output<?> to = calc.reshape(e.tf().cast(e.input(2), computed(e)), -1, 4, 2);
        return projected(e, Homography.of(e.tf()).between(to, from), FillMode.CONSTANT);
    }

    /** @param transform (batch, 8) or (1, 8) */
    private static Output<?> projected(Emission e, Output<?> transform, FillMode mode) {
        Calc calc = Calc.of(e);
        Tf tf = e.tf();
        ImageLayout layout = ImageLayout.of(e);
        Output<?> images = tf.cast(layout.toImages(e.input(0)), computed(e));
        List<Output<?>> t = new ArrayList<>();
        for (Output<?> number :
                tf.op("Unpack").input(transform).attr("num", 8).attr("axis", 1).outs()) {
            t.add(calc.reshape(number, -1, 1, 1));
        }
        Output<?> height = calc.size(images, 1);
        Output<?> width = calc.size(images, 2);
        Output<?> x = calc.reshape(tf.cast(calc.range(width), computed(e)), 1, 1, -1);
        Output<?> y = calc.reshape(tf.cast(calc.range(height), computed(e)), 1, -1, 1);
        Output<?> divisor = calc.add(calc.add(calc.mul(t.get(6), x), calc.mul(t.get(7), y)), 1);
        Output<?> infinite = calc.equal(divisor, calc.num(0, divisor));
        Output<?> safe = calc.where(infinite, calc.num(1, divisor), divisor);
        Output<?> column = calc.div(linear(calc, t.subList(0, 3), x, y), safe);
        Output<?> row = calc.div(linear(calc, t.subList(3, 6), x, y), safe);
        Output<?> sampled = sample(
                tf,
                images,
                List.of(row, column),
                Sampler.ofImages(tf, mode, e.param(Warps.FILL_VALUE)),
                e.param(Warps.INTERPOLATION) == Interpolation.NEAREST);
        Output<?> filled = calc.where(calc.expand(infinite, -1), calc.num(e.param(Warps.FILL_VALUE), sampled), sampled);
        return layout.back(tf.cast(filled, e.outputSpec().dtype()));
    }

    private static Output<?> linear(Calc calc, List<Output<?>> factors, Output<?> x, Output<?> y) {
        return calc.add(calc.add(calc.mul(factors.get(0), x), calc.mul(factors.get(1), y)), factors.get(2));
    }

    /** Images (batch, height, width, channels) at rows and columns (batch, new height, new width). */
    static Output<?> sample(Tf tf, Output<?> images, List<Output<?>> rowsAndColumns, Sampler sampler, boolean nearest) {
        Calc calc = Calc.of(tf);
        Output<?> height = calc.size(images, 1);
        Output<?> width = calc.size(images, 2);
        Output<?> base =
                calc.reshape(tf.op("Mul", calc.range(calc.size(images, 0)), tf.op("Mul", height, width)), -1, 1, 1);
        Output<?> elements = calc.reshape(images, List.of(tf.constant(-1), calc.size(images, 3)));
        return sampler.take(elements, base, rowsAndColumns, List.of(height, width), nearest);
    }

    private static Output<?> sampleAt(Emission e) {
        Output<?> sampled = sample(
                e.tf(),
                e.input(0),
                List.of(e.input(1), e.input(2)),
                Sampler.ofCoordinates(e.tf(), e.param(Warps.ANY_FILL_MODE), e.param(Warps.FILL_VALUE)),
                e.param(Warps.ORDER) == 0);
        return e.tf().cast(sampled, e.outputSpec().dtype());
    }

    /** Computed in the coordinates' type, or in float32 where they are integers. */
    private static Output<?> mapCoordinates(Emission e) {
        Calc calc = Calc.of(e);
        Tf tf = e.tf();
        boolean whole = !e.inputSpec(1).dtype().isFloating();
        DType computed = whole ? DType.FLOAT32 : e.inputSpec(1).dtype();
        DType type = e.outputSpec().dtype();
        Output<?> elements = calc.flat(e.input(0));
        List<Output<?>> positions = tf.op("Unpack")
                .input(e.input(1))
                .attr("num", e.inputShape(0).rank())
                .attr("axis", 0)
                .outs();
        Output<?> sampled = Sampler.ofCoordinates(tf, e.param(Warps.ANY_FILL_MODE), e.param(Warps.FILL_VALUE))
                .take(
                        whole ? elements : tf.cast(elements, computed),
                        null,
                        positions,
                        calc.sizes(e.input(0)),
                        e.param(Warps.ORDER) == 0);
        boolean rounds = !whole && !type.isFloating();
        return tf.cast(rounds ? tf.op("Round", sampled) : sampled, type);
    }
}
