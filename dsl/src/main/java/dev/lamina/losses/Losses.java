package dev.lamina.losses;

import dev.lamina.config.Directory;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Makes losses; made for {@code import static}. Source: {@code keras.losses}. */
public final class Losses {
    private static final Directory<Loss> DIRECTORY = new Directory<>("loss", schemas(), Formula.SHORT_NAMES);

    private Losses() {}

    /** All of Keras's losses. */
    public static List<Schema<Loss>> schemas() {
        return Stream.concat(
                        FormulaLoss.schemas().stream(),
                        Stream.of(
                                BinaryCrossentropy.SCHEMA,
                                BinaryFocalCrossentropy.SCHEMA,
                                CategoricalCrossentropy.SCHEMA,
                                CategoricalFocalCrossentropy.SCHEMA,
                                CategoricalGeneralizedCrossEntropy.SCHEMA,
                                SparseCategoricalCrossentropy.SCHEMA,
                                Huber.SCHEMA,
                                CosineSimilarity.SCHEMA,
                                Dice.SCHEMA,
                                Tversky.SCHEMA,
                                Circle.SCHEMA,
                                Ctc.SCHEMA))
                .toList();
    }

    /** Whether a loss has this name. */
    public static boolean isKnown(String name) {
        return DIRECTORY.names().anyMatch(known -> known.equalsIgnoreCase(name));
    }

    /** Whether Keras has a function of this name that gives the values of a loss, such as {@code huber}. */
    public static boolean isFunction(String name) {
        return schemas().stream()
                .anyMatch(schema -> Directory.snakeCase(schema.className()).equals(name));
    }

    /**
     * The loss that Keras knows under a name, such as {@code mse}, {@code mean_squared_error} or {@code MeanSquaredError}. {@code
     * crossentropy} is one of three, by the shapes of targets and outputs.
     *
     * @throws ConfigException if there is none, with the nearest known name
     */
    public static Loss named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("crossentropy") || lower.equals("ce") ? CrossentropyByShape.of() : DIRECTORY.find(name);
    }

    /**
     * {@code mean((y − p)²)}
     *
     * <pre>{@code
     * Training training = training().loss(meanSquaredError());
     * }</pre>
     */
    public static Loss meanSquaredError() {
        return FormulaLoss.of(Formula.MEAN_SQUARED_ERROR);
    }

    /**
     * {@code mean(|y − p|)}
     *
     * <pre>{@code
     * Training training = training().loss(meanAbsoluteError());
     * }</pre>
     */
    public static Loss meanAbsoluteError() {
        return FormulaLoss.of(Formula.MEAN_ABSOLUTE_ERROR);
    }

    /**
     * {@code 100 · mean(|y − p| / |y|)}
     *
     * <pre>{@code
     * Training training = training().loss(meanAbsolutePercentageError());
     * }</pre>
     */
    public static Loss meanAbsolutePercentageError() {
        return FormulaLoss.of(Formula.MEAN_ABSOLUTE_PERCENTAGE_ERROR);
    }

    /**
     * {@code mean((log(1 + y) − log(1 + p))²)}
     *
     * <pre>{@code
     * Training training = training().loss(meanSquaredLogarithmicError());
     * }</pre>
     */
    public static Loss meanSquaredLogarithmicError() {
        return FormulaLoss.of(Formula.MEAN_SQUARED_LOGARITHMIC_ERROR);
    }

    /**
     * {@code mean(log(cosh(p − y)))}
     *
     * <pre>{@code
     * Training training = training().loss(logCosh());
     * }</pre>
     */
    public static Loss logCosh() {
        return FormulaLoss.of(Formula.LOG_COSH);
    }

    /**
     * {@code Σ y · log(y / p)}, of probabilities.
     *
     * <pre>{@code
     * Training training = training().loss(klDivergence().reduction(SUM));
     * }</pre>
     */
    public static Loss klDivergence() {
        return FormulaLoss.of(Formula.KL_DIVERGENCE);
    }

    /**
     * {@code mean(p − y · log p)}
     *
     * <pre>{@code
     * Training training = training().loss(poisson());
     * }</pre>
     */
    public static Loss poisson() {
        return FormulaLoss.of(Formula.POISSON);
    }

    /**
     * {@code mean(max(1 − y p, 0))}, of targets −1 and 1, or 0 and 1.
     *
     * <pre>{@code
     * Training training = training().loss(hinge());
     * }</pre>
     */
    public static Loss hinge() {
        return FormulaLoss.of(Formula.HINGE);
    }

    /**
     * {@code mean(max(1 − y p, 0)²)}, of targets −1 and 1, or 0 and 1.
     *
     * <pre>{@code
     * Training training = training().loss(squaredHinge());
     * }</pre>
     */
    public static Loss squaredHinge() {
        return FormulaLoss.of(Formula.SQUARED_HINGE);
    }

    /**
     * {@code max(1 + max((1 − y) p) − Σ y p, 0)}
     *
     * <pre>{@code
     * Training training = training().loss(categoricalHinge());
     * }</pre>
     */
    public static Loss categoricalHinge() {
        return FormulaLoss.of(Formula.CATEGORICAL_HINGE);
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

    /** See {@link BinaryFocalCrossentropy}. */
    public static BinaryFocalCrossentropy binaryFocalCrossentropy() {
        return BinaryFocalCrossentropy.of();
    }

    /** See {@link CategoricalFocalCrossentropy}. */
    public static CategoricalFocalCrossentropy categoricalFocalCrossentropy() {
        return CategoricalFocalCrossentropy.of();
    }

    /** See {@link CategoricalGeneralizedCrossEntropy}. */
    public static CategoricalGeneralizedCrossEntropy categoricalGeneralizedCrossEntropy() {
        return CategoricalGeneralizedCrossEntropy.of();
    }

    /** See {@link Dice}. */
    public static Dice dice() {
        return Dice.of();
    }

    /** See {@link Tversky}. */
    public static Tversky tversky() {
        return Tversky.of();
    }

    /** See {@link Circle}. */
    public static Circle circle() {
        return Circle.of();
    }

    /** See {@link Ctc}. */
    public static Ctc ctc() {
        return Ctc.of();
    }
}
