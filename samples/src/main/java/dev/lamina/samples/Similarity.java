package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.zoo.SiameseLstm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** Whether two noisy waves have the same frequency: one LSTM reads both, and their difference decides. */
public final class Similarity {
    private static final int STEPS = 16;
    private static final int FREQUENCIES = 3;
    private static final int RIGHT = 60;
    private static final int TIMES = 20;

    private Similarity() {}

    /**
     * What was learned.
     *
     * @param accuracy how many new pairs are told right
     * @param right frequencies of right waves
     * @param same how likely the net holds a right wave to be of the frequency of the left one, by frequency of the left one
     */
    record Result(double accuracy, NdArray right, List<NdArray> same) {}

    /** Prints how many new pairs are told right; writes {@code probabilities.png}: which waves the net holds to be of one frequency. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments));
        System.out.printf("accuracy on new pairs: %.3f%n", result.accuracy);
        draw(result, Scale.folder("similarity"));
    }

    static void draw(Result result, Path folder) throws IOException {
        XYChart chart =
                Charts.of("Is it the same frequency?", "frequency of the right wave", "probability, by the net");
        for (int left = 0; left < FREQUENCIES; left++) {
            Charts.line(
                    chart,
                    "left: %.1f".formatted(frequency(left)),
                    result.right.floats(),
                    result.same.get(left).floats());
        }
        Charts.write(chart, folder.resolve("probabilities.png"));
    }

    static Result run(Scale scale) {
        SiameseLstm net = SiameseLstm.ofDifferences(1, 16);
        ArrayDataset unseen = pairs(500, 2);
        try (CompiledModel run =
                TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(1))) {
            run.learningRate(0.01);
            run.fit(
                    pairs(scale.of(1000, 5000), 1),
                    fit -> fit.epochs(scale.of(12, 20)).batchSize(50));
            double accuracy = run.evaluate(unseen, options -> options).getOrDefault("accuracy", Double.NaN);
            float[] right = new float[RIGHT];
            for (int i = 0; i < RIGHT; i++) {
                right[i] = 2f * i / RIGHT;
            }
            List<NdArray> same = IntStream.range(0, FREQUENCIES)
                    .mapToObj(left -> run.predict(compared(frequency(left), right), options -> options))
                    .map(outputs -> means(outputs.get(0).floats()))
                    .toList();
            return new Result(accuracy, NdArray.of(right, RIGHT), same);
        }
    }

    /** Left waves of one frequency, and right ones of several, each some times, as phases and noise differ. */
    private static ArrayDataset compared(double left, float[] right) {
        Random random = new Random(3);
        int count = right.length * TIMES;
        float[] lefts = new float[count * STEPS];
        float[] rights = new float[count * STEPS];
        for (int i = 0; i < count; i++) {
            fill(lefts, i, left, random);
            fill(rights, i, right[i / TIMES], random);
        }
        return ArrayDataset.of()
                .input("left", NdArray.of(lefts, count, STEPS, 1))
                .input("right", NdArray.of(rights, count, STEPS, 1));
    }

    private static NdArray means(float[] values) {
        float[] means = new float[values.length / TIMES];
        for (int i = 0; i < values.length; i++) {
            means[i / TIMES] += values[i] / TIMES;
        }
        return NdArray.of(means, means.length);
    }

    /** In radians a step. */
    private static double frequency(int i) {
        return 0.3 + 0.7 * i;
    }

    private static ArrayDataset pairs(int count, long seed) {
        Random random = new Random(seed);
        float[] left = new float[count * STEPS];
        float[] right = new float[count * STEPS];
        float[] same = new float[count];
        for (int i = 0; i < count; i++) {
            same[i] = i % 2;
            int frequency = random.nextInt(FREQUENCIES);
            int other = (frequency + 1 + random.nextInt(FREQUENCIES - 1)) % FREQUENCIES;
            fill(left, i, frequency(frequency), random);
            fill(right, i, frequency(i % 2 == 1 ? frequency : other), random);
        }
        return ArrayDataset.of()
                .input("left", NdArray.of(left, count, STEPS, 1))
                .input("right", NdArray.of(right, count, STEPS, 1))
                .target("dense", NdArray.of(same, count, 1));
    }

    private static void fill(float[] waves, int wave, double frequency, Random random) {
        double phase = random.nextDouble() * 2 * Math.PI;
        for (int step = 0; step < STEPS; step++) {
            waves[wave * STEPS + step] = (float) (Math.sin(phase + step * frequency) + 0.1 * random.nextGaussian());
        }
    }
}
