package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.util.List;

/**
 * The batches of one epoch, one at a time:
 *
 * <pre>
 * try (BatchStream batches = dataset.epoch(EpochOptions.of(128).shuffleSeed(7L))) {
 *   while (batches.next()) {
 *     step(batches.arrays());
 *   }
 * }
 * </pre>
 *
 * <p>The arrays of a batch are filled again for a later one: they may be looked at until {@link #next()} or {@link
 * #close()} is called, and whoever wants them longer copies them. For use by one thread.
 */
public interface BatchStream extends AutoCloseable {
    /**
     * Goes to the next batch, waiting for it where it is not ready.
     *
     * @return false after the last batch
     * @throws DataException if the batch could not be prepared (the cause says why), or the thread was interrupted; the
     *     stream is then closed
     */
    boolean next();

    /** The current batch's number, from 0. */
    int index();

    /** The number of examples in the current batch. */
    int size();

    /** The current batch's arrays in the order of {@link Dataset#specs()}, each with the first size {@link #size()}. */
    List<NdArray> arrays();

    /** Ends the preparation of batches and waits for its thread; does nothing where that is done. */
    @Override
    void close();
}
