package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** What must not change in a long run, or from one run to another. */
final class LongRunTest {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final int PAGE = 4096;

    private static long residentBytes() throws IOException {
        return Files.exists(STATM) ? Long.parseLong(Files.readString(STATM).split(" ")[1]) * PAGE : 0;
    }

    @Test
    void keepsItsMemoryOverTenThousandSteps() throws IOException {
        var x = input("x", 8);
        var model = Model.of("small", x, x.then(chain(dense(16).activation(RELU), dense(1))));
        NdArray inputs = FitTest.normal(1, 1003, 8);
        NdArray targets = FitTest.normal(2, 1003, 1);
        try (var run = TensorFlowBackend.compile(
                model, training().optimizer(adam(1e-3)).loss(meanSquaredError()))) {
            // Batches of two sizes, since the last of an epoch is smaller.
            run.fit(inputs, targets, fit -> fit.epochs(16).batchSize(8).validationSplit(0.1));
            System.gc();
            long pointers = Pointer.totalBytes();
            long resident = residentBytes();
            run.fit(inputs, targets, fit -> fit.epochs(90).batchSize(8).validationSplit(0.1));
            System.gc();
            assertThat(Pointer.totalBytes() - pointers)
                    .as("bytes of native pointers")
                    .isLessThan(1 << 20);
            assertThat(residentBytes() - resident).as("resident bytes").isLessThan(32 << 20);
        }
    }

    private static History train(int seed, long fitSeed) {
        var x = input("x", 2);
        var model = Model.of("net", x, x.then(chain(dense(8).activation(RELU), dense(1))));
        try (var run = TensorFlowBackend.compile(
                model, training().optimizer(adam(0.01)).loss(meanSquaredError()), options -> options.seed(seed))) {
            NdArray inputs = FitTest.normal(1, 100, 2);
            return run.fit(
                    inputs,
                    FitTest.normal(2, 100, 1),
                    fit -> fit.epochs(3).batchSize(16).seed(fitSeed));
        }
    }

    @Test
    void repeatsARunBitForBit() {
        assertThat(train(7, 1)).isEqualTo(train(7, 1));
        assertThat(train(7, 1)).isNotEqualTo(train(8, 1));
        assertThat(train(7, 1)).isNotEqualTo(train(7, 2));
    }

    @Test
    void letsGoOfAThreadThatIsInterrupted() throws InterruptedException {
        var x = input("x", 2);
        var model = Model.of("net", x, x.then(dense(1)));
        AtomicReference<Throwable> end = new AtomicReference<>();
        try (var run = TensorFlowBackend.compile(model, training().loss(meanSquaredError()))) {
            Callback interrupts = new Callback() {
                @Override
                public void trainBatchEnds(int batch, java.util.Map<String, Double> logs) {
                    Thread.currentThread().interrupt();
                }
            };
            Thread thread = new Thread(() -> {
                try {
                    run.fit(
                            FitTest.normal(1, 100, 2),
                            FitTest.normal(2, 100, 1),
                            fit -> fit.epochs(1000).callbacks(interrupts));
                } catch (RuntimeException e) {
                    end.set(e);
                }
            });
            thread.start();
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
            assertThat(end.get()).hasMessageContaining("interrupted");
            assertThat(run.predict(FitTest.normal(1, 3, 2))).hasSize(1);
        }
    }
}
