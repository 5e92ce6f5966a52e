package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Random;
import org.jspecify.annotations.Nullable;

/**
 * Adds noise from a normal distribution of mean 0 in training; gives its input back in inference.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.GaussianNoise}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 64);
 * SymbolicTensor y = x.then(gaussianNoise(0.1)); // (?, 64)
 * }</pre>
 */
public final class GaussianNoise extends Layer<GaussianNoise> {
    static final Schema<GaussianNoise> SCHEMA = schema("GaussianNoise", GaussianNoise::new);
    private static final Field<Double> STDDEV =
            SCHEMA.add(Fields.number("stddev", "a number from 0 to 1", value -> value >= 0 && value <= 1));
    private static final Field<@Nullable Integer> SEED = SCHEMA.add(NoiseShape.seedField());

    private GaussianNoise(Config config) {
        super(SCHEMA, config);
    }

    static GaussianNoise of(double stddev) {
        return SCHEMA.create(Config.empty().set(STDDEV, stddev));
    }

    /** The standard deviation of the noise, from 0 to 1 as in Keras. */
    public double stddev() {
        return get(STDDEV);
    }

    /** A seed that makes the noise the same in every run, whatever the seed of the run. */
    public GaussianNoise seed(int seed) {
        return with(SEED, seed);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return call.training() && stddev() > 0
                ? x.plus(Random.like(Random.NORMAL, x, call.seed(get(SEED))).times(stddev()))
                : x;
    }
}
