package dev.lamina.samples;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Block;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.layers.Layers;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.util.Locale;
import java.util.Random;

/**
 * Times training of one recurrent layer of 128 units over 100 steps of 128 numbers, and prints one line of JSON;
 * {@code checks/keras/bench_recurrent.py} runs it beside real Keras.
 *
 * <p>Arguments: simple_rnn, lstm or gru; the batch size; the number of training steps to time.
 */
public final class RecurrentBenchmark {
    private static final int LENGTH = 100;
    private static final int SIZE = 128;

    private RecurrentBenchmark() {}

    public static void main(String[] arguments) {
        int batch = Integer.parseInt(arguments[1]);
        int steps = Integer.parseInt(arguments[2]);
        SymbolicTensor x = input("x", LENGTH, SIZE);
        Model model = Model.of("recurrent", x, x.then(layer(arguments[0])).then(dense(1)));
        NdArray inputs = normal(batch * steps, LENGTH, SIZE);
        NdArray targets = normal(batch * steps, 1);
        try (CompiledModel run = TensorFlowBackend.compile(
                model, training().optimizer(adam(1e-3)).loss(meanSquaredError()))) {
            run.fit(inputs, targets, fit -> fit.epochs(1).batchSize(batch));
            long began = System.nanoTime();
            run.fit(inputs, targets, fit -> fit.epochs(1).batchSize(batch));
            double milliseconds = (System.nanoTime() - began) / 1e6 / steps;
            System.out.println(String.format(
                    Locale.ROOT, "{\"batch\": %d, \"steps\": %d, \"ms_per_step\": %.4f}", batch, steps, milliseconds));
        }
    }

    private static Block layer(String name) {
        return switch (name) {
            case "simple_rnn" -> Layers.simpleRnn(SIZE);
            case "lstm" -> Layers.lstm(SIZE);
            case "gru" -> Layers.gru(SIZE);
            default -> throw new IllegalArgumentException("simple_rnn, lstm or gru; received " + name);
        };
    }

    private static NdArray normal(int... sizes) {
        Random random = new Random(0);
        float[] values = new float[Math.toIntExact(Shape.of(sizes).elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return NdArray.of(values, sizes);
    }
}
