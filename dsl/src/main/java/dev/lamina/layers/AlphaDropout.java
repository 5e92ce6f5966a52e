package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Core;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sets elements at random to the value that {@code selu} has for very small inputs, in training, and scales and shifts all so
 * that mean 0 and variance 1 stay so; gives its input back in inference.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.AlphaDropout}; Klambauer et al. 2017.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 64);
 * SymbolicTensor y = x.then(alphaDropout(0.1)); // (?, 64)
 * }</pre>
 */
public final class AlphaDropout extends Layer<AlphaDropout> {
    static final Schema<AlphaDropout> SCHEMA = schema("AlphaDropout", AlphaDropout::new);
    private static final Field<Double> RATE = SCHEMA.add(NoiseShape.rateBelowOneField());
    private static final Field<@Nullable Integer> SEED = SCHEMA.add(NoiseShape.seedField());
    private static final Field<@Nullable List<Integer>> NOISE_SHAPE = SCHEMA.add(NoiseShape.field());

    /** The limit of {@code selu}: minus its alpha times its scale. */
    private static final double SATURATION = -1.6732632423543772 * 1.0507009873554805;

    private AlphaDropout(Config config) {
        super(SCHEMA, config);
    }

    static AlphaDropout of(double rate) {
        return SCHEMA.create(Config.empty().set(RATE, rate));
    }

    /** The probability that an element is replaced. */
    public double rate() {
        return get(RATE);
    }

    /** A seed that makes the noise the same in every run, whatever the seed of the run. */
    public AlphaDropout seed(int seed) {
        return with(SEED, seed);
    }

    /**
     * The shape of the mask, the batch included: an axis of size 1 has one mask for all its positions. {@link Shape#UNKNOWN}
     * stands for the input's size; the first axes may be left out, and are then of size 1.
     */
    public AlphaDropout noiseShape(int... shape) {
        return with(NOISE_SHAPE, IntStream.of(shape).boxed().toList());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        if (!call.training() || rate() == 0) {
            return x;
        }
        SymbolicTensor kept = Core.cast(NoiseShape.kept(call, x, get(NOISE_SHAPE), rate(), get(SEED)), x.dtype());
        double factor = 1 / Math.sqrt((1 - rate()) * (1 + rate() * SATURATION * SATURATION));
        double summand = -factor * SATURATION * rate();
        // x · kept + saturation · (1 - kept)
        SymbolicTensor replaced = x.times(kept).plus(kept.times(-SATURATION).plus(SATURATION));
        return replaced.times(factor).plus(summand);
    }
}
