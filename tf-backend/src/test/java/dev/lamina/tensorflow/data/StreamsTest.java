package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Buffers that shuffle, threads that change batches, and copies in memory. */
final class StreamsTest {
    private static final List<ArraySpec> SPECS = List.of(ArraySpec.input("x", DType.INT32, -1, 2));

    /** Examples (i, -i). */
    private static Dataset numbers(int count, AtomicBoolean closed) {
        return Dataset.ofExamples(SPECS, count, options -> new Numbers(count, closed));
    }

    private static final class Numbers implements Iterator<List<NdArray>>, AutoCloseable {
        private final int count;
        private final AtomicBoolean closed;
        private int next;

        Numbers(int count, AtomicBoolean closed) {
            this.count = count;
            this.closed = closed;
        }

        @Override
        public boolean hasNext() {
            return next < count;
        }

        @Override
        public List<NdArray> next() {
            int i = next++;
            return List.of(NdArray.of(new int[] {i, -i}, 2));
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private static Dataset numbers(int count) {
        return numbers(count, new AtomicBoolean());
    }

    /** The first numbers of all examples, in order. */
    private static List<Integer> read(Dataset data, EpochOptions options) {
        List<Integer> found = new ArrayList<>();
        try (BatchStream batches = data.epoch(options)) {
            while (batches.next()) {
                int[] values = batches.arrays().get(0).ints();
                for (int i = 0; i < values.length; i += 2) {
                    assertThat(values[i + 1]).isEqualTo(-values[i]);
                    found.add(values[i]);
                }
            }
        }
        return found;
    }

    private static List<Integer> range(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void shufflesWithinABuffer() {
        Dataset data = numbers(100).shuffle(10);
        EpochOptions first = EpochOptions.of(7).shuffleSeed(5L);
        List<Integer> order = read(data, first);
        assertThat(order).containsExactlyInAnyOrderElementsOf(range(100)).isNotEqualTo(range(100));
        for (int i = 0; i < 100; i++) {
            assertThat(order.get(i))
                    .as("an example comes at most 9 places early")
                    .isLessThan(i + 10);
        }
        assertThat(read(data, first)).isEqualTo(order);
        assertThat(read(data, first.prefetch(0))).isEqualTo(order);
        assertThat(read(data, first.epoch(1))).isNotEqualTo(order);
        assertThat(read(data, first.shuffleSeed(6L))).isNotEqualTo(order);
        assertThat(read(data, first.shuffleSeed(null))).isEqualTo(range(100));
    }

    @Test
    void shufflesBatchesThatASourceMakes() {
        Dataset batches = Dataset.ofBatches(
                SPECS,
                options -> List.of(
                                List.of(NdArray.of(new int[] {0, 0, 1, -1, 2, -2}, 3, 2)),
                                List.of(NdArray.of(new int[] {3, -3}, 1, 2)))
                        .iterator());
        try (BatchStream stream = batches.shuffle(4).epoch(EpochOptions.of(2).shuffleSeed(1L))) {
            assertThat(stream.next()).isTrue();
            assertThat(stream.size()).isEqualTo(2);
        }
        assertThat(read(batches.shuffle(4), EpochOptions.of(3).shuffleSeed(1L))).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void closesTheSourceOfAShuffledStream() {
        AtomicBoolean closed = new AtomicBoolean();
        try (BatchStream stream = numbers(100, closed).shuffle(3).epoch(EpochOptions.of(2))) {
            stream.next();
        }
        assertThat(closed).isTrue();
    }

    @Test
    void mapsInSeveralThreadsAndKeepsTheOrder() {
        CountDownLatch both = new CountDownLatch(2);
        var threads = ConcurrentHashMap.<String>newKeySet();
        Dataset mapped = numbers(60).map(SPECS, 3, arrays -> {
            threads.add(
                    Thread.currentThread().getName() + Thread.currentThread().getId());
            both.countDown();
            try {
                assertThat(both.await(20, TimeUnit.SECONDS)).isTrue(); // two are at work at once
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            int[] changed = arrays.get(0).ints().clone();
            for (int i = 0; i < changed.length; i++) {
                changed[i] *= 2;
            }
            return List.of(NdArray.of(changed, changed.length / 2, 2));
        });
        assertThat(read(mapped, EpochOptions.of(4)))
                .isEqualTo(range(60).stream().map(i -> 2 * i).toList());
        assertThat(threads).hasSizeGreaterThan(1);
        assertThat(mapped.batches(EpochOptions.of(4))).isEqualTo(15);
    }

    @Test
    void tellsWhatAMappingThreadThrew() {
        AtomicBoolean closed = new AtomicBoolean();
        Dataset mapped = numbers(60, closed).map(SPECS, 2, arrays -> {
            if (arrays.get(0).ints()[0] == 8) {
                throw new IllegalStateException("an image that does not decode");
            }
            return arrays;
        });
        assertThatThrownBy(() -> read(mapped, EpochOptions.of(4)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("batch 2 could not be prepared")
                .hasMessageContaining("an image that does not decode");
        assertThat(closed).isTrue();
    }

    @Test
    void cachesExamples() {
        ArrayDataset cached = numbers(30).shuffle(4).cache();
        assertThat(cached.size()).isEqualTo(30);
        assertThat(read(cached, EpochOptions.of(7))).isEqualTo(range(30));
        assertThat(read(cached.slice(10, 20), EpochOptions.of(7))).hasSize(10);
        Dataset ragged = Dataset.ofBatches(
                List.of(ArraySpec.input("x", DType.FLOAT32, -1, -1)),
                options -> List.of(
                                List.of(NdArray.zeros(DType.FLOAT32, Shape.of(2, 3))),
                                List.of(NdArray.zeros(DType.FLOAT32, Shape.of(2, 4))))
                        .iterator());
        assertThatThrownBy(ragged::cache)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("input \"x\" of batch 1 cannot be kept in one array with those before");
    }

    @Test
    void saysThatAnEpochHasNoExamples() {
        Iterator<List<NdArray>> once = new Numbers(3, new AtomicBoolean());
        Dataset data = Dataset.ofExamples(SPECS, Dataset.UNKNOWN, options -> once);
        read(data, EpochOptions.of(2));
        assertThatThrownBy(() -> read(data, EpochOptions.of(2).prefetch(0)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("an epoch without a batch")
                .hasMessageContaining("a function that makes a new iterator for each epoch");
        assertThatThrownBy(() -> read(data, EpochOptions.of(2))).hasMessageContaining("an epoch without a batch");
    }
}
