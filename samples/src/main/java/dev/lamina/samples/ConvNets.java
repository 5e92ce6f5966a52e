package dev.lamina.samples;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.zeroPadding2d;
import static dev.lamina.losses.Losses.sparseCategoricalCrossentropy;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Block;
import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.tensorflow.data.ImageData;
import dev.lamina.zoo.ConvBlocks;
import dev.lamina.zoo.SeparableConvNet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads digits with three nets that branch and join, or do with few weights: of Inception blocks, of residual blocks, of separable convolutions. */
public final class ConvNets {
    private ConvNets() {}

    /** Prints how many test images each net reads right. */
    public static void main(String[] arguments) {
        run(Scale.of(arguments)).forEach((net, accuracy) -> System.out.printf("%-10s %.3f%n", net, accuracy));
    }

    static Map<String, Double> run(Scale scale) {
        ImageData data = Glyphs.load(scale.of(600, 10_000), 300, 1);
        Block classify = chain(flatten(), dense(10).activation(SOFTMAX));
        Map<String, Block> nets = new LinkedHashMap<>();
        nets.put("inception", chain(ConvBlocks.inception(4), ConvBlocks.inception(8), classify));
        nets.put("residual", chain(ConvBlocks.residualHalved(8), ConvBlocks.residual(8), classify));
        nets.put("separable", chain(zeroPadding2d(3), new SeparableConvNet(34, 1, 10).model()));
        Map<String, Double> accuracies = new LinkedHashMap<>();
        nets.forEach((name, net) -> {
            int epochs = scale.of(name.equals("separable") ? 10 : 3, 5);
            accuracies.put(name, accuracy(net, data, epochs, scale.of(10, 64)));
        });
        return accuracies;
    }

    private static double accuracy(Block net, ImageData data, int epochs, int batchSize) {
        SymbolicTensor image = input("image", 28, 28, 1);
        var training = training()
                .optimizer(adam(1e-3))
                .loss(sparseCategoricalCrossentropy())
                .metrics("accuracy");
        try (CompiledModel run = TensorFlowBackend.compile(
                Model.of("classifier", image, image.then(net)), training, options -> options.seed(1))) {
            run.fit(
                    data.trainPixels(),
                    data.trainLabels(),
                    fit -> fit.epochs(epochs).batchSize(batchSize));
            return run.evaluate(data.testPixels(), data.testLabels()).getOrDefault("accuracy", Double.NaN);
        }
    }
}
