package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.NdArray;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetchStreamTest {
    private static final List<ArraySpec> SPECS = List.of(ArraySpec.input("x", DType.INT32, -1));

    /** The threads that made batches. */
    private final AtomicReference<@Nullable Thread> worker = new AtomicReference<>();

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();

    /** Endless batches, whose iterator notes its threads and is closeable. */
    private final class Endless implements Iterator<List<NdArray>>, AutoCloseable {
        private final IntFunction<List<NdArray>> batches;

        Endless(IntFunction<List<NdArray>> batches) {
            this.batches = batches;
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public List<NdArray> next() {
            Thread before = worker.getAndSet(Thread.currentThread());
            assertThat(before).isIn(null, Thread.currentThread());
            return batches.apply(made.getAndIncrement());
        }

        @Override
        public void close() {
            assertThat(Thread.currentThread()).isEqualTo(worker.get());
            closes.incrementAndGet();
        }
    }

    private BatchStream endless(EpochOptions options, IntFunction<List<NdArray>> batches) {
        return Dataset.ofBatches(SPECS, o -> new Endless(batches)).epoch(options);
    }

    private static List<NdArray> numbered(int i) {
        return List.of(NdArray.of(new int[] {i}, 1));
    }

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("lamina-prefetch"));
        assertThat(closes).hasValue(worker.get() == null ? 0 : 1);
    }

    @Test
    void batchesAreMadeInAnotherThreadButOnlySoMany() throws InterruptedException {
        try (BatchStream batches = endless(EpochOptions.of(1).prefetch(3), PrefetchStreamTest::numbered)) {
            for (int i = 0; i < 10; i++) {
                assertThat(batches.next()).isTrue();
                assertThat(batches.arrays().get(0).ints()).containsExactly(i);
            }
            // The ten taken, three waiting, one that waits for room: sooner or later so many, and then no more.
            while (made.get() < 14) {
                Thread.sleep(1);
            }
            Thread.sleep(50);
            assertThat(made).hasValue(14);
            assertThat(worker.get()).isNotEqualTo(Thread.currentThread());
        }
    }

    @Test
    void withoutPrefetchTheCallersThreadMakesThem() {
        try (BatchStream batches = endless(EpochOptions.of(1).prefetch(0), PrefetchStreamTest::numbered)) {
            assertThat(made).hasValue(0);
            assertThat(batches.next()).isTrue();
            assertThat(made).hasValue(1);
            assertThat(worker.get()).isEqualTo(Thread.currentThread());
        }
    }

    @Test
    void buffersAreUsedAgain() {
        Dataset dataset = ArrayDataset.of(NdArray.of(new float[400], 400, 1));
        for (int prefetch : new int[] {0, 1, 4}) {
            Set<NdArray> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
            try (BatchStream batches =
                    dataset.epoch(EpochOptions.of(2).shuffleSeed(1L).prefetch(prefetch))) {
                while (batches.next()) {
                    buffers.add(batches.arrays().get(0));
                }
            }
            assertThat(buffers).hasSizeBetween(1, prefetch + 2);
        }
    }

    /** A buffer in the consumer's hands is not filled behind its back, however slow it is. */
    @Test
    void theCurrentBatchStaysAsItIs() throws InterruptedException {
        int[] numbers = new int[64];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        try (BatchStream batches = ArrayDataset.of(NdArray.of(numbers, 64))
                .epoch(EpochOptions.of(2).prefetch(1))) {
            for (int i = 0; batches.next(); i++) {
                Thread.sleep(1);
                assertThat(batches.arrays().get(0).ints()).containsExactly(2 * i, 2 * i + 1);
            }
        }
    }

    @Test
    void aFailureReachesTheConsumerAfterTheBatchesBeforeIt() {
        for (int prefetch : new int[] {0, 2}) {
            worker.set(null);
            made.set(0);
            closes.set(0);
            BatchStream batches = endless(EpochOptions.of(1).prefetch(prefetch), i -> {
                if (i == 2) {
                    throw new IllegalStateException("the disk is on fire");
                }
                return numbered(i);
            });
            assertThat(batches.next()).isTrue();
            assertThat(batches.next()).isTrue();
            assertThatThrownBy(batches::next)
                    .isInstanceOf(DataException.class)
                    .hasMessage("""
                            batch 2 could not be prepared
                              found   java.lang.IllegalStateException: the disk is on fire""")
                    .cause()
                    .hasMessage("the disk is on fire");
            assertThat(batches.next()).isFalse();
        }
    }

    @Test
    void errorsOfTheVirtualMachineAreThemselves() {
        BatchStream batches = endless(EpochOptions.of(1), i -> {
            throw new OutOfMemoryError("made up");
        });
        assertThatThrownBy(batches::next).isInstanceOf(OutOfMemoryError.class).hasMessage("made up");
    }

    @Test
    void aWrongBatchIsNamed() {
        BatchStream batches =
                endless(EpochOptions.of(1), i -> i == 0 ? numbered(0) : List.of(NdArray.of(new float[] {1}, 1)));
        assertThat(batches.next()).isTrue();
        assertThatThrownBy(batches::next).isInstanceOf(DataException.class).hasMessage("""
                input "x" of batch 1 is not what the data set said it would be
                  expected   int32 (?,)
                  found      float32 (1,)""");
    }

    @Test
    void closingEndsAThreadThatWaits() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        BatchStream batches = endless(EpochOptions.of(1), i -> {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return numbered(i);
        });
        waiting.await();
        batches.close();
        Thread thread = worker.get();
        assertThat(thread).isNotNull();
        assertThat(thread == null || thread.isAlive()).isFalse();
    }

    @Test
    void anInterruptedConsumerIsToldAndStaysInterrupted() {
        BatchStream batches = endless(EpochOptions.of(1), i -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return numbered(i);
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(batches::next)
                .isInstanceOf(DataException.class)
                .hasMessage("interrupted while waiting for batch 0");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(batches.next()).isFalse();
    }

    @Test
    void theEndOfTheEpochEndsTheThread() {
        BatchStream batches = ArrayDataset.of(NdArray.of(new int[9], 9)).epoch(EpochOptions.of(2));
        int examples = 0;
        while (batches.next()) {
            examples += batches.size();
        }
        assertThat(examples).isEqualTo(9);
        // Not closed: noThreadIsLeft() checks that it need not be.
    }
}
