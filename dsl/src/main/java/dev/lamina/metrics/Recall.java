package dev.lamina.metrics;

import dev.lamina.Index;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the targets 1 is found: {@code TP / (TP + FN)}, and 0 where there is none.
 * With several thresholds, one number for each.
 *
 * <p>Source: {@code keras.metrics.Recall}.
 *
 * <pre>{@code
 * Training training = training().loss("bce").metrics(recall().thresholds(0.7));
 * }</pre>
 */
public final class Recall extends Metric {
    private static final Field<String> NAME = namedAs("Recall");
    static final Schema<Metric> SCHEMA = schema("Recall", NAME, Recall::new);

    static {
        SCHEMA.add(ThresholdField.THRESHOLDS);
    }

    private static final Field<@Nullable Integer> TOP_K =
            SCHEMA.add(Fields.positive("top_k").orNull());
    private static final Field<@Nullable Integer> CLASS_ID =
            SCHEMA.add(Fields.integer("class_id", "an integer of at least 0", value -> value >= 0)
                    .orNull());

    private Recall(Config config) {
        super(SCHEMA, NAME, config);
    }

    static Recall of() {
        return (Recall) SCHEMA.create(Config.empty());
    }

    /** Above what an output is positive: from 0 to 1; ½ unless given. */
    public Recall thresholds(double... thresholds) {
        return (Recall) with(ThresholdField.THRESHOLDS, ThresholdField.list(thresholds));
    }

    /** Counts the k largest outputs of each example as positive, if a threshold is given and they are above it. */
    public Recall topK(int k) {
        return (Recall) with(TOP_K, k);
    }

    /** Counts one class only. */
    public Recall classId(int classId) {
        return (Recall) with(CLASS_ID, classId);
    }

    @Override
    protected SymbolicTensor result(Tally tally, Batch batch) {
        Integer topK = get(TOP_K);
        List<Double> thresholds = ThresholdField.of(config(), topK == null ? 0.5 : -1e10);
        Confusion counted = Confusion.of(batch, Confusion.Rule.of(thresholds, topK, get(CLASS_ID)));
        SymbolicTensor right = tally.sum("true_positives", counted.truePositives());
        SymbolicTensor wrong = tally.sum("false_negatives", counted.falseNegatives());
        SymbolicTensor ratio = Tally.ratio(right, right.plus(wrong));
        return thresholds.size() == 1 ? ratio.get(Index.at(0)) : ratio;
    }
}
