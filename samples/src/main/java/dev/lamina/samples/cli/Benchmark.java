package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.tensorflow.train.Callback;
import dev.lamina.zoo.Autoencoder;
import dev.lamina.zoo.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Measures training and prediction. */
final class Benchmark {
    /** Batches of distinct images: more would cost drawing and tell nothing. */
    private static final int BATCHES = 16;

    private static final int PREDICTIONS = 500;

    private final ZooModel kind;
    private final int batchSize;
    private final int steps;
    private final boolean bfloat16;
    private final Autoencoder autoencoder;

    Benchmark(ZooModel kind, @Nullable Integer batchSize, int steps, boolean bfloat16) {
        this.kind = kind;
        this.steps = steps;
        this.bfloat16 = bfloat16;
        this.autoencoder = kind.build(1);
        this.batchSize = batchSize == null ? autoencoder.recipe().batchSize() : batchSize;
    }

    Result measure(PrintWriter err) throws IOException {
        Recipe recipe = autoencoder.recipe();
        NdArray pixels = ZooModel.inputs(
                autoencoder.model(),
                Glyphs.load(batchSize * Math.min(steps, BATCHES), 1, 0).trainImages());
        ArrayDataset data =
                ArrayDataset.of().input("x", pixels).target("x", pixels).scale("x", 1 / 255.0, recipe.offset());
        try (CompiledModel compiled = TensorFlowBackend.compile(
                autoencoder.model(), recipe.training(), options -> options.bfloat16(bfloat16))) {
            err.println("training " + kind.id() + " ...");
            err.flush();
            Clock clock = new Clock(compiled, steps / 10 + 1, steps);
            compiled.fit(
                    data,
                    fit -> fit.epochs(Integer.MAX_VALUE).batchSize(batchSize).callbacks(clock));
            err.println("predicting ...");
            err.flush();
            Latency latency = latency(compiled, pixels.rows(0, 1));
            return new Result(
                    kind.id(),
                    batchSize,
                    steps,
                    bfloat16,
                    clock.stepsPerSecond(),
                    clock.firstStepSeconds(),
                    latency,
                    PeakMemory.bytes());
        }
    }

    private static Latency latency(CompiledModel compiled, NdArray image) {
        NdArray input = image.cast(dev.lamina.DType.FLOAT32);
        long[] nanos = new long[PREDICTIONS];
        for (int i = -PREDICTIONS / 5; i < PREDICTIONS; i++) {
            long began = System.nanoTime();
            compiled.predictOnBatch(input);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - began;
            }
        }
        return Latency.of(nanos);
    }

    /** Times steps, and stops a training when it has them. */
    private static final class Clock implements Callback {
        private final CompiledModel compiled;
        private final int warmUp;
        private final int steps;
        private int done;
        private double firstStepSeconds;
        private long began;
        private long ended;

        Clock(CompiledModel compiled, int warmUp, int steps) {
            this.compiled = compiled;
            this.warmUp = warmUp;
            this.steps = steps;
        }

        @Override
        public void trainBatchEnds(int batch, Map<String, Double> logs) {
            done++;
            if (done == 1) {
                long start = ManagementFactory.getRuntimeMXBean().getStartTime();
                firstStepSeconds = (System.currentTimeMillis() - start) / 1e3;
            }
            if (done == warmUp) {
                began = System.nanoTime();
            }
            if (done == warmUp + steps) {
                ended = System.nanoTime();
                compiled.stopTraining();
            }
        }

        double stepsPerSecond() {
            return steps * 1e9 / (ended - began);
        }

        double firstStepSeconds() {
            return firstStepSeconds;
        }
    }

    /** What was measured. */
    record Result(
            String model,
            int batchSize,
            int steps,
            boolean bfloat16,
            double stepsPerSecond,
            double firstStepSeconds,
            Latency latency,
            OptionalLong peakBytes) {
        /** For people. */
        String table() {
            String memory = peakBytes.isPresent()
                    ? String.format(Locale.ROOT, "%d MiB", peakBytes.getAsLong() >> 20)
                    : "not told by this system";
            return String.format(
                    Locale.ROOT,
                    """
                    model              %s
                    batch size         %d
                    precision          %s
                    training           %.1f steps/s (%d steps)
                    first step after   %.2f s
                    one prediction     %.2f ms median, %.2f ms 99th percentile
                    peak memory        %s""",
                    model,
                    batchSize,
                    bfloat16 ? "bfloat16 where safe" : "float32",
                    stepsPerSecond,
                    steps,
                    firstStepSeconds,
                    latency.median(),
                    latency.p99(),
                    memory);
        }

        /** For programs: one object in one line; the memory is null where the system does not tell. */
        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"model\":\"%s\",\"batch_size\":%d,\"steps\":%d,\"bf16\":%b,\"steps_per_second\":%.3f,"
                            + "\"seconds_to_first_step\":%.3f,\"latency_ms\":{\"median\":%.4f,\"p99\":%.4f},"
                            + "\"peak_rss_bytes\":%s}",
                    model,
                    batchSize,
                    steps,
                    bfloat16,
                    stepsPerSecond,
                    firstStepSeconds,
                    latency.median(),
                    latency.p99(),
                    peakBytes.isPresent() ? Long.toString(peakBytes.getAsLong()) : "null");
        }
    }
}
