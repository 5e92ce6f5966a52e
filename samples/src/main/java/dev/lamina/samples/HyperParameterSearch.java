package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.zoo.DenseAutoencoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/**
 * Looks for a learning rate and a size of the middle by which an autoencoder comes furthest: settings are drawn at random, which finds
 * good ones sooner than a grid (Bergstra and Bengio 2012).
 */
public final class HyperParameterSearch {
    private static final int SMALLEST = 4;
    private static final int LARGEST = 31;

    private HyperParameterSearch() {}

    /**
     * One attempt.
     *
     * @param validationLoss after training, on images that were not trained on
     */
    record Trial(double learningRate, int latent, double validationLoss) {}

    /** Prints the trials, the best first; writes {@code trials.png}: what came of each rate, by sizes of the middle. */
    public static void main(String[] arguments) throws IOException {
        List<Trial> trials = run(Scale.of(arguments));
        trials.forEach(System.out::println);
        draw(trials, Scale.folder("hyper-parameter-search"));
    }

    static void draw(List<Trial> trials, Path folder) throws IOException {
        XYChart chart = Charts.of("Trials of a random search", "learning rate", "loss of validation");
        chart.getStyler().setXAxisLogarithmic(true);
        for (int latent = SMALLEST; latent < LARGEST; latent += 9) {
            int from = latent;
            List<Trial> some = trials.stream()
                    .filter(trial -> trial.latent >= from && trial.latent < from + 9)
                    .toList();
            if (!some.isEmpty()) {
                chart.addSeries(
                                from + " to " + (from + 8) + " numbers",
                                some.stream().map(Trial::learningRate).toList(),
                                some.stream().map(Trial::validationLoss).toList())
                        .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            }
        }
        Charts.write(chart, folder.resolve("trials.png"));
    }

    static List<Trial> run(Scale scale) {
        Random random = new Random(1);
        int images = scale.of(600, 10_000);
        NdArray pixels = Glyphs.load(images, 1, 1).trainPixels().reshape(images, 784);
        return IntStream.range(0, scale.of(4, 20))
                .mapToObj(i ->
                        trial(pixels, Math.pow(10, -4 + 3 * random.nextDouble()), random.nextInt(SMALLEST, LARGEST)))
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
