package dev.lamina.tensorflow.train;

import dev.lamina.errors.LaminaException;

/** Lets go of a thread that was told to stop. */
final class Interruption {
    private Interruption() {}

    /**
     * Checks between two batches.
     *
     * @throws LaminaException if this thread was interrupted; it stays marked as interrupted
     */
    static void check(String what) {
        if (Thread.currentThread().isInterrupted()) {
            throw new LaminaException(
                    what + " was interrupted between two batches; the weights are those of the last step");
        }
    }
}
