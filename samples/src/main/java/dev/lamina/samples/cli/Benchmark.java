package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import dev.lamina.samples.Latency;
import dev.lamina.samples.ResidentMemory;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.train.Callback;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Measures training and prediction of one model. */
final class Benchmark implements AutoCloseable {
    private static final int PREDICTIONS = 500;

    private final BenchmarkModel kind;
    private final int batchSize;
    private final int steps;
    private final boolean bfloat16;
    private final NdArray inputs;
    private final NdArray targets;
    private final CompiledModel compiled;

    /** Compiles the model, and makes the examples of an epoch of so many steps. */
    Benchmark(BenchmarkModel kind, int batchSize, int steps, boolean bfloat16) {
        this.kind = kind;
        this.batchSize = batchSize;
        this.steps = steps;
        this.bfloat16 = bfloat16;
        this.inputs = kind.inputs(batchSize * steps);
        this.targets = kind.targets(inputs);
        this.compiled = TensorFlowBackend.compile(kind.model(), kind.training(), options -> options.bfloat16(bfloat16));
    }

    /** Measures once, behind an epoch to warm up. */
    Result measure(PrintWriter err) throws IOException {
        err.println("training " + kind.id() + " ...");
        err.flush();
        double firstStepSeconds = warmUp(() -> {});
        double secondsPerStep = secondsPerStep();
        err.println("predicting ...");
        err.flush();
        NdArray one = inputs.rows(0, 1);
        Latency latency = Latency.of(PREDICTIONS, () -> compiled.predictOnBatch(one));
        return new Result(
                kind.id(),
                batchSize,
                steps,
                bfloat16,
                1 / secondsPerStep,
                firstStepSeconds,
                latency,
                ResidentMemory.peak());
    }

    /**
     * Tells of the first step and of the end of an epoch to warm up, and measures an epoch for each line that it is given; at their end,
     * the memory.
     */
    void measureByTurns(BufferedReader turns, PrintWriter out) throws IOException {
        warmUp(() -> tell(out, "first step"));
        tell(out, "ready");
        while (turns.readLine() != null) {
            tell(out, String.format(Locale.ROOT, "{\"ms_per_step\":%.4f}", secondsPerStep() * 1e3));
        }
        tell(out, "{\"peak_rss_bytes\":" + number(ResidentMemory.peak()) + "}");
    }

    private static void tell(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    /** Trains for an epoch; returns how many seconds after the start of the process the first step ended. */
    private double warmUp(Runnable firstStepEnds) {
        double[] seconds = {Double.NaN};
        Callback clock = new Callback() {
            @Override
            public void trainBatchEnds(int batch, Map<String, Double> logs) {
                if (batch == 0) {
                    seconds[0] = secondsSinceStart();
                    firstStepEnds.run();
                }
            }
        };
        compiled.fit(inputs, targets, fit -> fit.epochs(1).batchSize(batchSize).callbacks(clock));
        return seconds[0];
    }

    private static double secondsSinceStart() {
        long now = System.currentTimeMillis(); // before what tells the start is loaded
        return (now - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
    }

    private double secondsPerStep() {
        long began = System.nanoTime();
        compiled.fit(inputs, targets, fit -> fit.epochs(1).batchSize(batchSize));
        return (System.nanoTime() - began) / 1e9 / steps;
    }

    private static String number(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "null";
    }

    @Override
    public void close() {
        compiled.close();
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
                            + "\"seconds_to_first_step\":%.3f,\"latency_ms\":%s,\"peak_rss_bytes\":%s}",
                    model,
                    batchSize,
                    steps,
                    bfloat16,
                    stepsPerSecond,
                    firstStepSeconds,
                    latency.json(),
                    number(peakBytes));
        }
    }
}
