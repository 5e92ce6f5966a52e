package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A data set whose batches pass through a function in several threads, and come out in order. */
final class ParallelMappedDataset extends Dataset {
    private static final int SECONDS_OF_PATIENCE = 10;

    private final Dataset source;
    private final int threads;
    private final UnaryOperator<List<NdArray>> step;

    ParallelMappedDataset(Dataset source, List<ArraySpec> specs, int threads, UnaryOperator<List<NdArray>> step) {
        super(specs);
        this.source = source;
        this.threads = threads;
        this.step = step;
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public int batches(EpochOptions options) {
        return source.batches(options);
    }

    @Override
    BatchSource source(EpochOptions options) {
        return new Workers(source.source(options));
    }

    private final class Workers implements BatchSource {
        private final BatchSource batches;
        private final Deque<Future<Batch>> pending = new ArrayDeque<>();
        private final ExecutorService workers;
        private boolean ended;
        private int index;

        Workers(BatchSource batches) {
            this.batches = batches;
            this.workers = Executors.newFixedThreadPool(threads, task -> {
                Thread thread = new Thread(task, "lamina-map");
                thread.setDaemon(true);
                return thread;
            });
        }

        @Override
        public @Nullable Batch next(@Nullable Batch used) throws Exception {
            // What the mapped batch was made from is free only now.
            Batch free = used == null ? null : used.origin();
            while (!ended && pending.size() < threads) {
                Batch batch = batches.next(free);
                free = null;
                if (batch == null) {
                    ended = true;
                } else {
                    int number = index++;
                    pending.add(
                            workers.submit(() -> Batch.checked(specs(), step.apply(batch.arrays()), number, batch)));
                }
            }
            Future<Batch> first = pending.poll();
            try {
                return first == null ? null : first.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw e;
            }
        }

        @Override
        public void release() throws Exception {
            workers.shutdownNow();
            boolean interrupted = Thread.interrupted();
            try {
                workers.awaitTermination(SECONDS_OF_PATIENCE, TimeUnit.SECONDS);
            } finally {
                batches.release();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
