package dev.lamina.samples;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.zoo.VqVae;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Times predictions of one image by the VQ-VAE of the Keras tutorial: once for each line of standard input, so that other programs can be
 * measured in between, and at the end in many threads at once. Prints a line of JSON each time; {@code checks/keras/bench_serving.py}
 * runs it beside Python.
 *
 * <p>Arguments: how many predictions; the threads at the end, and the seconds that they predict for.
 */
public final class ServingBenchmark {
    private final CompiledModel model;
    private final NdArray image = NdArray.zeros(DType.FLOAT32, Shape.of(1, 28, 28, 1));

    private ServingBenchmark(CompiledModel model) {
        this.model = model;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int times = Integer.parseInt(arguments[0]);
        Model vqVae = VqVae.keras().model();
        try (CompiledModel model = TensorFlowBackend.compile(vqVae)) {
            ServingBenchmark benchmark = new ServingBenchmark(model);
            System.out.println("ready");
            BufferedReader turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (turns.readLine() != null) {
                Latency batch = Latency.of(times, () -> model.predictOnBatch(benchmark.image));
                Latency any = Latency.of(times, () -> model.predict(benchmark.image));
                System.out.println("{\"predict_on_batch\":" + batch.json() + ",\"predict\":" + any.json() + "}");
            }
            int threads = Integer.parseInt(arguments[1]);
            double seconds = Double.parseDouble(arguments[2]);
            benchmark.inThreads(threads, seconds / 2);
            OptionalLong before = ResidentMemory.now();
            long predictions = benchmark.inThreads(threads, seconds);
            OptionalLong after = ResidentMemory.now();
            System.out.println(String.format(
                    Locale.ROOT,
                    "{\"threads\":%d,\"predictions\":%d,\"per_second\":%.0f,\"resident_mib\":[%d,%d]}",
                    threads,
                    predictions,
                    predictions / seconds,
                    before.orElse(0) >> 20,
                    after.orElse(0) >> 20));
        }
    }

    /** Predictions in so many threads for so long; ends with the error of any. */
    private long inThreads(int threads, double seconds) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                counts.add(executor.submit(() -> {
                    long count = 0;
                    for (; System.nanoTime() < end; count++) {
                        model.predictOnBatch(image);
                    }
                    return count;
                }));
            }
            long sum = 0;
            for (Future<Long> count : counts) {
                sum += count.get();
            }
            return sum;
        } finally {
            executor.shutdown();
        }
    }
}
