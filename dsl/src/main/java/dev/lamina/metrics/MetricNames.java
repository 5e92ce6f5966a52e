package dev.lamina.metrics;

import dev.lamina.config.Directory;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.losses.Formula;
import dev.lamina.losses.Losses;
import java.util.Locale;
import java.util.Set;

/** The strings that stand for metrics. Source: {@code keras.metrics.get}. */
final class MetricNames {
    private static final Directory<Metric> DIRECTORY =
            new Directory<>("metric", Metrics.schemas(), Formula.SHORT_NAMES);

    /** What Keras takes beside the names of classes, in small letters or in capitals: fewer than for losses. */
    private static final Set<String> KERAS_SHORT_NAMES = Set.of("bce", "mse", "mae", "mape", "msle");

    private MetricNames() {}

    /**
     * The metric of a name.
     *
     * @throws ConfigException if there is none, with the nearest known name
     */
    static Metric find(String name) {
        if (isAccuracy(name)) {
            return Accuracy.byShape();
        }
        return isFunction(name) ? MeanMetricWrapper.of(name) : DIRECTORY.find(name);
    }

    /** See {@link Metrics#spelling}. */
    static Object spelling(String name) {
        if (isAccuracy(name) || isOfKeras(name)) {
            return name;
        }
        return isFunction(name) ? Plain.function(name) : Metrics.named(name).toPlain();
    }

    /** Whether a class of metrics has this name, so that no function of a loss is looked for. */
    static boolean isOfClass(String name) {
        return isAccuracy(name) || DIRECTORY.names().anyMatch(known -> known.equalsIgnoreCase(name));
    }

    private static boolean isAccuracy(String name) {
        return name.equalsIgnoreCase("accuracy") || name.equalsIgnoreCase("acc");
    }

    private static boolean isFunction(String name) {
        return !isOfClass(name) && Losses.isFunction(name);
    }

    /** Whether Keras finds a class of metrics by a string. */
    private static boolean isOfKeras(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean isShort =
                KERAS_SHORT_NAMES.contains(lower) && (name.equals(lower) || name.equals(name.toUpperCase(Locale.ROOT)));
        return isShort
                || Metrics.schemas().stream()
                        .map(Schema::className)
                        .anyMatch(known -> name.equals(known) || name.equals(Directory.snakeCase(known)));
    }
}
