package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Reductions;
import java.util.List;

/**
 * The mean or the sum of the outputs, whatever the targets.
 *
 * <p>Source: {@code keras.metrics.Mean}, {@code Sum}; Keras has them for values that are handed over one by one, and cannot use them in {@code
 * compile}.
 *
 * <pre>{@code
 * Training training = training().loss("mse").metrics(Metrics.mean());
 * }</pre>
 */
public final class OutputStatistic extends Metric {
    private static final Field<String> MEAN_NAME = namedAs("Mean");
    private static final Field<String> SUM_NAME = namedAs("Sum");
    private static final Schema<Metric> MEAN = schema("Mean", MEAN_NAME, config -> new OutputStatistic(config, true));
    private static final Schema<Metric> SUM = schema("Sum", SUM_NAME, config -> new OutputStatistic(config, false));

    private final boolean averages;

    private OutputStatistic(Config config, boolean averages) {
        super(averages ? MEAN : SUM, averages ? MEAN_NAME : SUM_NAME, config);
        this.averages = averages;
    }

    static List<Schema<Metric>> schemas() {
        return List.of(MEAN, SUM);
    }

    static OutputStatistic mean() {
        return (OutputStatistic) MEAN.create(Config.empty());
    }

    static OutputStatistic sum() {
        return (OutputStatistic) SUM.create(Config.empty());
    }

    @Override
    protected SymbolicTensor result(Tally tally, Batch batch) {
        return averages
                ? MeanMetric.mean(tally, Samples.of(batch.yPred(), batch.weights(), Reductions::mean))
                : tally.sum(
                        "total",
                        Samples.of(batch.yPred(), batch.weights(), Reductions::sum)
                                .total());
    }
}
