package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The best that one quantity can be at a threshold where another is at least a value.
 *
 * <p>Source: {@code keras.metrics.SensitivityAtSpecificity}, {@code SpecificityAtSensitivity}, {@code PrecisionAtRecall}, {@code
 * RecallAtPrecision}.
 *
 * <pre>{@code
 * Training training = training().loss("bce").metrics(precisionAtRecall(0.8), sensitivityAtSpecificity(0.5).numThresholds(50));
 * }</pre>
 */
public final class BestUnderConstraint extends Metric {
    private static final Field<@Nullable Integer> CLASS_ID = Fields.integer(
                    "class_id", "an integer of at least 0", value -> value >= 0)
            .orNull();
    private static final Field<Integer> NUM_THRESHOLDS =
            Fields.positive("num_thresholds").orElse(200);

    private enum Kind {
        SENSITIVITY_AT_SPECIFICITY("SensitivityAtSpecificity", "specificity", Counts::specificity, Counts::recall),
        SPECIFICITY_AT_SENSITIVITY("SpecificityAtSensitivity", "sensitivity", Counts::recall, Counts::specificity),
        PRECISION_AT_RECALL("PrecisionAtRecall", "recall", Counts::recall, Counts::precision),
        RECALL_AT_PRECISION("RecallAtPrecision", "precision", Counts::precision, Counts::recall);

        private final Function<Counts, SymbolicTensor> constrained;
        private final Function<Counts, SymbolicTensor> best;
        private final Field<String> nameField;
        private final Field<Double> least;
        private final Schema<Metric> schema;

        Kind(
                String className,
                String key,
                Function<Counts, SymbolicTensor> constrained,
                Function<Counts, SymbolicTensor> best) {
            this.constrained = constrained;
            this.best = best;
            this.nameField = namedAs(className);
            this.least = Fields.number(key, "a number from 0 to 1", value -> value >= 0 && value <= 1);
            this.schema = schema(className, nameField, config -> new BestUnderConstraint(this, config));
            schema.add(CLASS_ID);
            schema.add(NUM_THRESHOLDS);
            schema.add(least);
        }
    }

    private final Kind kind;

    private BestUnderConstraint(Kind kind, Config config) {
        super(kind.schema, kind.nameField, config);
        this.kind = kind;
    }

    static List<Schema<Metric>> schemas() {
        return Arrays.stream(Kind.values()).map(kind -> kind.schema).toList();
    }

    private static BestUnderConstraint of(Kind kind, double least) {
        return (BestUnderConstraint) kind.schema.create(Config.empty().set(kind.least, least));
    }

    static BestUnderConstraint sensitivityAtSpecificity(double specificity) {
        return of(Kind.SENSITIVITY_AT_SPECIFICITY, specificity);
    }

    static BestUnderConstraint specificityAtSensitivity(double sensitivity) {
        return of(Kind.SPECIFICITY_AT_SENSITIVITY, sensitivity);
    }

    static BestUnderConstraint precisionAtRecall(double recall) {
        return of(Kind.PRECISION_AT_RECALL, recall);
    }

    static BestUnderConstraint recallAtPrecision(double precision) {
        return of(Kind.RECALL_AT_PRECISION, precision);
    }

    /** How many thresholds are tried, at equal distances from 0 to 1. */
    public BestUnderConstraint numThresholds(int count) {
        return (BestUnderConstraint) with(NUM_THRESHOLDS, count);
    }

    /** Counts one class only. */
    public BestUnderConstraint classId(int classId) {
        return (BestUnderConstraint) with(CLASS_ID, classId);
    }

    @Override
    protected SymbolicTensor result(Tally tally, Batch batch) {
        Confusion counted = Confusion.of(batch, Confusion.Rule.of(thresholds(), null, get(CLASS_ID)));
        Counts counts = Counts.of(tally, counted);
        SymbolicTensor reached =
                Comparisons.greaterEqual(kind.constrained.apply(counts), Tally.constant(get(kind.least)));
        SymbolicTensor best = kind.best.apply(counts);
        return Elementwise.maximum(Reductions.max(Selection.where(reached, best, Selection.zerosLike(best))), 0);
    }

    private List<Double> thresholds() {
        int count = get(NUM_THRESHOLDS);
        return count == 1
                ? List.of(0.5)
                : IntStream.range(0, count)
                        .mapToObj(i -> (double) i / (count - 1))
                        .toList();
    }
}
