package dev.lamina.metrics;

import dev.lamina.Index;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The number of outputs that are above or below a threshold, rightly or wrongly; with several thresholds, one number for each.
 *
 * <p>Source: {@code keras.metrics.TruePositives}, {@code TrueNegatives}, {@code FalsePositives}, {@code FalseNegatives}.
 *
 * <pre>{@code
 * Training training = training().loss("bce").metrics(truePositives(), falseNegatives().thresholds(0.3, 0.7));
 * }</pre>
 */
public final class ConfusionCount extends Metric {
    private enum Kind {
        TRUE_POSITIVES("TruePositives", Confusion::truePositives),
        TRUE_NEGATIVES("TrueNegatives", Confusion::trueNegatives),
        FALSE_POSITIVES("FalsePositives", Confusion::falsePositives),
        FALSE_NEGATIVES("FalseNegatives", Confusion::falseNegatives);

        private final Function<Confusion, SymbolicTensor> count;
        private final Field<String> nameField;
        private final Schema<Metric> schema;

        Kind(String className, Function<Confusion, SymbolicTensor> count) {
            this.count = count;
            this.nameField = namedAs(className);
            this.schema = schema(className, nameField, config -> new ConfusionCount(this, config));
            this.schema.add(ThresholdField.THRESHOLDS);
        }
    }

    private final Kind kind;

    private ConfusionCount(Kind kind, Config config) {
        super(kind.schema, kind.nameField, config);
        this.kind = kind;
    }

    static List<Schema<Metric>> schemas() {
        return Arrays.stream(Kind.values()).map(kind -> kind.schema).toList();
    }

    private static ConfusionCount of(Kind kind) {
        return (ConfusionCount) kind.schema.create(Config.empty());
    }

    static ConfusionCount truePositives() {
        return of(Kind.TRUE_POSITIVES);
    }

    static ConfusionCount trueNegatives() {
        return of(Kind.TRUE_NEGATIVES);
    }

    static ConfusionCount falsePositives() {
        return of(Kind.FALSE_POSITIVES);
    }

    static ConfusionCount falseNegatives() {
        return of(Kind.FALSE_NEGATIVES);
    }

    /** Above what an output is positive: from 0 to 1; ½ unless given. */
    public ConfusionCount thresholds(double... thresholds) {
        return (ConfusionCount) with(ThresholdField.THRESHOLDS, ThresholdField.list(thresholds));
    }

    @Override
    protected SymbolicTensor result(Tally tally, Batch batch) {
        List<Double> thresholds = ThresholdField.of(config(), 0.5);
        Confusion counted = Confusion.of(batch, Confusion.Rule.of(thresholds, null, null));
        SymbolicTensor sum = tally.sum("accumulator", kind.count.apply(counted));
        return thresholds.size() == 1 ? sum.get(Index.at(0)) : sum;
    }
}
