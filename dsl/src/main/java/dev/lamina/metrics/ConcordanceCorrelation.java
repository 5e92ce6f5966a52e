package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;

/**
 * How far targets and outputs agree (Lin 1989), from −1 to 1: of each vector on an axis, averaged over vectors.
 *
 * <p>Source: {@code keras.metrics.ConcordanceCorrelation}.
 *
 * <pre>{@code
 * Training training = training().loss("mse").metrics(Metrics.concordanceCorrelation());
 * }</pre>
 */
public final class ConcordanceCorrelation extends MeanMetric {
    private static final Field<String> NAME = namedAs("ConcordanceCorrelation");
    static final Schema<Metric> SCHEMA = schema("ConcordanceCorrelation", NAME, ConcordanceCorrelation::new);
    private static final Field<Integer> AXIS = SCHEMA.add(Fields.integer("axis").orElse(-1));

    private ConcordanceCorrelation(Config config) {
        super(SCHEMA, NAME, config);
    }

    static ConcordanceCorrelation of() {
        return (ConcordanceCorrelation) SCHEMA.create(Config.empty());
    }

    /** The axis of the vectors. */
    public ConcordanceCorrelation axis(int axis) {
        return (ConcordanceCorrelation) with(AXIS, axis);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        int axis = get(AXIS);
        SymbolicTensor trueMean = Reductions.meanKeepingDims(yTrue, axis);
        SymbolicTensor mean = Reductions.meanKeepingDims(yPred, axis);
        SymbolicTensor trueVariance = Reductions.meanKeepingDims(Elementwise.square(yTrue.minus(trueMean)), axis);
        SymbolicTensor variance = Reductions.meanKeepingDims(Elementwise.square(yPred.minus(mean)), axis);
        // Keras takes the mean of the outputs in both factors; the product of outputs with a sum of 0 is the covariance
        // all the same.
        SymbolicTensor covariance = yTrue.minus(mean).times(yPred.minus(mean));
        SymbolicTensor norm = trueVariance.plus(variance).plus(Elementwise.square(trueMean.minus(mean)));
        return Reductions.mean(covariance.times(2).div(norm.plus(1e-7)), axis);
    }
}
