package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Random;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws from a normal distribution whose mean and logarithm of the variance are given: {@code z_mean + e^(z_log_var / 2) ·
 * noise}, in training and in inference.
 *
 * <p>Shapes: z_mean and z_log_var (…) -> (…). Source: Kingma and Welling 2014; the layer of Keras's VAE example.
 *
 * <pre>{@code
 * SymbolicTensor mean = input("mean", 2);
 * SymbolicTensor logVariance = input("log_variance", 2);
 * SymbolicTensor z = sampling().on(mean, logVariance); // (?, 2)
 * }</pre>
 */
public final class Sampling extends Layer<Sampling> {
    static final Schema<Sampling> SCHEMA = customSchema("lamina", "Sampling", Sampling::new);
    private static final Field<@Nullable Integer> SEED =
            SCHEMA.add(Fields.integer("seed").orNull());

    private Sampling(Config config) {
        super(SCHEMA, config);
    }

    static Sampling of() {
        return SCHEMA.create(Config.empty());
    }

    /** A seed that makes the noise the same in every run, whatever the seed of the run. */
    public Sampling seed(int seed) {
        return with(SEED, seed);
    }

    @Override
    protected boolean takesList() {
        return true;
    }

    @Override
    protected int inputCount() {
        return 2;
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        SymbolicTensor mean = inputs.get(0);
        SymbolicTensor deviation = Elementwise.exp(inputs.get(1).times(0.5));
        SymbolicTensor noise = Random.like(Random.NORMAL, mean, call.seed(get(SEED)));
        return List.of(mean.plus(deviation.times(noise)));
    }
}
