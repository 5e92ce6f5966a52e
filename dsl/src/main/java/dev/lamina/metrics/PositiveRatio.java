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
 * True positives beside mistakes of one kind: {@code TP / (TP + mistakes)}, and 0 where there is none. With several thresholds, one
 * number for each.
 *
 * @param <S> the class itself
 */
abstract class PositiveRatio<S extends PositiveRatio<S>> extends Metric {
    private static final Field<@Nullable Integer> TOP_K =
            Fields.positive("top_k").orNull();
    private static final Field<@Nullable Integer> CLASS_ID = Fields.integer(
                    "class_id", "an integer of at least 0", value -> value >= 0)
            .orNull();

    PositiveRatio(Schema<Metric> schema, Field<String> name, Config config) {
        super(schema, name, config);
    }

    /** Declares the keys. */
    static void addTo(Schema<Metric> schema) {
        schema.add(ThresholdField.THRESHOLDS);
        schema.add(TOP_K);
        schema.add(CLASS_ID);
    }

    @SuppressWarnings("unchecked") // a schema makes the class that it is of
    private <T extends @Nullable Object> S changed(Field<T> field, T value) {
        return (S) with(field, value);
    }

    /** Above what an output is positive: from 0 to 1; ½ unless given. */
    public S thresholds(double... thresholds) {
        return changed(ThresholdField.THRESHOLDS, ThresholdField.list(thresholds));
    }

    /** Counts the k largest outputs of each example as positive, if a threshold is given and they are above it. */
    public S topK(int k) {
        return changed(TOP_K, k);
    }

    /** Counts one class only. */
    public S classId(int classId) {
        return changed(CLASS_ID, classId);
    }

    /** How often the mistakes happened so far, for each threshold. */
    abstract SymbolicTensor mistakes(Tally tally, Confusion counted);

    @Override
    protected final SymbolicTensor result(Tally tally, Batch batch) {
        Integer topK = get(TOP_K);
        List<Double> thresholds = ThresholdField.of(config(), topK == null ? 0.5 : -1e10);
        Confusion counted = Confusion.of(batch, Confusion.Rule.of(thresholds, topK, get(CLASS_ID)));
        SymbolicTensor right = tally.sum("true_positives", counted.truePositives());
        SymbolicTensor ratio = Tally.ratio(right, right.plus(mistakes(tally, counted)));
        return thresholds.size() == 1 ? ratio.get(Index.at(0)) : ratio;
    }
}
