package dev.lamina.metrics;

import dev.lamina.DType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.losses.Ranks;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Reductions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mean of precision and recall in which recall counts β times as much: {@code (1 + β²) P R / (β² P + R)}, for each class of outputs (batch,
 * classes). F1 is the harmonic mean.
 *
 * <p>Source: {@code keras.metrics.FBetaScore}, {@code F1Score}.
 *
 * <pre>{@code
 * Training training = training().loss("categorical_crossentropy").metrics(f1Score().average(FBetaScore.Average.MACRO));
 * }</pre>
 */
public final class FBetaScore extends Metric {
    /** How the scores of classes become one. */
    public enum Average {
        /** The score of all classes counted together. */
        MICRO,
        /** The mean of the scores. */
        MACRO,
        /** The mean, each class counting as often as it is a target. */
        WEIGHTED
    }

    private static final double EPSILON = 1e-7;
    private static final Field<@Nullable Average> AVERAGE =
            Fields.choice("average", Average.class).orNull();
    private static final Field<Double> BETA =
            Fields.number("beta", "a positive number", value -> value > 0).orElse(1.0);
    private static final Field<@Nullable Double> THRESHOLD = Fields.number(
                    "threshold", "a number above 0 and at most 1", value -> value > 0 && value <= 1)
            .orNull();
    private static final Field<String> F_BETA_NAME = named("fbeta_score");
    private static final Field<String> F1_NAME = namedAs("F1Score");
    private static final Schema<Metric> F_BETA =
            schema("FBetaScore", F_BETA_NAME, config -> new FBetaScore(config, false));
    private static final Schema<Metric> F1 = schema("F1Score", F1_NAME, config -> new FBetaScore(config, true));

    static {
        F_BETA.add(AVERAGE);
        F_BETA.add(BETA);
        F_BETA.add(THRESHOLD);
        F1.add(AVERAGE);
        F1.add(THRESHOLD);
    }

    private FBetaScore(Config config, boolean isF1) {
        super(isF1 ? F1 : F_BETA, isF1 ? F1_NAME : F_BETA_NAME, config);
    }

    static List<Schema<Metric>> schemas() {
        return List.of(F_BETA, F1);
    }

    static FBetaScore fBeta(double beta) {
        return (FBetaScore) F_BETA.create(Config.empty().set(BETA, beta));
    }

    static FBetaScore f1() {
        return (FBetaScore) F1.create(Config.empty());
    }

    /** How the scores of classes become one; null for one number for each class. */
    public FBetaScore average(@Nullable Average average) {
        return (FBetaScore) with(AVERAGE, average);
    }

    /** Above what an output is positive; null where the largest of an example is. */
    public FBetaScore threshold(@Nullable Double threshold) {
        return (FBetaScore) with(THRESHOLD, threshold);
    }

    @Override
    protected SymbolicTensor result(Tally tally, Batch batch) {
        check(batch.yTrue().shape(), batch.yPred().shape());
        SymbolicTensor truth = batch.yTrue();
        SymbolicTensor found = Core.cast(positive(batch.yPred()), DType.FLOAT32);
        SymbolicTensor right = sum(tally, "true_positives", found.times(truth), batch);
        SymbolicTensor added = sum(tally, "false_positives", found.times(complement(truth)), batch);
        SymbolicTensor missed = sum(tally, "false_negatives", complement(found).times(truth), batch);
        SymbolicTensor weights = sum(tally, "intermediate_weights", truth, batch);
        SymbolicTensor precision = right.div(right.plus(added).plus(EPSILON));
        SymbolicTensor recall = right.div(right.plus(missed).plus(EPSILON));
        double squared = get(BETA) * get(BETA);
        SymbolicTensor score = precision
                .times(recall)
                .div(precision.times(squared).plus(recall).plus(EPSILON))
                .times(1 + squared);
        Average average = get(AVERAGE);
        if (average == Average.WEIGHTED) {
            return Reductions.sum(
                    score.times(weights.div(Reductions.sum(weights).plus(EPSILON))));
        }
        return average == Average.MACRO ? Reductions.mean(score) : score;
    }

    private static void check(Shape targets, Shape outputs) {
        boolean fits = outputs.rank() == 2 && outputs.last() != Shape.UNKNOWN && targets.isCompatibleWith(outputs);
        if (!fits) {
            throw ShapeException.because("needs targets and outputs of shape (batch, classes)")
                    .differs("targets " + targets + ", outputs " + outputs);
        }
    }

    private SymbolicTensor positive(SymbolicTensor outputs) {
        Double threshold = get(THRESHOLD);
        if (threshold != null) {
            return Comparisons.greater(outputs, threshold);
        }
        SymbolicTensor largest = Comparisons.greaterEqual(outputs, Reductions.maxKeepingDims(outputs, -1));
        return Logic.logicalAnd(largest, Comparisons.greater(Elementwise.abs(outputs), 1e-9));
    }

    private static SymbolicTensor complement(SymbolicTensor x) {
        return x.unaryMinus().plus(1);
    }

    private SymbolicTensor sum(Tally tally, String name, SymbolicTensor values, Batch batch) {
        SymbolicTensor given = batch.weights();
        SymbolicTensor weighted = given == null ? values : values.times(Ranks.fit(given, values));
        return tally.sum(name, get(AVERAGE) == Average.MICRO ? Reductions.sum(weighted) : Reductions.sum(weighted, 0));
    }
}
