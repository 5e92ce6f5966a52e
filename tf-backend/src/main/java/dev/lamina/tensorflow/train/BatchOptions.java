package dev.lamina.tensorflow.train;

import java.util.ArrayList;
import java.util.List;

/**
 * How examples are evaluated or predicted; Keras's defaults. A setter returns a changed copy.
 */
public record BatchOptions(int batchSize, List<Callback> callbacks) {
    static final BatchOptions DEFAULT = new BatchOptions(32, List.of());

    /**
     * Checks the batch size.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public BatchOptions {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize is at least 1; received " + batchSize);
        }
        callbacks = List.copyOf(callbacks);
    }

    public BatchOptions batchSize(int changed) {
        return new BatchOptions(changed, callbacks);
    }

    /** Adds callbacks; they are called in the order in which they were added. */
    public BatchOptions callbacks(Callback... more) {
        List<Callback> all = new ArrayList<>(callbacks);
        all.addAll(List.of(more));
        return new BatchOptions(batchSize, all);
    }
}
