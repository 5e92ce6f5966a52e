package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;

/**
 * The root of the mean squared error: {@code √ mean((y − p)²)}. As in Keras, masks do not change it.
 *
 * <p>Source: {@code keras.metrics.RootMeanSquaredError}.
 *
 * <pre>{@code
 * Training training = training().loss("mse").metrics(rootMeanSquaredError());
 * }</pre>
 */
public final class RootMeanSquaredError extends Metric {
    private static final Field<String> NAME = namedAs("RootMeanSquaredError");
    static final Schema<Metric> SCHEMA = schema("RootMeanSquaredError", NAME, RootMeanSquaredError::new);

    private RootMeanSquaredError(Config config) {
        super(SCHEMA, NAME, config);
    }

    static RootMeanSquaredError of() {
        return (RootMeanSquaredError) SCHEMA.create(Config.empty());
    }

    @Override
    protected SymbolicTensor result(Tally tally, Batch batch) {
        SymbolicTensor squares = Elementwise.square(batch.yPred().minus(batch.yTrue()));
        return Elementwise.sqrt(MeanMetric.mean(tally, Samples.of(squares, batch.weights(), Reductions::mean)));
    }
}
