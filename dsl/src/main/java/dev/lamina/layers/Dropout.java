package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Selection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sets elements to zero at random in training and multiplies the others by {@code 1 / (1 - rate)}, so that sums keep their
 * expected value; gives its input back in inference.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.Dropout}; Srivastava et al. 2014.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 64);
 * SymbolicTensor y = x.then(dropout(0.5).noiseShape(Shape.UNKNOWN, 1, 64)); // (?, 10, 64)
 * }</pre>
 */
public final class Dropout extends Layer<Dropout> {
    static final Schema<Dropout> SCHEMA = schema("Dropout", Dropout::new);
    private static final Field<Double> RATE = SCHEMA.add(NoiseShape.rateField());
    private static final Field<@Nullable Integer> SEED = SCHEMA.add(NoiseShape.seedField());
    private static final Field<@Nullable List<Integer>> NOISE_SHAPE = SCHEMA.add(NoiseShape.field());

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
     * stands for the input's size; the first axes may be left out, and are then of size 1.
     */
    public Dropout noiseShape(int... shape) {
        return with(NOISE_SHAPE, IntStream.of(shape).boxed().toList());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return dropped(call, x, rate(), get(NOISE_SHAPE), get(SEED));
    }

    /** x with elements dropped in training. */
    static SymbolicTensor dropped(
            Call call, SymbolicTensor x, double rate, @Nullable List<Integer> noiseShape, @Nullable Integer seed) {
        if (!call.training() || rate == 0) {
            return x;
        }
        SymbolicTensor kept = NoiseShape.kept(call, x, noiseShape, rate, seed);
        // At a rate of 1 nothing is kept, and the factor does not matter.
        SymbolicTensor larger = x.times(rate == 1 ? 1 : 1 / (1 - rate));
        return Selection.where(kept, larger, Arithmetic.literal(0, x));
    }
}
