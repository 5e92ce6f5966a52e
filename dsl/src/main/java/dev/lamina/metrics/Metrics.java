package dev.lamina.metrics;

import dev.lamina.config.Config;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes metrics; made for {@code import static}. Source: {@code keras.metrics}. */
public final class Metrics {
    /** The names under which {@code compile(metrics=["…"])} knows a metric beside its own. */
    private static final Map<String, Supplier<Metric>> SHORT_NAMES = Map.of(
            "mse", Metrics::meanSquaredError,
            "mae", Metrics::meanAbsoluteError,
            "mape", PlainMetric.MEAN_ABSOLUTE_PERCENTAGE_ERROR::metric,
            "msle", PlainMetric.MEAN_SQUARED_LOGARITHMIC_ERROR::metric,
            "bce", Metrics::binaryCrossentropy,
            "kld", PlainMetric.KL_DIVERGENCE::metric,
            "log_cosh", PlainMetric.LOG_COSH_ERROR::metric,
            "accuracy", Accuracy::byShape,
            "acc", Accuracy::byShape);

    private Metrics() {}

    /** All of Keras's metrics that Lamina has. */
    public static List<Schema<Metric>> schemas() {
        return Stream.concat(
                        Stream.of(PlainMetric.values()).map(PlainMetric::schema),
                        Stream.of(
                                BinaryCrossentropy.SCHEMA,
                                CategoricalCrossentropy.SCHEMA,
                                SparseCategoricalCrossentropy.SCHEMA,
                                Accuracy.BINARY,
                                Accuracy.CATEGORICAL,
                                Accuracy.SPARSE))
                .toList();
    }

    /**
     * The metric that Keras knows under a name, such as {@code mae}; it is reported under the name given.
     *
     * @throws ConfigException if there is none, with the nearest known name
     */
    public static Metric named(String name) {
        Map<String, Supplier<Metric>> known = new LinkedHashMap<>(SHORT_NAMES);
        for (Schema<Metric> schema : schemas()) {
            Supplier<Metric> make = () -> schema.create(Config.empty());
            known.put(schema.className(), make);
            known.put(make.get().name(), make);
        }
        Supplier<Metric> found = known.getOrDefault(name, known.get(name.toLowerCase(Locale.ROOT)));
        if (found == null) {
            throw new ConfigException("unknown metric \"" + name + "\"; " + Plain.suggestion(name, known.keySet()));
        }
        return found.get().name(name);
    }

    /** {@code mean((y − p)²)} */
    public static Metric meanSquaredError() {
        return PlainMetric.MEAN_SQUARED_ERROR.metric();
    }

    /** {@code mean(|y − p|)} */
    public static Metric meanAbsoluteError() {
        return PlainMetric.MEAN_ABSOLUTE_ERROR.metric();
    }

    /** See {@link BinaryCrossentropy}. */
    public static BinaryCrossentropy binaryCrossentropy() {
        return BinaryCrossentropy.of();
    }

    /** See {@link CategoricalCrossentropy}. */
    public static CategoricalCrossentropy categoricalCrossentropy() {
        return CategoricalCrossentropy.of();
    }

    /** See {@link SparseCategoricalCrossentropy}. */
    public static SparseCategoricalCrossentropy sparseCategoricalCrossentropy() {
        return SparseCategoricalCrossentropy.of();
    }

    /** How often outputs are on the right side of ½; see {@link Accuracy}. */
    public static Accuracy binaryAccuracy() {
        return Accuracy.binary();
    }

    /** How often the largest output is that of the class of a one-hot target; see {@link Accuracy}. */
    public static Accuracy categoricalAccuracy() {
        return Accuracy.categorical();
    }

    /** How often the largest output is that of the class whose number is the target; see {@link Accuracy}. */
    public static Accuracy sparseCategoricalAccuracy() {
        return Accuracy.sparse();
    }
}
