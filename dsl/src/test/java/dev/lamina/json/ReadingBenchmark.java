package dev.lamina.json;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import java.lang.management.ManagementFactory;

/** How long it takes to read and to write a model of 800 layers, in time of the processor, which other programs leave alone.
 * To be run by hand. */
final class ReadingBenchmark {
    private ReadingBenchmark() {}

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    public static void main(String[] args) {
        SymbolicTensor x = input("x", 8);
        SymbolicTensor y = x;
        for (int i = 0; i < 400; i++) {
            y = y.then(dense(8)).plus(y);
        }
        String json = KerasJson.write(Model.of("deep", x, y));
        for (int run = 0; run < 20; run++) {
            long start = cpu();
            Model model = KerasJson.read(json);
            long read = cpu();
            int written = KerasJson.write(model).length();
            System.out.printf(
                    "read %.1f ms, wrote %d characters in %.1f ms%n",
                    (read - start) / 1e6, written, (cpu() - read) / 1e6);
        }
    }
}
