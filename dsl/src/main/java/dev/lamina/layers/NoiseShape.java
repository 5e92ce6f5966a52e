package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Index;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Random;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What layers have in common that drop elements at random: which elements share their fate. */
final class NoiseShape {
    private NoiseShape() {}

    /** The key of the shape of the mask, the batch included; null for the input's shape. */
    static Field<@Nullable List<Integer>> field() {
        return Field.of("noise_shape", new SizesCodec()).orNull();
    }

    /** The key of a seed; null for another in each run. */
    static Field<@Nullable Integer> seedField() {
        return Fields.integer("seed").orNull();
    }

    /** The key of the probability that an element is dropped. */
    static Field<Double> rateField() {
        return Fields.number("rate", "a number from 0 to 1", value -> value >= 0 && value <= 1);
    }

    /** The key of a rate that must be below 1, where the noise would be infinite. */
    static Field<Double> rateBelowOneField() {
        return Fields.number("rate", "a number of at least 0 and below 1", value -> value >= 0 && value < 1);
    }

    /**
     * Which elements are kept: true with probability {@code 1 - rate}. Broadcasts to x.
     *
     * @param shape the shape of the mask, null for that of x
     */
    static SymbolicTensor kept(
            Call call, SymbolicTensor x, @Nullable List<Integer> shape, double rate, @Nullable Integer seed) {
        SymbolicTensor noise = Random.like(Random.UNIFORM, part(x, shape), call.seed(seed));
        return Comparisons.greaterEqual(noise, Arithmetic.literal(rate, noise));
    }

    /** A part of x that has the shape of the mask. */
    private static SymbolicTensor part(SymbolicTensor x, @Nullable List<Integer> shape) {
        if (shape == null) {
            return x;
        }
        int missing = x.shape().rank() - shape.size();
        if (missing < 0) {
            throw ShapeException.because(
                            "needs a noise shape of rank " + x.shape().rank())
                    .differs("noise_shape has " + shape.size() + " sizes");
        }
        List<Index> part = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            int size = axis < missing ? 1 : shape.get(axis - missing);
            check(x.shape(), axis, size);
            part.add(size == 1 ? Index.range(0, 1) : Index.all());
        }
        return x.get(part.toArray(Index[]::new));
    }

    private static void check(Shape shape, int axis, int size) {
        boolean known = size != Shape.UNKNOWN && shape.size(axis) != Shape.UNKNOWN;
        if (size != 1 && known && size != shape.size(axis)) {
            throw ShapeException.because("cannot repeat its mask to the input's shape")
                    .differs("axis " + axis + ": the mask has " + size + ", the input " + shape.size(axis))
                    .remedy("1 or the input's size on each axis of noiseShape(...)");
        }
    }
}
