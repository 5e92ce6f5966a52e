package dev.lamina.tensorflow.data;

/**
 * Seeded random numbers that are the same on every platform and Java version: the generator of {@link
 * java.util.SplittableRandom}, whose numbers below a bound Java does not promise to keep.
 *
 * <p>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014); bounds by Lemire,
 * "Fast random integer generation in an interval" (2019).
 */
final class SplitMix {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    SplitMix(long seed) {
        this.state = seed;
    }

    /** The generator of one part, such as an epoch or an image, of what {@code seed} makes. */
    static SplitMix of(long seed, long part) {
        return new SplitMix(mix(mix(seed + GOLDEN_GAMMA) + part * GOLDEN_GAMMA));
    }

    long nextLong() {
        return mix(state += GOLDEN_GAMMA);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** From 0 (included) to {@code bound} (excluded), each equally likely. */
    int below(int bound) {
        long product = (nextLong() >>> 32) * bound;
        while ((product & 0xffffffffL) < (0x100000000L % bound)) {
            product = (nextLong() >>> 32) * bound;
        }
        return (int) (product >>> 32);
    }

    /** From {@code low} (included) to {@code high} (excluded). */
    double between(double low, double high) {
        return low + (high - low) * ((nextLong() >>> 11) * 0x1p-53);
    }

    /** The numbers from 0 to {@code size - 1} in random order (Fisher and Yates). */
    int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
