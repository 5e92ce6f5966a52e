package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitMixTest {
    @Test
    void isTheGeneratorOfSplittableRandom() {
        for (long seed : new long[] {0, 1, -1, 1234567890123L}) {
            SplitMix ours = new SplitMix(seed);
            SplittableRandom javas = new SplittableRandom(seed);
            for (int i = 0; i < 100; i++) {
                assertThat(ours.nextLong()).isEqualTo(javas.nextLong());
            }
        }
    }

    @Test
    void numbersBelowABoundAreUniform() {
        SplitMix random = new SplitMix(5);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[random.below(7)]++;
        }
        // Four standard deviations of a binomial count, sqrt(70000 · 1/7 · 6/7) = 93.
        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(10_000 - 372, 10_000 + 372));
        assertThat(random.below(1)).isZero();
        assertThat(random.below(Integer.MAX_VALUE)).isBetween(0, Integer.MAX_VALUE - 1);
    }

    @Test
    void everyPermutationIsAsLikely() {
        int[] counts = new int[6];
        for (int seed = 0; seed < 6000; seed++) {
            int[] order = SplitMix.of(seed, 3).permutation(3);
            counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
        }
        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(1000 - 116, 1000 + 116));
    }

    @Test
    void aPermutationHasEachNumberOnceAndDiffersByPart() {
        int[] order = SplitMix.of(1, 0).permutation(1000);
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(SplitMix.of(1, 0).permutation(1000)).isEqualTo(order);
        assertThat(SplitMix.of(1, 1).permutation(1000)).isNotEqualTo(order);
        assertThat(SplitMix.of(2, 0).permutation(1000)).isNotEqualTo(order);
    }
}
