package dev.lamina.metrics;

import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.losses.Weighting;
import dev.lamina.ops.Core;
import dev.lamina.ops.Reductions;
import org.jspecify.annotations.Nullable;

/**
 * The mean of a value over all examples, each as often as its weight says.
 *
 * <p>Source: {@code keras.metrics.MeanMetricWrapper}.
 */
public abstract class MeanMetric extends Metric {
    protected MeanMetric(Schema<Metric> schema, Field<String> name, Config config) {
        super(schema, name, config);
    }

    /** The value for each example, or for each part of each. */
    protected abstract SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred);

    /**
     * Which values count where examples have weights; null for all.
     *
     * @param values what {@link #values} made of targets and outputs
     */
    protected @Nullable SymbolicTensor valid(SymbolicTensor yTrue, SymbolicTensor values) {
        return null;
    }

    @Override
    protected final SymbolicTensor result(Tally tally, Batch batch) {
        SymbolicTensor values = Core.cast(values(batch.yTrue(), batch.yPred()), DType.FLOAT32);
        SymbolicTensor weights = Weighting.masked(batch.weights(), batch.mask(), DType.FLOAT32);
        // As in Keras, which does not count the values of an ignored class as missing where nothing has a weight.
        SymbolicTensor counting =
                weights == null ? null : Weighting.masked(weights, valid(batch.yTrue(), values), DType.FLOAT32);
        return mean(tally, Samples.of(values, counting, Reductions::mean));
    }

    static SymbolicTensor mean(Tally tally, Samples samples) {
        return Tally.ratio(tally.sum("total", samples.total()), tally.sum("count", samples.count()));
    }
}
