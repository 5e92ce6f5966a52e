package dev.lamina.samples;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Times saving and loading of 512 MiB of weights beside plain reading of the same file, and tells what memory that takes at most.
 *
 * <p>Arguments: {@code save}, {@code load}, {@code load-whole} (a {@code .keras} file with its model) or {@code read}; the file;
 * how many times. Before each, Linux can be made to forget the file: {@code dd if=FILE iflag=nocache count=0}.
 */
public final class WeightsBenchmark {
    private static final int UNITS = 4096;
    private static final int LAYERS = 8;

    private interface Work {
        void run() throws IOException;
    }

    private WeightsBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        int times = Integer.parseInt(arguments[2]);
        if (arguments[0].equals("read")) {
            repeat("read", times, file, () -> read(file));
            return;
        }
        if (arguments[0].equals("load-whole")) {
            repeat("load whole", times, file, () -> TensorFlowBackend.load(file).close());
            return;
        }
        try (CompiledModel model = TensorFlowBackend.compile(model())) {
            System.out.println("before: " + memory());
            boolean whole = !file.toString().endsWith(".weights.h5");
            switch (arguments[0]) {
                case "save" ->
                    repeat("save", times, file, () -> {
                        if (whole) {
                            model.save(file);
                        } else {
                            model.saveWeights(file);
                        }
                    });
                case "load" -> repeat("load", times, file, () -> model.loadWeights(file));
                default ->
                    throw new IllegalArgumentException("save, load, load-whole or read; received " + arguments[0]);
            }
        }
    }

    private static Model model() {
        SymbolicTensor x = input("x", UNITS);
        SymbolicTensor y = x;
        for (int i = 0; i < LAYERS; i++) {
            y = y.then(dense(UNITS));
        }
        return Model.of("wide", x, y);
    }

    private static void repeat(String name, int times, Path file, Work work) throws IOException {
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            work.run();
            double seconds = (System.nanoTime() - began) / 1e9;
            double megabytes = Files.size(file) / 1e6;
            System.out.println(String.format(
                    Locale.ROOT,
                    "%s: %.0f MB in %.3f s, %.0f MB/s; %s",
                    name,
                    megabytes,
                    seconds,
                    megabytes / seconds,
                    memory()));
        }
    }

    private static void read(Path file) throws IOException {
        ByteBuffer piece = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(piece.clear()) >= 0) {}
        }
    }

    /** What Linux says of this process: the most it ever had, and what it has now of its own and of files. */
    private static String memory() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                ? ""
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM") || line.startsWith("Rss"))
                        .map(line -> line.replaceAll("\\s+", " "))
                        .collect(Collectors.joining(", "));
    }
}
