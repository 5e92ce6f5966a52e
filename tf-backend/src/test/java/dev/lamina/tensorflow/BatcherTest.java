package dev.lamina.tensorflow;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.TANH;
import static dev.lamina.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.LaminaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Predictions for many threads, one by one and in batches. */
final class BatcherTest {
    private static CompiledModel compiled() {
        var x = input("x", 3);
        return TensorFlowBackend.compile(Model.of("m", x, x.then(chain(dense(8).activation(TANH), dense(2)))));
    }

    private static NdArray example(int i) {
        return NdArray.of(new float[] {i, -i, 0.5f * i}, 3);
    }

    private static NdArray alone(CompiledModel run, int i) {
        return run.predictOnBatch(example(i).reshape(1, 3)).get(0).reshape(2);
    }

    @Test
    void predictsInManyThreadsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try (var run = compiled()) {
            run.warmUp(1);
            List<Future<NdArray>> answers = new ArrayList<>();
            for (int i = 0; i < 320; i++) {
                int number = i;
                answers.add(threads.submit(() -> alone(run, number)));
            }
            for (int i = 0; i < 320; i++) {
                assertThat(answers.get(i).get()).as("example %s", i).isEqualTo(alone(run, i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void answersEachExampleWithItsOwnOutputs() {
        try (var run = compiled();
                var batcher = Batcher.of(run, 8, Duration.ofMillis(20))) {
            List<CompletableFuture<List<NdArray>>> answers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                answers.add(batcher.predict(example(i)));
            }
            for (int i = 0; i < 30; i++) {
                NdArray answer = answers.get(i).join().get(0);
                assertThat(answer.shape()).isEqualTo(Shape.of(2));
                NdArray expected = alone(run, i);
                for (int j = 0; j < 2; j++) {
                    assertThat(answer.getDouble(j)).isCloseTo(expected.getDouble(j), within(1e-5));
                }
            }
        }
    }

    @Test
    void putsExamplesIntoOneBatchAndWaitsNoLongerThanItsTime() {
        try (var run = compiled()) {
            try (var batcher = Batcher.of(run, 4, Duration.ofSeconds(30))) {
                List<CompletableFuture<List<NdArray>>> four = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    four.add(batcher.predict(example(i)));
                }
                four.forEach(CompletableFuture::join); // long before 30 seconds
            }
            try (var batcher = Batcher.of(run, 1000, Duration.ofMillis(1))) {
                assertThat(batcher.predict(example(1)).join()).hasSize(1);
            }
        }
    }

    @Test
    void refusesWhatDoesNotFitAndTellsOfFailures() {
        var run = compiled();
        var batcher = Batcher.of(run, 4, Duration.ZERO);
        assertThatThrownBy(() -> batcher.predict(NdArray.of(new float[] {1, 2}, 2)))
                .isInstanceOf(LaminaException.class)
                .hasMessageContaining("axis 1: 2 is not 3");
        run.close();
        assertThat(batcher.predict(example(1)))
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withMessageContaining("this model was closed");
        batcher.close();
        batcher.close();
        assertThatThrownBy(() -> batcher.predict(example(1))).hasMessage("this batcher was closed");
    }
}
