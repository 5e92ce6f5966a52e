package dev.lamina.tensorflow.data;

import org.jspecify.annotations.Nullable;

/**
 * How an epoch's batches are made. Accessors and their setters share names; a setter returns a changed copy.
 *
 * @param batchSize examples in a batch, at least 1
 * @param shuffleSeed what decides, with the epoch, the order of the examples; null keeps their order
 * @param epoch which epoch this is, from 0: each has its own order
 * @param dropRemainder whether the last batch is left out when it is smaller than the others
 * @param prefetch batches made ahead by a background thread while a step runs; 0 makes them when asked, in the caller's
 *     thread
 */
public record EpochOptions(int batchSize, @Nullable Long shuffleSeed, int epoch, boolean dropRemainder, int prefetch) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is too small
     */
    public EpochOptions {
        if (batchSize < 1 || epoch < 0 || prefetch < 0) {
            throw new IllegalArgumentException(
                    "batchSize is at least 1, epoch and prefetch at least 0; received batchSize " + batchSize
                            + ", epoch " + epoch + ", prefetch " + prefetch);
        }
    }

    /** The first epoch in batches of {@code batchSize}: unshuffled, with the remainder, two batches prepared ahead. */
    public static EpochOptions of(int batchSize) {
        return new EpochOptions(batchSize, null, 0, false, 2);
    }

    public EpochOptions batchSize(int batchSize) {
        return new EpochOptions(batchSize, shuffleSeed, epoch, dropRemainder, prefetch);
    }

    public EpochOptions shuffleSeed(@Nullable Long shuffleSeed) {
        return new EpochOptions(batchSize, shuffleSeed, epoch, dropRemainder, prefetch);
    }

    public EpochOptions epoch(int epoch) {
        return new EpochOptions(batchSize, shuffleSeed, epoch, dropRemainder, prefetch);
    }

    public EpochOptions dropRemainder(boolean dropRemainder) {
        return new EpochOptions(batchSize, shuffleSeed, epoch, dropRemainder, prefetch);
    }

    public EpochOptions prefetch(int prefetch) {
        return new EpochOptions(batchSize, shuffleSeed, epoch, dropRemainder, prefetch);
    }
}
