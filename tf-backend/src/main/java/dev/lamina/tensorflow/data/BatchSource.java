package dev.lamina.tensorflow.data;

import org.jspecify.annotations.Nullable;

/** Makes the batches of one epoch, one after the other. Used by one thread at a time. */
interface BatchSource {
    /**
     * The next batch, null after the last.
     *
     * @param used a batch that this source made before and nobody looks at any more: its arrays may be filled anew
     * @throws Exception whatever goes wrong; the stream tells the consumer
     */
    @Nullable
    Batch next(@Nullable Batch used) throws Exception;

    /** Lets go of files and the like, in the thread that made the batches. */
    default void release() throws Exception {}
}
