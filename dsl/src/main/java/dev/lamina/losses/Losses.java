package dev.lamina.losses;

import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes losses; made for {@code import static}. Source: {@code keras.losses}. */
public final class Losses {
    /** The names under which {@code compile(loss="…")} knows a loss beside its own, in Keras 2 and 3. */
    private static final Map<String, Supplier<Loss>> SHORT_NAMES = Map.ofEntries(
            Map.entry("mse", Losses::meanSquaredError),
            Map.entry("mae", Losses::meanAbsoluteError),
            Map.entry("mape", Losses::meanAbsolutePercentageError),
            Map.entry("msle", Losses::meanSquaredLogarithmicError),
            Map.entry("bce", Losses::binaryCrossentropy),
            Map.entry("kld", Losses::klDivergence),
            Map.entry("kl_divergence", Losses::klDivergence),
            Map.entry("kullback_leibler_divergence", Losses::klDivergence),
            Map.entry("huber", Losses::huber),
            Map.entry("logcosh", Losses::logCosh));

    private Losses() {}

    /** All of Keras's losses that Lamina has. */
    public static List<Schema<Loss>> schemas() {
        return Stream.concat(
                        Stream.of(PlainLoss.values()).map(PlainLoss::schema),
                        Stream.of(
                                BinaryCrossentropy.SCHEMA,
                                CategoricalCrossentropy.SCHEMA,
                                SparseCategoricalCrossentropy.SCHEMA,
                                Huber.SCHEMA,
                                CosineSimilarity.SCHEMA))
                .toList();
    }

    /**
     * The loss that Keras knows under a name, such as {@code mse}, {@code mean_squared_error} or {@code MeanSquaredError}.
     *
     * @throws ConfigException if there is none, with the nearest known name
     */
    public static Loss named(String name) {
        Map<String, Supplier<Loss>> known = new LinkedHashMap<>(SHORT_NAMES);
        for (Schema<Loss> schema : schemas()) {
            Supplier<Loss> make = () -> schema.create(dev.lamina.config.Config.empty());
            known.put(schema.className(), make);
            known.put(make.get().name(), make);
        }
        Supplier<Loss> found = known.getOrDefault(name, known.get(name.toLowerCase(java.util.Locale.ROOT)));
        if (found == null) {
            throw new ConfigException("unknown loss \"" + name + "\"; " + Plain.suggestion(name, known.keySet()));
        }
        return found.get();
    }

    /** {@code mean((y − p)²)} */
    public static Loss meanSquaredError() {
        return PlainLoss.MEAN_SQUARED_ERROR.loss();
    }

    /** {@code mean(|y − p|)} */
    public static Loss meanAbsoluteError() {
        return PlainLoss.MEAN_ABSOLUTE_ERROR.loss();
    }

    /** {@code 100 · mean(|y − p| / |y|)} */
    public static Loss meanAbsolutePercentageError() {
        return PlainLoss.MEAN_ABSOLUTE_PERCENTAGE_ERROR.loss();
    }

    /** {@code mean((log(1 + y) − log(1 + p))²)} */
    public static Loss meanSquaredLogarithmicError() {
        return PlainLoss.MEAN_SQUARED_LOGARITHMIC_ERROR.loss();
    }

    /** {@code mean(log(cosh(p − y)))} */
    public static Loss logCosh() {
        return PlainLoss.LOG_COSH.loss();
    }

    /** {@code Σ y · log(y / p)}, of probabilities. */
    public static Loss klDivergence() {
        return PlainLoss.KL_DIVERGENCE.loss();
    }

    /** {@code mean(p − y · log p)} */
    public static Loss poisson() {
        return PlainLoss.POISSON.loss();
    }

    /** {@code mean(max(1 − y p, 0))}, of targets −1 and 1, or 0 and 1. */
    public static Loss hinge() {
        return PlainLoss.HINGE.loss();
    }

    /** {@code mean(max(1 − y p, 0)²)}, of targets −1 and 1, or 0 and 1. */
    public static Loss squaredHinge() {
        return PlainLoss.SQUARED_HINGE.loss();
    }

    /** {@code max(1 + max((1 − y) p) − Σ y p, 0)} */
    public static Loss categoricalHinge() {
        return PlainLoss.CATEGORICAL_HINGE.loss();
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

    /** See {@link Huber}. */
    public static Huber huber() {
        return Huber.of();
    }

    /** See {@link CosineSimilarity}. */
    public static CosineSimilarity cosineSimilarity() {
        return CosineSimilarity.of();
    }
}
