package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.zoo.ResidualVqVae;
import dev.lamina.zoo.VqVae;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Trains the VQ-VAE for colour images of 32 by 32, the net of the paper and of Sonnet's example, on digits of random colours, and tells
 * how long a step takes.
 */
public final class ColourImages {
    private static final int SIDE = 32;
    private static final int BATCH = 32;

    private ColourImages() {}

    /**
     * What was learned.
     *
     * @param original images of 0 to 1, (count, 32, 32, 3)
     * @param restored what the model makes of them
     * @param codes of them, (count, 8, 8)
     * @param errors mean squared error over the variance of the images, by epoch
     * @param millisecondsPerStep in the last epoch
     */
    record Result(NdArray original, NdArray restored, NdArray codes, List<Double> errors, double millisecondsPerStep) {}

    /** Writes {@code images.png}: originals above what came of their codes. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments));
        System.out.println("error / variance, by epoch: " + result.errors);
        System.out.printf(Locale.ROOT, "%.1f ms per step of %d images%n", result.millisecondsPerStep, BATCH);
        draw(result, Scale.folder("colour-images"));
    }

    static void draw(Result result, Path folder) throws IOException {
        new ImageGrid().row(result.original).row(result.restored).write(folder.resolve("images.png"));
    }

    static Result run(Scale scale) {
        NdArray images = coloured(Glyphs.load(BATCH * scale.of(4, 60), 1, 1).trainPixels());
        NdArray inputs = Pictures.shifted(images, -0.5f);
        double variance = variance(images);
        // As Sonnet's, but for codes that begin anew where they are not used: with so few steps most would never be.
        VqVae vqVae = ResidualVqVae.of(Shape.of(SIDE, SIDE, 3), 512, 64, variance);
        try (CompiledModel run =
                TensorFlowBackend.compile(vqVae.model(), vqVae.recipe().training(), options -> options.seed(1))) {
            run.learningRate(scale == Scale.SMALL ? 2e-3 : 1e-3);
            List<Double> errors = run.fit(
                            inputs, inputs, fit -> fit.epochs(scale.of(2, 11)).batchSize(BATCH))
                    .get("mean_squared_error");
            long began = System.nanoTime();
            errors = new ArrayList<>(errors);
            errors.addAll(run.fit(inputs, inputs, fit -> fit.epochs(1).batchSize(BATCH))
                    .get("mean_squared_error"));
            int steps = (images.shape().size(0) + BATCH - 1) / BATCH;
            double milliseconds = (System.nanoTime() - began) / 1e6 / steps;
            NdArray some = inputs.rows(0, 8);
            return new Result(
                    images.rows(0, 8),
                    run.part(vqVae.reconstruction()).predict(some).get(0),
                    run.part(vqVae.codes()).predict(some).get(0),
                    errors.stream().map(error -> error / variance).toList(),
                    milliseconds);
        }
    }

    /** Grey images of 28 by 28 in the middle of larger ones, between two colours each. */
    private static NdArray coloured(NdArray grey) {
        SplittableRandom random = new SplittableRandom(1);
        int count = grey.shape().size(0);
        float[] pixels = grey.floats();
        float[] result = new float[count * SIDE * SIDE * 3];
        for (int image = 0; image < count; image++) {
            float[] back = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
            float[] front = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
            for (int i = 0; i < SIDE * SIDE; i++) {
                int row = i / SIDE - 2;
                int column = i % SIDE - 2;
                boolean inside = row >= 0 && row < 28 && column >= 0 && column < 28;
                float ink = inside ? pixels[(image * 28 + row) * 28 + column] : 0;
                for (int c = 0; c < 3; c++) {
                    result[(image * SIDE * SIDE + i) * 3 + c] = back[c] + ink * (front[c] - back[c]);
                }
            }
        }
        return NdArray.of(result, count, SIDE, SIDE, 3);
    }

    private static double variance(NdArray images) {
        double sum = 0;
        double squares = 0;
        for (float value : images.floats()) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / images.size();
        return squares / images.size() - mean * mean;
    }
}
