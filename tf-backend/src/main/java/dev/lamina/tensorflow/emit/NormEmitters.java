package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.Shape;
import dev.lamina.config.Field;
import dev.lamina.ops.Attention;
import dev.lamina.ops.Norms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** Emits normalizations on given statistics or on those of each example, and attention. */
final class NormEmitters {
    private static final double KERAS_EPSILON = 1e-7;

    private NormEmitters() {}

    static void addTo(Emitters table) {
        table.add(Norms.BATCH_NORM, NormEmitters::batch);
        table.add(Norms.LAYER_NORM, NormEmitters::layer);
        table.add(Norms.RMS_NORM, NormEmitters::rms);
        table.add(Attention.DOT_PRODUCT_ATTENTION, NormEmitters::attention);
    }

    private static double epsilon(Emission e, Field<@Nullable Double> field) {
        Double given = e.param(field);
        return given == null ? KERAS_EPSILON : given;
    }

    private static @Nullable Output<?> cast(Emission e, String operand, DType dtype) {
        Output<?> x = e.operand(operand);
        return x == null ? null : e.tf().cast(x, dtype);
    }

    private static Output<?> batch(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.input(0);
        DType dtype = e.outputSpec().dtype();
        List<Integer> axes = List.of(e.param(Norms.CHANNEL_AXIS));
        Output<?> mean = spread(e, e.tf().cast(e.input(1), dtype), axes);
        Output<?> variance = spread(e, e.tf().cast(e.input(2), dtype), axes);
        Output<?> inverse = e.tf().op("Rsqrt", calc.add(variance, e.param(Norms.BATCH_EPSILON)));
        Output<?> scale = cast(e, "scale", dtype);
        Output<?> offset = cast(e, "offset", dtype);
        Output<?> factor = scale == null ? inverse : calc.mul(inverse, spread(e, scale, axes));
        Output<?> moved = calc.neg(calc.mul(mean, factor));
        return calc.add(calc.mul(x, factor), offset == null ? moved : calc.add(moved, spread(e, offset, axes)));
    }

    /** A tensor over some axes of the first input, with axes of size 1 for the others. */
    private static Output<?> spread(Emission e, Output<?> values, List<Integer> axes) {
        Calc calc = Calc.of(e);
        Shape shape = e.inputShape(0);
        List<Integer> own = axes.stream().map(shape::axis).toList();
        boolean fits = calc.rank(values) == shape.rank() || own.equals(List.of(shape.rank() - 1));
        if (fits) {
            return values;
        }
        List<Output<?>> sizes = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            sizes.add(own.contains(axis) ? calc.size(e.input(0), axis) : e.tf().constant(1));
        }
        return calc.reshape(values, sizes);
    }

    private static Output<?> layer(Emission e) {
        Calc calc = Calc.of(e);
        DType wide = Norms.computing(e.outputSpec().dtype());
        Output<?> x = e.tf().cast(e.input(0), wide);
        List<Integer> axes = e.param(Norms.AXES);
        Output<?> mean = calc.reduce("Mean", x, axes, true);
        Output<?> centred = calc.sub(x, mean);
        Output<?> variance = calc.reduce("Mean", e.tf().op("Square", centred), axes, true);
        Output<?> inverse = e.tf().op("Rsqrt", calc.add(variance, epsilon(e, Norms.EPSILON)));
        Output<?> gamma = cast(e, "gamma", wide);
        Output<?> factor = gamma == null ? inverse : calc.mul(inverse, spread(e, gamma, axes));
        if (e.param(Norms.RMS_SCALING)) {
            return e.tf().cast(calc.mul(x, factor), e.outputSpec().dtype());
        }
        Output<?> scaled = calc.mul(centred, factor);
        Output<?> beta = cast(e, "beta", wide);
        Output<?> result = beta == null ? scaled : calc.add(scaled, spread(e, beta, axes));
        return e.tf().cast(result, e.outputSpec().dtype());
    }

    private static Output<?> rms(Emission e) {
        Calc calc = Calc.of(e);
        DType wide = Norms.computing(e.outputSpec().dtype());
        Output<?> x = e.tf().cast(e.input(0), wide);
        Output<?> mean = calc.reduce("Mean", e.tf().op("Square", x), e.param(Norms.AXES), true);
        Output<?> scaled = calc.mul(x, e.tf().op("Rsqrt", calc.add(mean, epsilon(e, Norms.EPSILON))));
        Output<?> scale = cast(e, "scale", wide);
        return e.tf().cast(
                        scale == null ? scaled : calc.mul(scaled, scale),
                        e.outputSpec().dtype());
    }

    private static Output<?> attention(Emission e) {
        Calc calc = Calc.of(e);
        DType dtype = e.outputSpec().dtype();
        DType wide = Norms.computing(dtype);
        Output<?> key = heads(e, e.promoted(1));
        Output<?> products = e.tf().op("Einsum")
                .inList(List.of(e.promoted(0), key))
                .attr("equation", "btnh,bsnh->bnts")
                .out();
        Double given = e.param(Attention.SCALE);
        Output<?> size = e.tf().cast(calc.size(key, -1), wide);
        Output<?> scale = given == null ? e.tf().op("Rsqrt", size) : calc.num(given, size);
        Output<?> logits = calc.mul(e.tf().cast(products, wide), scale);
        Output<?> bias = cast(e, "bias", wide);
        Output<?> masked = masked(e, bias == null ? logits : calc.add(logits, bias));
        return e.tf().op("Einsum")
                .inList(List.of(e.tf().cast(e.tf().op("Softmax", masked), dtype), heads(e, e.promoted(2))))
                .attr("equation", "bnts,bsnh->btnh")
                .out();
    }

    /** Keys or values for each head of the queries. */
    private static Output<?> heads(Emission e, Output<?> x) {
        int queries = e.inputShape(0).size(2);
        int own = e.inputShape(1).size(2);
        if (own <= 1 || queries <= own) {
            return own == 1 && queries != 1 ? repeated(e, x) : x;
        }
        List<Integer> numbers = java.util.stream.IntStream.range(0, queries)
                .mapToObj(head -> head / (queries / own))
                .toList();
        return Calc.of(e).gather(x, e.tf().constant(numbers), 2);
    }

    /** One head for all; Einsum's gradient does not sum over axes that it broadcast. */
    private static Output<?> repeated(Emission e, Output<?> x) {
        Calc calc = Calc.of(e);
        List<Output<?>> sizes = calc.sizes(x);
        sizes.set(2, calc.size(e.input(0), 2));
        return calc.broadcast(x, calc.pack(sizes));
    }

    private static Output<?> masked(Emission e, Output<?> logits) {
        Calc calc = Calc.of(e);
        double lowest = -0.7 * 3.38953e38;
        Output<?> mask = cast(e, "mask", DType.BOOL);
        Output<?> seen = mask == null ? logits : calc.where(mask, logits, lowest);
        if (!e.param(Attention.IS_CAUSAL)) {
            return seen;
        }
        Output<?> rows = calc.expand(calc.range(calc.size(logits, 2)), 1);
        Output<?> columns = calc.expand(calc.range(calc.size(logits, 3)), 0);
        return calc.where(e.tf().op("LessEqual", columns, rows), seen, lowest);
    }
}
