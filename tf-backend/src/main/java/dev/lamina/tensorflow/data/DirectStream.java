package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches made when they are asked for. */
final class DirectStream implements BatchStream {
    private final BatchSource source;
    private @Nullable Batch current;
    private int index = -1;
    private boolean closed;

    DirectStream(BatchSource source) {
        this.source = source;
    }

    @Override
    public boolean next() {
        if (closed) {
            return false;
        }
        try {
            current = source.next(current);
            index++;
        } catch (Throwable e) {
            closeAfter(e);
            throw failure(index + 1, e);
        }
        if (current == null) {
            close();
            checkAny(index - 1);
        }
        return current != null;
    }

    /**
     * Says that there was no batch, which no loop over batches expects.
     *
     * @param last the number of the last batch; -1 where there was none
     */
    static void checkAny(int last) {
        if (last < 0) {
            throw DataException.of(
                    "an epoch without a batch",
                    "expected",
                    "at least one example",
                    "found",
                    "an iterator that had none, or that an epoch before had used up",
                    "try",
                    "a function that makes a new iterator for each epoch");
        }
    }

    /**
     * What the consumer is told: our own exceptions and errors of the virtual machine are themselves, others a cause.
     */
    static DataException failure(int index, Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof DataException known) {
            // With both stack traces: where it was found, and who asked.
            return new DataException(known.summary(), known.facts(), known);
        }
        return DataException.of("batch " + index + " could not be prepared", cause, "found", cause.toString());
    }

    private void closeAfter(Throwable failure) {
        closed = true;
        current = null;
        try {
            source.release();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int size() {
        return current(current).size();
    }

    @Override
    public List<NdArray> arrays() {
        return current(current).arrays();
    }

    static Batch current(@Nullable Batch batch) {
        if (batch == null) {
            throw new IllegalStateException(
                    "no batch: the last next() was not called, or did not return true, or the stream is closed");
        }
        return batch;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        current = null;
        try {
            source.release();
        } catch (Exception e) {
            throw DataException.of("the source of the batches could not be closed", e, "found", e.toString());
        }
    }
}
