package dev.lamina.tensorflow;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.train.OneBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Serves single examples in batches: whatever asks within a short time is predicted by one step, as a step on many examples takes
 * hardly longer than one on a single example. For any number of threads.
 *
 * <pre>{@code
 * try (var batcher = Batcher.of(run, 64, Duration.ofMillis(5))) {
 *     List<NdArray> outputs = batcher.predict(image).join();   // of the shapes of one example
 * }
 * }</pre>
 */
public final class Batcher implements AutoCloseable {
    /** One example and who waits for its outputs. */
    private record Request(List<NdArray> inputs, CompletableFuture<List<NdArray>> answer) {
        private Request {
            inputs = List.copyOf(inputs);
        }

        /** What comes last; every model has inputs. */
        private static Request end() {
            return new Request(List.of(), new CompletableFuture<>());
        }

        private boolean isEnd() {
            return inputs.isEmpty();
        }
    }

    private final CompiledModel model;
    private final int most;
    private final long nanos;
    private final BlockingQueue<Request> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed;

    private Batcher(CompiledModel model, int most, Duration wait) {
        this.model = model;
        this.most = most;
        this.nanos = wait.toNanos();
        this.thread = new Thread(this::serve, "lamina-batcher");
        this.thread.setDaemon(true);
    }

    /**
     * A batcher with a thread of its own.
     *
     * @param most the examples of a batch at most
     * @param wait how long the first example of a batch waits for others at most
     * @throws IllegalArgumentException if {@code most} is less than 1, or {@code wait} is negative
     */
    public static Batcher of(CompiledModel model, int most, Duration wait) {
        if (most < 1 || wait.isNegative()) {
            throw new IllegalArgumentException(
                    "a batcher takes at least 1 example and no negative time; received " + most + ", " + wait);
        }
        Batcher batcher = new Batcher(model, most, wait);
        batcher.thread.start();
        return batcher;
    }

    /**
     * The outputs for one example, once its batch was predicted.
     *
     * @param inputs in the order of the model's, of its shapes without the first axis
     * @throws LaminaException if they do not fit the model, or this batcher is closed
     */
    public CompletableFuture<List<NdArray>> predict(NdArray... inputs) {
        List<NdArray> rows = new ArrayList<>();
        for (NdArray input : inputs) {
            rows.add(input.reshape(Shape.of(1).plus(input.shape()).sizes()));
        }
        Request request = new Request(OneBatch.inputs(model.model(), rows), new CompletableFuture<>());
        synchronized (queue) {
            if (closed) {
                throw new LaminaException("this batcher was closed");
            }
            queue.add(request);
        }
        return request.answer();
    }

    private void serve() {
        try {
            boolean open = true;
            while (open) {
                List<Request> batch = new ArrayList<>();
                open = collect(batch);
                split(batch).forEach(this::answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes requests for a batch; false where the last was taken. */
    @SuppressWarnings("ReferenceEquality") // the one request that ends all
    private boolean collect(List<Request> batch) throws InterruptedException {
        Request next = queue.take();
        long deadline = System.nanoTime() + nanos;
        while (next != null && !next.isEnd()) {
            batch.add(next);
            next = batch.size() == most ? null : queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return next == null;
    }

    /** Examples of one size may share a batch. */
    private static List<List<Request>> split(List<Request> batch) {
        List<List<Request>> groups = new ArrayList<>();
        for (Request request : batch) {
            List<Shape> shapes = shapes(request);
            groups.stream()
                    .filter(group -> shapes(group.get(0)).equals(shapes))
                    .findFirst()
                    .orElseGet(() -> {
                        List<Request> group = new ArrayList<>();
                        groups.add(group);
                        return group;
                    })
                    .add(request);
        }
        return groups;
    }

    private static List<Shape> shapes(Request request) {
        return request.inputs().stream().map(NdArray::shape).toList();
    }

    private void answer(List<Request> requests) {
        try {
            List<NdArray> outputs = model.predictOnBatch(joined(requests));
            for (int i = 0; i < requests.size(); i++) {
                int row = i;
                requests.get(i)
                        .answer()
                        .complete(
                                outputs.stream().map(output -> row(output, row)).toList());
            }
        } catch (RuntimeException e) {
            requests.forEach(request -> request.answer().completeExceptionally(e));
        }
    }

    private static NdArray[] joined(List<Request> requests) {
        List<NdArray> first = requests.get(0).inputs();
        NdArray[] joined = new NdArray[first.size()];
        for (int i = 0; i < joined.length; i++) {
            NdArray one = first.get(i);
            joined[i] = NdArray.zeros(one.dtype(), one.shape().withSize(0, requests.size()));
            for (int row = 0; row < requests.size(); row++) {
                System.arraycopy(
                        requests.get(row).inputs().get(i).storage(),
                        0,
                        joined[i].storage(),
                        row * one.size(),
                        one.size());
            }
        }
        return joined;
    }

    private static NdArray row(NdArray output, int row) {
        return output.rows(row, row + 1).reshape(output.shape().from(1).sizes());
    }

    /** Answers what was asked for, takes no more, and waits for the end of that; does not close the model. */
    @Override
    public void close() {
        synchronized (queue) {
            if (!closed) {
                closed = true;
                queue.add(Request.end());
            }
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
