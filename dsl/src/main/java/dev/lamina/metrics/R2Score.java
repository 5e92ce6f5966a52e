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
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import org.jspecify.annotations.Nullable;

/**
 * The coefficient of determination of outputs (batch, n): 1 minus the squared errors over the squared deviations of the targets from their
 * mean. 1 is perfect; 0 is no better than the mean.
 *
 * <p>Source: {@code keras.metrics.R2Score}.
 *
 * <pre>{@code
 * Training training = training().loss("mse").metrics(r2Score().numRegressors(3));
 * }</pre>
 */
public final class R2Score extends Metric {
    /** How the scores of outputs become one. */
    public enum ClassAggregation {
        UNIFORM_AVERAGE,
        /** The mean, each output counting as much as its targets vary. */
        VARIANCE_WEIGHTED_AVERAGE
    }

    private static final Field<String> NAME = namedAs("R2Score");
    static final Schema<Metric> SCHEMA = schema("R2Score", NAME, R2Score::new);
    private static final Field<@Nullable ClassAggregation> CLASS_AGGREGATION =
            SCHEMA.add(Fields.choice("class_aggregation", ClassAggregation.class)
                    .orNull()
                    .orElse(ClassAggregation.UNIFORM_AVERAGE));
    private static final Field<Integer> NUM_REGRESSORS =
            SCHEMA.add(Fields.integer("num_regressors", "an integer of at least 0", value -> value >= 0)
                    .orElse(0));

    private R2Score(Config config) {
        super(SCHEMA, NAME, config);
    }

    static R2Score of() {
        return (R2Score) SCHEMA.create(Config.empty());
    }

    /** How the scores of outputs become one; null for one number for each. */
    public R2Score classAggregation(@Nullable ClassAggregation aggregation) {
        return (R2Score) with(CLASS_AGGREGATION, aggregation);
    }

    /** The number of independent variables, for the adjusted score; 0 for the plain one. */
    public R2Score numRegressors(int count) {
        return (R2Score) with(NUM_REGRESSORS, count);
    }

    @Override
    protected SymbolicTensor result(Tally tally, Batch batch) {
        Shape shape = batch.yPred().shape();
        boolean fits = shape.rank() == 2
                && shape.last() != Shape.UNKNOWN
                && batch.yTrue().shape().isCompatibleWith(shape);
        if (!fits) {
            throw ShapeException.because("needs targets and outputs of shape (batch, n)")
                    .differs("targets " + batch.yTrue().shape() + ", outputs " + shape);
        }
        SymbolicTensor y = Core.cast(batch.yTrue(), DType.FLOAT64);
        SymbolicTensor errors = Elementwise.square(y.minus(Core.cast(batch.yPred(), DType.FLOAT64)));
        SymbolicTensor weights = Selection.onesLike(y);
        SymbolicTensor given = batch.weights();
        if (given != null) {
            weights = weights.times(Core.cast(Ranks.fit(given, y), DType.FLOAT64));
        }
        SymbolicTensor samples = tally.sum("num_samples", Reductions.sum(Selection.onesLike(y)));
        SymbolicTensor squares =
                tally.sum("squared_sum", Reductions.sum(y.times(y).times(weights), 0));
        SymbolicTensor sum = tally.sum("sum", Reductions.sum(y.times(weights), 0));
        SymbolicTensor residual = tally.sum("residual", Reductions.sum(errors.times(weights), 0));
        SymbolicTensor count = tally.sum("count", Reductions.sum(weights, 0));
        SymbolicTensor total = squares.minus(sum.times(sum.div(count)));
        SymbolicTensor scores = residual.div(total).unaryMinus().plus(1);
        SymbolicTensor finite = Selection.where(Comparisons.isinf(scores), Selection.zerosLike(scores), scores);
        return adjusted(aggregated(finite, total), samples);
    }

    private SymbolicTensor aggregated(SymbolicTensor scores, SymbolicTensor total) {
        ClassAggregation aggregation = get(CLASS_AGGREGATION);
        if (aggregation == null) {
            return scores;
        }
        return switch (aggregation) {
            case UNIFORM_AVERAGE -> Reductions.mean(scores);
            case VARIANCE_WEIGHTED_AVERAGE ->
                Reductions.sum(total.times(scores)).div(Reductions.sum(total));
        };
    }

    /** As in Keras, the plain score where there are too few examples. */
    private SymbolicTensor adjusted(SymbolicTensor score, SymbolicTensor samples) {
        int regressors = get(NUM_REGRESSORS);
        if (regressors == 0) {
            return score;
        }
        SymbolicTensor freedom = samples.minus(1 + regressors);
        SymbolicTensor enough = Comparisons.greater(freedom, 0);
        SymbolicTensor divisor = Selection.where(enough, freedom, Tally.constant(1));
        SymbolicTensor rest = score.unaryMinus().plus(1).times(samples.minus(1)).div(divisor);
        return Selection.where(enough, rest.unaryMinus().plus(1), score);
    }
}
