package dev.lamina.samples.cli;

import dev.lamina.tensorflow.train.Callback;
import dev.lamina.tensorflow.train.TrainedModel;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Lets a training save what it has when the process is told to end (Ctrl-C, or a plain {@code kill}): the training stops behind
 * its step, and the process does not end before this is closed.
 */
final class Interruption implements AutoCloseable {
    private final CountDownLatch saved = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean asked;

    private Interruption(PrintWriter err) {
        hook = new Thread(() -> waitUntilSaved(err), "save-on-interrupt");
    }

    /** Watches until it is closed. */
    static Interruption watch(PrintWriter err) {
        Interruption interruption = new Interruption(err);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void waitUntilSaved(PrintWriter err) {
        asked = true;
        err.println();
        err.println("interrupted; saving what there is ...");
        err.flush();
        try {
            saved.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process was told to end. */
    boolean wasAsked() {
        return asked;
    }

    /** Stops a training behind the step in which the process was told to end. */
    Callback callback(TrainedModel model) {
        return new Callback() {
            @Override
            public void trainBatchEnds(int batch, Map<String, Double> logs) {
                if (asked) {
                    model.stopTraining();
                }
            }
        };
    }

    @Override
    public void close() {
        saved.countDown();
        if (!asked) {
            forget();
        }
    }

    @SuppressWarnings("EmptyCatch") // told to end this very moment: the hook runs, and waits for nothing any more
    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // See above.
        }
    }
}
