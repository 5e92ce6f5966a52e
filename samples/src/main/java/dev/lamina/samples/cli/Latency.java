package dev.lamina.samples.cli;

import java.util.Arrays;

/**
 * How long something took, many times over.
 *
 * @param median in milliseconds
 * @param p99 what 99 of 100 took at most, in milliseconds
 */
record Latency(double median, double p99) {
    /** Of durations in nanoseconds. */
    static Latency of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latency(rank(sorted, 0.5), rank(sorted, 0.99));
    }

    /** The nearest-rank percentile. */
    private static double rank(long[] sorted, double share) {
        int position = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(position, 0)] / 1e6;
    }
}
