package dev.lamina.samples;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.maxPooling2d;
import static dev.lamina.losses.Losses.sparseCategoricalCrossentropy;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Block;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.tensorflow.data.ImageData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Several classifiers of digits whose probabilities are averaged: together they err less than they do on average. */
public final class Ensemble {
    private Ensemble() {}

    /**
     * How many test images are classified right.
     *
     * @param each by each model
     * @param together by the average of their probabilities
     */
    record Result(List<Double> each, double together) {
        double average() {
            return each.stream().mapToDouble(accuracy -> accuracy).average().orElseThrow();
        }
    }

    /** Prints the accuracies, and writes {@code accuracies.png}. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments));
        System.out.printf("each %s, %.4f on average; together %.4f%n", result.each, result.average(), result.together);
        draw(result, Scale.folder("ensemble"));
    }

    static void draw(Result result, Path folder) throws IOException {
        XYChart chart = Charts.of("Test images read right", "model", "accuracy");
        chart.getStyler().setXAxisDecimalPattern("0");
        double[] models = {1, 2, 3};
        Charts.line(chart, "together", models, same(result.together));
        Charts.line(chart, "on average", models, same(result.average()));
        chart.addSeries("each", models, result.each.stream().mapToDouble(a -> a).toArray())
                .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        Charts.write(chart, folder.resolve("accuracies.png"));
    }

    private static double[] same(double accuracy) {
        return new double[] {accuracy, accuracy, accuracy};
    }

    static Result run(Scale scale) {
        ImageData data = Glyphs.load(scale.of(400, 1500), scale.of(500, 5000), 1);
        List<Block> bodies = List.of(
                chain(flatten(), dense(32).activation(RELU)),
                chain(flatten(), dense(64).activation(RELU), dense(32).activation(RELU)),
                chain(conv2d(8, 5).strides(2).activation(RELU), maxPooling2d(2), flatten()));
        double[] sum = new double[data.testLabels().size() * 10];
        List<Double> each = new ArrayList<>();
        for (Block body : bodies) {
            float[] probabilities = probabilities(body, data, scale.of(6, 10));
            double[] own = new double[sum.length];
            for (int i = 0; i < sum.length; i++) {
                own[i] = probabilities[i];
                sum[i] += probabilities[i];
            }
            each.add(accuracy(own, data.testLabels()));
        }
        return new Result(each, accuracy(sum, data.testLabels()));
    }

    private static float[] probabilities(Block body, ImageData data, int epochs) {
        SymbolicTensor image = input("image", 28, 28, 1);
        Model model =
                Model.of("classifier", image, image.then(body).then(dense(10).activation(SOFTMAX)));
        try (CompiledModel run = TensorFlowBackend.compile(
                model,
                training().optimizer(adam(2e-3)).loss(sparseCategoricalCrossentropy()),
                options -> options.seed(1))) {
            run.fit(
                    data.trainPixels(),
                    data.trainLabels(),
                    fit -> fit.epochs(epochs).batchSize(32));
            return run.predict(data.testPixels()).get(0).floats();
        }
    }

    private static double accuracy(double[] scores, NdArray labels) {
        int right = 0;
        for (int image = 0; image < labels.size(); image++) {
            int best = 0;
            for (int label = 1; label < 10; label++) {
                best = scores[image * 10 + label] > scores[image * 10 + best] ? label : best;
            }
            right += best == (int) labels.getDouble(image) ? 1 : 0;
        }
        return right / (double) labels.size();
    }
}
