package dev.lamina.samples;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long something took, many times over.
 *
 * @param median in milliseconds
 * @param p99 what 99 of 100 took at most, in milliseconds
 */
public record Latency(double median, double p99) {
    /** Of something that is done a fifth as many times before, to warm up. */
    public static Latency of(int times, Runnable work) {
        long[] nanos = new long[times];
        for (int i = -times / 5; i < times; i++) {
            long began = System.nanoTime();
            work.run();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - began;
            }
        }
        return of(nanos);
    }

    /** Of durations in nanoseconds. */
    public static Latency of(long... nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latency(rank(sorted, 0.5), rank(sorted, 0.99));
    }

    /** The nearest-rank percentile. */
    private static double rank(long[] sorted, double share) {
        int position = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(position, 0)] / 1e6;
    }

    /** An object with {@code median} and {@code p99}. */
    public String json() {
        return String.format(Locale.ROOT, "{\"median\":%.4f,\"p99\":%.4f}", median, p99);
    }
}
