package dev.lamina.samples;

import static dev.lamina.Lamina.input;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.zoo.Dcgan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Two models that learn by turns: the discriminator to tell digits from drawings, the generator to draw what the discriminator takes for
 * digits.
 */
public final class DcganTraining {
    private static final int SIDE = 24;
    private static final int BATCH = 32;

    private DcganTraining() {}

    /**
     * What was learned.
     *
     * @param digits what was learned from, (count, side, side, 1)
     * @param before what the generator drew before it had learned anything, of the same shape
     * @param after what it draws of the same noise now
     * @param losses of the discriminator and of the generator, by step
     */
    record Result(NdArray digits, NdArray before, NdArray after, List<double[]> losses) {}

    /** Writes {@code images.png}: digits, and drawings before and after. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments));
        new ImageGrid()
                .row(result.digits.rows(0, 16))
                .row(result.before.rows(0, 16))
                .row(result.after.rows(0, 16))
                .write(Scale.folder("dcgan").resolve("images.png"));
    }

    static Result run(Scale scale) {
        Dcgan net = new Dcgan(SIDE, 1, 32, scale.of(8, 16));
        NdArray digits = cropped(Glyphs.load(scale.of(640, 10_000), 1, 1).trainPixels());
        Model discriminator = net.discriminator();
        Model generator = net.generator();
        SymbolicTensor noise = input("noise", net.latent());
        Model both = Model.of("both", noise, noise.then(generator).then(discriminator.trainable(false)));
        var training = training()
                .optimizer(adam(scale == Scale.SMALL ? 1e-3 : 4e-4).beta1(0.5)) // of Radford and others 2015, section 4
                .loss(binaryCrossentropy());
        // Few steps at a high rate: a discriminator that learns as fast leaves the generator behind.
        var judging =
                training.optimizer(adam(scale == Scale.SMALL ? 3e-4 : 4e-4).beta1(0.5));
        try (CompiledModel judge = TensorFlowBackend.compile(discriminator, judging, options -> options.seed(1))) {
            CompiledModel forger = judge.part(both, training); // trains the generator alone
            CompiledModel drawing = judge.part(generator);
            NdArray same = noise(BATCH, net.latent(), new Random(5));
            NdArray before = drawing.predict(same).get(0);
            List<double[]> losses = new ArrayList<>();
            Random random = new Random(1);
            for (int step = 0; step < scale.of(300, 2500); step++) {
                int from = step * BATCH % (digits.shape().size(0) - BATCH + 1);
                NdArray drawn = drawing.predictOnBatch(noise(BATCH, net.latent(), random))
                        .get(0);
                double real = judge.trainOnBatch(digits.rows(from, from + BATCH), all(0.9f))
                        .getOrDefault("loss", Double.NaN);
                double forged = judge.trainOnBatch(drawn, all(0)).getOrDefault("loss", Double.NaN);
                double generated = forger.trainOnBatch(noise(BATCH, net.latent(), random), all(1))
                        .getOrDefault("loss", Double.NaN);
                losses.add(new double[] {(real + forged) / 2, generated});
            }
            return new Result(
                    digits.rows(0, BATCH), before, drawing.predict(same).get(0), losses);
        }
    }

    private static NdArray all(float label) {
        float[] labels = new float[BATCH];
        Arrays.fill(labels, label);
        return NdArray.of(labels, BATCH, 1);
    }

    private static NdArray noise(int count, int size, Random random) {
        float[] values = new float[count * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return NdArray.of(values, count, size);
    }

    /** Without two pixels at each border. */
    private static NdArray cropped(NdArray images) {
        int count = images.shape().size(0);
        float[] pixels = images.floats();
        float[] kept = new float[count * SIDE * SIDE];
        for (int i = 0; i < kept.length; i++) {
            int image = i / (SIDE * SIDE);
            int row = i / SIDE % SIDE + 2;
            kept[i] = pixels[(image * 28 + row) * 28 + i % SIDE + 2];
        }
        return NdArray.of(kept, count, SIDE, SIDE, 1);
    }
}
