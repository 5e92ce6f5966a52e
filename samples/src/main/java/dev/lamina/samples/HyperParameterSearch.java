package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.zoo.DenseAutoencoder;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Looks for a learning rate and a size of the middle by which an autoencoder comes furthest: settings are drawn at random, which finds
 * good ones sooner than a grid (Bergstra and Bengio 2012).
 */
public final class HyperParameterSearch {
    private HyperParameterSearch() {}

    /**
     * One attempt.
     *
     * @param validationLoss after training, on images that were not trained on
     */
    record Trial(double learningRate, int latent, double validationLoss) {}

    /** Prints the trials, the best first. */
    public static void main(String[] arguments) {
        run(Scale.of(arguments)).forEach(System.out::println);
    }

    static List<Trial> run(Scale scale) {
        Random random = new Random(1);
        int images = scale.of(600, 10_000);
        NdArray pixels = Glyphs.load(images, 1, 1).trainPixels().reshape(images, 784);
        return IntStream.range(0, scale.of(4, 20))
                .mapToObj(i -> trial(pixels, Math.pow(10, -4 + 3 * random.nextDouble()), 4 + random.nextInt(28)))
                .sorted(Comparator.comparingDouble(Trial::validationLoss))
                .toList();
    }

    private static Trial trial(NdArray pixels, double learningRate, int latent) {
        DenseAutoencoder net = DenseAutoencoder.of(latent);
        try (CompiledModel run =
                TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(1))) {
            run.learningRate(learningRate);
            double loss = run.fit(
                            pixels, pixels, fit -> fit.epochs(4).batchSize(50).validationSplit(0.2))
                    .last("val_loss");
            return new Trial(learningRate, latent, loss);
        }
    }
}
