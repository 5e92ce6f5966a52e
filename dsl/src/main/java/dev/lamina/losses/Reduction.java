package dev.lamina.losses;

/** How the values of a batch become one loss. Source: the argument {@code reduction} of {@code keras.losses.Loss}. */
public enum Reduction {
    /** The sum divided by the number of values; weights of examples do not change the divisor. */
    SUM_OVER_BATCH_SIZE,
    /** The sum. */
    SUM,
    /** As {@link #SUM_OVER_BATCH_SIZE}. */
    MEAN,
    /** The sum divided by the sum of the weights of the examples. */
    MEAN_WITH_SAMPLE_WEIGHT,
    /** No reduction; training refuses it, since it minimizes a scalar. */
    NONE
}
