package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;

/**
 * The correlation of targets and outputs, from −1 to 1: of each vector on an axis, averaged over vectors.
 *
 * <p>Source: {@code keras.metrics.PearsonCorrelation}.
 *
 * <pre>{@code
 * Training training = training().loss("mse").metrics(Metrics.pearsonCorrelation());
 * }</pre>
 */
public final class PearsonCorrelation extends MeanMetric {
    private static final Field<String> NAME = namedAs("PearsonCorrelation");
    static final Schema<Metric> SCHEMA = schema("PearsonCorrelation", NAME, PearsonCorrelation::new);
    private static final Field<Integer> AXIS = SCHEMA.add(Fields.integer("axis").orElse(-1));

    private PearsonCorrelation(Config config) {
        super(SCHEMA, NAME, config);
    }

    static PearsonCorrelation of() {
        return (PearsonCorrelation) SCHEMA.create(Config.empty());
    }

    /** The axis of the vectors. */
    public PearsonCorrelation axis(int axis) {
        return (PearsonCorrelation) with(AXIS, axis);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        int axis = get(AXIS);
        return Reductions.mean(normal(yTrue, axis).times(normal(yPred, axis)), axis);
    }

    private static SymbolicTensor normal(SymbolicTensor x, int axis) {
        SymbolicTensor centred = x.minus(Reductions.meanKeepingDims(x, axis));
        SymbolicTensor variance = Reductions.meanKeepingDims(Elementwise.square(centred), axis);
        return centred.div(Elementwise.sqrt(variance));
    }
}
