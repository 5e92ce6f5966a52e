package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Random;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies by noise from a normal distribution of mean 1 and standard deviation {@code √(rate / (1 - rate))} in training;
 * gives its input back in inference.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.GaussianDropout}; Srivastava et al. 2014.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 64);
 * SymbolicTensor y = x.then(gaussianDropout(0.2)); // (?, 64)
 * }</pre>
 */
public final class GaussianDropout extends Layer<GaussianDropout> {
    static final Schema<GaussianDropout> SCHEMA = schema("GaussianDropout", GaussianDropout::new);
    private static final Field<Double> RATE = SCHEMA.add(NoiseShape.rateBelowOneField());
    private static final Field<@Nullable Integer> SEED = SCHEMA.add(NoiseShape.seedField());

    private GaussianDropout(Config config) {
        super(SCHEMA, config);
    }

    static GaussianDropout of(double rate) {
        return SCHEMA.create(Config.empty().set(RATE, rate));
    }

    /** The rate of a dropout whose noise has the same variance. */
    public double rate() {
        return get(RATE);
    }

    /** A seed that makes the noise the same in every run, whatever the seed of the run. */
    public GaussianDropout seed(int seed) {
        return with(SEED, seed);
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
        SymbolicTensor noise = Random.like(Random.NORMAL, x, call.seed(get(SEED)));
        return x.times(noise.times(Math.sqrt(rate() / (1 - rate()))).plus(1));
    }
}
