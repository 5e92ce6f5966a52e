package dev.lamina.json;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;

/** How long it takes to read and to write a model of 800 layers. To be run by hand. */
final class ReadingBenchmark {
    private ReadingBenchmark() {}

    public static void main(String[] args) {
        SymbolicTensor x = input("x", 8);
        SymbolicTensor y = x;
        for (int i = 0; i < 400; i++) {
            y = y.then(dense(8)).plus(y);
        }
        String json = KerasJson.write(Model.of("deep", x, y));
        for (int run = 0; run < 20; run++) {
            long start = System.nanoTime();
            Model model = KerasJson.read(json);
            long read = System.nanoTime();
            int written = KerasJson.write(model).length();
            System.out.printf(
                    "read %.1f ms, wrote %d characters in %.1f ms%n",
                    (read - start) / 1e6, written, (System.nanoTime() - read) / 1e6);
        }
    }
}
