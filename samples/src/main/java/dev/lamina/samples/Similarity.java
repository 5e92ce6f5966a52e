package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.zoo.SiameseLstm;
import java.util.Random;

/** Whether two noisy waves have the same frequency: one LSTM reads both, and their difference decides. */
public final class Similarity {
    private static final int STEPS = 16;

    private Similarity() {}

    /** Prints how many new pairs are told right. */
    public static void main(String[] arguments) {
        System.out.printf("accuracy on new pairs: %.3f%n", run(Scale.of(arguments)));
    }

    static double run(Scale scale) {
        SiameseLstm net = SiameseLstm.ofDifferences(1, 16);
        try (CompiledModel run =
                TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(1))) {
            run.learningRate(0.01);
            run.fit(
                    pairs(scale.of(1000, 5000), 1),
                    fit -> fit.epochs(scale.of(12, 20)).batchSize(50));
            return run.evaluate(pairs(500, 2), options -> options).getOrDefault("accuracy", Double.NaN);
        }
    }

    private static ArrayDataset pairs(int count, long seed) {
        Random random = new Random(seed);
        float[] left = new float[count * STEPS];
        float[] right = new float[count * STEPS];
        float[] same = new float[count];
        for (int i = 0; i < count; i++) {
            same[i] = i % 2;
            int frequency = random.nextInt(3);
            fill(left, i, frequency, random);
            fill(right, i, i % 2 == 1 ? frequency : (frequency + 1 + random.nextInt(2)) % 3, random);
        }
        return ArrayDataset.of()
                .input("left", NdArray.of(left, count, STEPS, 1))
                .input("right", NdArray.of(right, count, STEPS, 1))
                .target("dense", NdArray.of(same, count, 1));
    }

    private static void fill(float[] waves, int wave, int frequency, Random random) {
        double phase = random.nextDouble() * 2 * Math.PI;
        for (int step = 0; step < STEPS; step++) {
            waves[wave * STEPS + step] =
                    (float) (Math.sin(phase + step * (0.3 + 0.7 * frequency)) + 0.1 * random.nextGaussian());
        }
    }
}
