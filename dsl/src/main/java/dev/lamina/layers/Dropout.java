package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Random;
import dev.lamina.ops.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sets elements to zero at random in training and multiplies the others by {@code 1 / (1 - rate)}, so that sums keep their
 * expected value; gives its input back in inference.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.Dropout}; Srivastava et al. 2014.
 */
public final class Dropout extends Layer<Dropout> {
    static final Schema<Dropout> SCHEMA = schema("Dropout", Dropout::new);
    private static final Field<Double> RATE =
            SCHEMA.add(Fields.number("rate", "a number from 0 to 1", value -> value >= 0 && value <= 1));
    private static final Field<@Nullable Integer> SEED =
            SCHEMA.add(Fields.integer("seed").orNull());
    private static final Field<@Nullable List<Integer>> NOISE_SHAPE =
            SCHEMA.add(Field.of("noise_shape", new NoiseShapeCodec()).orNull());

    private Dropout(Config config) {
        super(SCHEMA, config);
    }

    static Dropout of(double rate) {
        return SCHEMA.create(Config.empty().set(RATE, rate));
    }

    /** The probability that an element becomes zero. */
    public double rate() {
        return get(RATE);
    }

    /** A seed that makes the noise the same in every run, whatever the seed of the run. */
    public Dropout seed(int seed) {
        return with(SEED, seed);
    }

    /**
     * The shape of the mask, the batch included: an axis of size 1 has one mask for all its positions. {@link Shape#UNKNOWN}
     * stands for the input's size.
     */
    public Dropout noiseShape(int... shape) {
        return with(NOISE_SHAPE, IntStream.of(shape).boxed().toList());
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        if (!call.training() || rate() == 0) {
            return x;
        }
        SymbolicTensor noise = Random.like(Random.UNIFORM, masked(x), call.seed(get(SEED)));
        SymbolicTensor kept = Comparisons.greaterEqual(noise, Arithmetic.literal(rate(), noise));
        // At a rate of 1 nothing is kept, and the factor does not matter.
        SymbolicTensor larger = x.times(rate() == 1 ? 1 : 1 / (1 - rate()));
        return Selection.where(kept, larger, Arithmetic.literal(0, x));
    }

    /** A part of x that has the shape of the mask. */
    private SymbolicTensor masked(SymbolicTensor x) {
        List<Integer> shape = get(NOISE_SHAPE);
        if (shape == null) {
            return x;
        }
        if (shape.size() != x.shape().rank()) {
            throw ShapeException.because(
                            "needs a noise shape of rank " + x.shape().rank())
                    .differs("noise_shape has " + shape.size() + " sizes");
        }
        List<Index> part = new ArrayList<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            int size = shape.get(axis);
            if (size != 1
                    && size != Shape.UNKNOWN
                    && x.shape().size(axis) != Shape.UNKNOWN
                    && size != x.shape().size(axis)) {
                throw ShapeException.because("cannot repeat its mask to the input's shape")
                        .differs("axis " + axis + ": the mask has " + size + ", the input "
                                + x.shape().size(axis))
                        .remedy("1 or the input's size on each axis of noiseShape(...)");
            }
            part.add(size == 1 ? Index.range(0, 1) : Index.all());
        }
        return x.get(part.toArray(Index[]::new));
    }

    /** Sizes, of which the unknown are written as null. */
    private static final class NoiseShapeCodec implements Codec<List<Integer>> {
        @Override
        public List<Integer> read(@Nullable Object plain, Place place) {
            List<Integer> sizes = new ArrayList<>();
            for (Object size : Plain.list(plain, place)) {
                if (size != null && !(size instanceof Integer)) {
                    throw place.unexpected(plain, expected());
                }
                sizes.add(size == null ? Shape.UNKNOWN : (Integer) size);
            }
            return List.copyOf(sizes);
        }

        @Override
        public Object write(List<Integer> value) {
            List<@Nullable Integer> sizes = new ArrayList<>();
            value.forEach(size -> sizes.add(size == Shape.UNKNOWN ? null : size));
            return sizes;
        }

        @Override
        public boolean allows(List<Integer> value) {
            return value.stream().allMatch(size -> size > 0 || size == Shape.UNKNOWN);
        }

        @Override
        public String expected() {
            return "a list of positive integers and nulls";
        }
    }
}
