package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Batches made by one background thread while the consumer uses an earlier one. At most {@code depth + 2} batches
 * exist: those waiting, the one in use and the one being filled; a used one goes back to be filled again.
 *
 * <p>The thread ends with the epoch, with a failure, or with {@link #close()}, whichever comes first; {@code next()}
 * returning false and {@code close()} wait until it has ended.
 */
final class PrefetchStream implements BatchStream {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What the thread hands over: a batch, or the end with the failure that caused it, if any. */
    private record Item(@Nullable Batch batch, @Nullable Throwable failure) {}

    private final BlockingQueue<Item> ready;
    private final BlockingQueue<Batch> used;
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable Batch current;
    private int index = -1;

    private PrefetchStream(BatchSource source, int depth) {
        this.ready = new ArrayBlockingQueue<>(depth);
        this.used = new ArrayBlockingQueue<>(depth + 2);
        this.thread = new Thread(() -> prepare(source), "lamina-prefetch");
        this.thread.setDaemon(true);
    }

    static PrefetchStream start(BatchSource source, int depth) {
        PrefetchStream stream = new PrefetchStream(source, depth);
        stream.thread.start();
        return stream;
    }

    private void prepare(BatchSource source) {
        Throwable failure = null;
        try {
            Batch batch = source.next(used.poll());
            while (batch != null && !closed) {
                ready.put(new Item(batch, null));
                batch = source.next(used.poll());
            }
        } catch (Throwable e) {
            failure = e;
        }
        try {
            source.release();
        } catch (Throwable e) {
            failure = failure == null ? e : failure;
        }
        try {
            if (!closed) {
                ready.put(new Item(null, failure));
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, and then nobody waits for the end.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean next() {
        if (closed) {
            return false;
        }
        if (current != null) {
            used.add(current);
            current = null;
        }
        Item item;
        try {
            item = ready.take();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw DataException.of("interrupted while waiting for batch " + (index + 1), e);
        }
        if (item.failure() != null) {
            close();
            throw DirectStream.failure(index + 1, item.failure());
        }
        current = item.batch();
        if (current == null) {
            close();
            DirectStream.checkAny(index);
            return false;
        }
        index++;
        return true;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int size() {
        return DirectStream.current(current).size();
    }

    @Override
    public List<NdArray> arrays() {
        return DirectStream.current(current).arrays();
    }

    /**
     * Waits for the thread, even when interrupted, but not for ever: a source may be stuck in code that ignores
     * interrupts.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        current = null;
        boolean interrupted = false;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        thread.interrupt();
        while (thread.isAlive() && System.nanoTime() < deadline) {
            try {
                ready.clear();
                thread.join(20);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
