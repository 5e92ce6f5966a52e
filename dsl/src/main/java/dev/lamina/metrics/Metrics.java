package dev.lamina.metrics;

import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.losses.Formula;
import java.util.List;
import java.util.stream.Stream;

/** Makes metrics; made for {@code import static}. Source: {@code keras.metrics}. */
public final class Metrics {
    private Metrics() {}

    /** All of Keras's metrics. */
    public static List<Schema<Metric>> schemas() {
        return Stream.of(
                        FormulaMetric.schemas(),
                        ConfusionCount.schemas(),
                        BestUnderConstraint.schemas(),
                        IoU.schemas(),
                        FBetaScore.schemas(),
                        TopKAccuracy.schemas(),
                        OutputStatistic.schemas(),
                        List.of(
                                BinaryCrossentropy.SCHEMA,
                                CategoricalCrossentropy.SCHEMA,
                                SparseCategoricalCrossentropy.SCHEMA,
                                Accuracy.EQUAL,
                                Accuracy.BINARY,
                                Accuracy.CATEGORICAL,
                                Accuracy.SPARSE,
                                Precision.SCHEMA,
                                Recall.SCHEMA,
                                Auc.SCHEMA,
                                R2Score.SCHEMA,
                                RootMeanSquaredError.SCHEMA,
                                CosineSimilarity.SCHEMA,
                                PearsonCorrelation.SCHEMA,
                                ConcordanceCorrelation.SCHEMA,
                                MeanMetricWrapper.SCHEMA))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The metric that Keras knows under a name, such as {@code mae}; it is reported under the name given. {@code accuracy} is one of three,
     * by the shapes of targets and outputs. A function of a loss without a class of metrics, such as {@code huber}, stands for its mean.
     *
     * @throws ConfigException if there is none, with the nearest known name
     */
    public static Metric named(String name) {
        return MetricNames.find(name).name(name);
    }

    /**
     * What a file holds of {@link #named the metric of a name}: the name where Keras finds a metric by it, else the function or the
     * object.
     */
    public static Object spelling(String name) {
        return MetricNames.spelling(name);
    }

    /**
     * {@code mean((y − p)²)}
     *
     * <pre>{@code
     * Training training = training().loss("mse").metrics(Metrics.meanSquaredError());
     * }</pre>
     */
    public static Metric meanSquaredError() {
        return FormulaMetric.of(Formula.MEAN_SQUARED_ERROR);
    }

    /**
     * {@code mean(|y − p|)}
     *
     * <pre>{@code
     * Training training = training().loss("mse").metrics(Metrics.meanAbsoluteError());
     * }</pre>
     */
    public static Metric meanAbsoluteError() {
        return FormulaMetric.of(Formula.MEAN_ABSOLUTE_ERROR);
    }

    /**
     * {@code 100 · mean(|y − p| / |y|)}
     *
     * <pre>{@code
     * Training training = training().loss("mse").metrics(Metrics.meanAbsolutePercentageError());
     * }</pre>
     */
    public static Metric meanAbsolutePercentageError() {
        return FormulaMetric.of(Formula.MEAN_ABSOLUTE_PERCENTAGE_ERROR);
    }

    /**
     * {@code mean((log(1 + y) − log(1 + p))²)}
     *
     * <pre>{@code
     * Training training = training().loss("mse").metrics(Metrics.meanSquaredLogarithmicError());
     * }</pre>
     */
    public static Metric meanSquaredLogarithmicError() {
        return FormulaMetric.of(Formula.MEAN_SQUARED_LOGARITHMIC_ERROR);
    }

    /**
     * {@code mean(log(cosh(p − y)))}
     *
     * <pre>{@code
     * Training training = training().loss("mse").metrics(Metrics.logCoshError());
     * }</pre>
     */
    public static Metric logCoshError() {
        return FormulaMetric.of(Formula.LOG_COSH);
    }

    /**
     * {@code Σ y · log(y / p)}, of probabilities.
     *
     * <pre>{@code
     * Training training = training().loss("mse").metrics(Metrics.klDivergence());
     * }</pre>
     */
    public static Metric klDivergence() {
        return FormulaMetric.of(Formula.KL_DIVERGENCE);
    }

    /**
     * {@code mean(p − y · log p)}
     *
     * <pre>{@code
     * Training training = training().loss("mse").metrics(Metrics.poisson());
     * }</pre>
     */
    public static Metric poisson() {
        return FormulaMetric.of(Formula.POISSON);
    }

    /**
     * {@code mean(max(1 − y p, 0))}, of targets −1 and 1, or 0 and 1.
     *
     * <pre>{@code
     * Training training = training().loss("mse").metrics(Metrics.hinge());
     * }</pre>
     */
    public static Metric hinge() {
        return FormulaMetric.of(Formula.HINGE);
    }

    /**
     * {@code mean(max(1 − y p, 0)²)}, of targets −1 and 1, or 0 and 1.
     *
     * <pre>{@code
     * Training training = training().loss("mse").metrics(Metrics.squaredHinge());
     * }</pre>
     */
    public static Metric squaredHinge() {
        return FormulaMetric.of(Formula.SQUARED_HINGE);
    }

    /**
     * {@code max(1 + max((1 − y) p) − Σ y p, 0)}
     *
     * <pre>{@code
     * Training training = training().loss("mse").metrics(Metrics.categoricalHinge());
     * }</pre>
     */
    public static Metric categoricalHinge() {
        return FormulaMetric.of(Formula.CATEGORICAL_HINGE);
    }

    /** See {@link RootMeanSquaredError}. */
    public static RootMeanSquaredError rootMeanSquaredError() {
        return RootMeanSquaredError.of();
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

    /** How often outputs equal targets; see {@link Accuracy}. The accuracy that {@code metrics("accuracy")} chooses is another. */
    public static Accuracy accuracy() {
        return Accuracy.equal();
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

    /** How often the class of a one-hot target is among the k largest outputs; see {@link TopKAccuracy}. */
    public static TopKAccuracy topKCategoricalAccuracy() {
        return TopKAccuracy.oneHot();
    }

    /** How often the class whose number is the target is among the k largest outputs; see {@link TopKAccuracy}. */
    public static TopKAccuracy sparseTopKCategoricalAccuracy() {
        return TopKAccuracy.sparse();
    }

    /** See {@link CosineSimilarity}. */
    public static CosineSimilarity cosineSimilarity() {
        return CosineSimilarity.of();
    }

    /** See {@link PearsonCorrelation}. */
    public static PearsonCorrelation pearsonCorrelation() {
        return PearsonCorrelation.of();
    }

    /** See {@link ConcordanceCorrelation}. */
    public static ConcordanceCorrelation concordanceCorrelation() {
        return ConcordanceCorrelation.of();
    }

    /** See {@link R2Score}. */
    public static R2Score r2Score() {
        return R2Score.of();
    }

    /** See {@link Precision}. */
    public static Precision precision() {
        return Precision.of();
    }

    /** See {@link Recall}. */
    public static Recall recall() {
        return Recall.of();
    }

    /** See {@link Auc}. */
    public static Auc auc() {
        return Auc.of();
    }

    /** See {@link FBetaScore}. */
    public static FBetaScore fBetaScore(double beta) {
        return FBetaScore.fBeta(beta);
    }

    /** {@link FBetaScore} with β = 1. */
    public static FBetaScore f1Score() {
        return FBetaScore.f1();
    }

    /** How many outputs of targets 1 are above a threshold; see {@link ConfusionCount}. */
    public static ConfusionCount truePositives() {
        return ConfusionCount.truePositives();
    }

    /** How many outputs of targets 0 are not above a threshold; see {@link ConfusionCount}. */
    public static ConfusionCount trueNegatives() {
        return ConfusionCount.trueNegatives();
    }

    /** How many outputs of targets 0 are above a threshold; see {@link ConfusionCount}. */
    public static ConfusionCount falsePositives() {
        return ConfusionCount.falsePositives();
    }

    /** How many outputs of targets 1 are not above a threshold; see {@link ConfusionCount}. */
    public static ConfusionCount falseNegatives() {
        return ConfusionCount.falseNegatives();
    }

    /** The best sensitivity where the specificity is at least a value from 0 to 1; see {@link BestUnderConstraint}. */
    public static BestUnderConstraint sensitivityAtSpecificity(double specificity) {
        return BestUnderConstraint.sensitivityAtSpecificity(specificity);
    }

    /** The best specificity where the sensitivity is at least a value from 0 to 1; see {@link BestUnderConstraint}. */
    public static BestUnderConstraint specificityAtSensitivity(double sensitivity) {
        return BestUnderConstraint.specificityAtSensitivity(sensitivity);
    }

    /** The best precision where the recall is at least a value from 0 to 1; see {@link BestUnderConstraint}. */
    public static BestUnderConstraint precisionAtRecall(double recall) {
        return BestUnderConstraint.precisionAtRecall(recall);
    }

    /** The best recall where the precision is at least a value from 0 to 1; see {@link BestUnderConstraint}. */
    public static BestUnderConstraint recallAtPrecision(double precision) {
        return BestUnderConstraint.recallAtPrecision(precision);
    }

    /** Intersection over union of some of the classes; see {@link IoU}. */
    public static IoU ioU(int numClasses, int... targetClassIds) {
        return IoU.ioU(numClasses, targetClassIds);
    }

    /** Intersection over union of the sides of a threshold: of 0, of 1, or where none is given of both; see {@link IoU}. */
    public static IoU binaryIoU(int... targetClassIds) {
        return IoU.binaryIoU(targetClassIds);
    }

    /** Intersection over union of all classes; see {@link IoU}. */
    public static IoU meanIoU(int numClasses) {
        return IoU.meanIoU(numClasses);
    }

    /** Intersection over union of some of the classes, of one-hot targets; see {@link IoU}. */
    public static IoU oneHotIoU(int numClasses, int... targetClassIds) {
        return IoU.oneHotIoU(numClasses, targetClassIds);
    }

    /** Intersection over union of all classes, of one-hot targets; see {@link IoU}. */
    public static IoU oneHotMeanIoU(int numClasses) {
        return IoU.oneHotMeanIoU(numClasses);
    }

    /** The mean of the outputs; see {@link OutputStatistic}. */
    public static OutputStatistic mean() {
        return OutputStatistic.mean();
    }

    /** The sum of the outputs; see {@link OutputStatistic}. */
    public static OutputStatistic sum() {
        return OutputStatistic.sum();
    }

    /** The mean of a function that Keras knows under a name, such as {@code huber}; see {@link MeanMetricWrapper}. */
    public static MeanMetricWrapper meanMetricWrapper(String function) {
        return MeanMetricWrapper.of(function);
    }
}
