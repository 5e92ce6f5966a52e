package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.losses.Formulas;

/**
 * The cosine of the angle between targets and outputs: 1 for the same direction.
 *
 * <p>Source: {@code keras.metrics.CosineSimilarity}.
 *
 * <pre>{@code
 * Training training = training().loss("mse").metrics(Metrics.cosineSimilarity());
 * }</pre>
 */
public final class CosineSimilarity extends MeanMetric {
    private static final Field<String> NAME = namedAs("CosineSimilarity");
    static final Schema<Metric> SCHEMA = schema("CosineSimilarity", NAME, CosineSimilarity::new);
    private static final Field<Integer> AXIS =
            SCHEMA.add(Fields.integer("axis").orElse(-1).omittedByDefault());

    private CosineSimilarity(Config config) {
        super(SCHEMA, NAME, config);
    }

    static CosineSimilarity of() {
        return (CosineSimilarity) SCHEMA.create(Config.empty());
    }

    /** The axis of the vectors. */
    public CosineSimilarity axis(int axis) {
        return (CosineSimilarity) with(AXIS, axis);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Formulas.cosineSimilarity(yTrue, yPred, get(AXIS));
    }
}
