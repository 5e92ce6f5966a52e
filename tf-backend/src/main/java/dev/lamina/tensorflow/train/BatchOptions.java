package dev.lamina.tensorflow.train;

import java.util.ArrayList;
import java.util.List;

/**
 * How examples are evaluated or predicted; Keras's defaults. A setter returns a changed copy.
 *
 * @param steps the batches, the first ones; 0 for all
 */
public record BatchOptions(int batchSize, int steps, List<Callback> callbacks) {
    static final BatchOptions DEFAULT = new BatchOptions(32, 0, List.of());

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the batch size is less than 1, or the steps are less than 0
     */
    public BatchOptions {
        if (batchSize < 1 || steps < 0) {
            throw new IllegalArgumentException(
                    "batchSize is at least 1, steps at least 0; received batchSize " + batchSize + ", steps " + steps);
        }
        callbacks = List.copyOf(callbacks);
    }

    public BatchOptions batchSize(int changed) {
        return new BatchOptions(changed, steps, callbacks);
    }

    /** How many batches there are at most, as for data without an end. */
    public BatchOptions steps(int changed) {
        return new BatchOptions(batchSize, changed, callbacks);
    }

    /** Adds callbacks; they are called in the order in which they were added. */
    public BatchOptions callbacks(Callback... more) {
        List<Callback> all = new ArrayList<>(callbacks);
        all.addAll(List.of(more));
        return new BatchOptions(batchSize, steps, all);
    }

    /** Whether there is another batch behind so many. */
    boolean goesOnAfter(int batches) {
        return steps == 0 || batches < steps;
    }

    /** How many batches there are, of what the data has; -1 where unknown. */
    int planned(int batches) {
        return steps == 0 ? batches : batches < 0 ? steps : Math.min(steps, batches);
    }
}
