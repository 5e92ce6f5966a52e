package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives its two inputs back, the mean and the logarithm of the variance of a normal distribution, and adds {@code weight}
 * times its Kullback-Leibler divergence from the standard normal distribution: {@code -½ Σ (1 + z_log_var - z_mean² -
 * e^z_log_var)} over each example, averaged over the batch.
 *
 * <p>Shapes: z_mean and z_log_var (batch, …) -> the same two. Source: Kingma and Welling 2014, appendix B.
 *
 * <pre>{@code
 * SymbolicTensor mean = input("mean", 2);
 * SymbolicTensor logVariance = input("log_variance", 2);
 * SymbolicTensor regularized = klDivergence().on(mean, logVariance); // (?, 2)
 * }</pre>
 */
public final class KlDivergence extends Layer<KlDivergence> {
    static final Schema<KlDivergence> SCHEMA = customSchema("lamina", "KlDivergence", KlDivergence::new);
    private static final Field<Double> WEIGHT =
            SCHEMA.add(Fields.number("weight").orElse(1.0));

    private KlDivergence(Config config) {
        super(SCHEMA, config);
    }

    static KlDivergence of() {
        return SCHEMA.create(Config.empty());
    }

    /** The factor of the divergence, the beta of a beta-VAE; 1 by default. */
    public KlDivergence weight(double weight) {
        return with(WEIGHT, weight);
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
        SymbolicTensor logVariance = inputs.get(1);
        SymbolicTensor terms =
                logVariance.plus(1).minus(Elementwise.square(mean)).minus(Elementwise.exp(logVariance));
        int[] latent = IntStream.range(1, mean.shape().rank()).toArray();
        SymbolicTensor divergence = latent.length == 0 ? terms : Reductions.sum(terms, latent);
        call.addLoss(Reductions.mean(divergence).times(-0.5 * get(WEIGHT)));
        return inputs;
    }
}
