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
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads digits with three nets that branch and join, or do with few weights: of Inception blocks, of residual blocks, of separable convolutions. */
public final class ConvNets {
    private ConvNets() {}

    /** Prints how many test images each net reads right; writes {@code curves.png}: the same by epoch. */
    public static void main(String[] arguments) throws IOException {
        Map<String, List<Double>> accuracies = run(Scale.of(arguments));
        accuracies.forEach((net, each) -> System.out.printf("%-10s %.3f%n", net, each.get(each.size() - 1)));
        draw(accuracies, Scale.folder("conv-nets"));
    }

    static void draw(Map<String, List<Double>> accuracies, Path folder) throws IOException {
        Charts.write(Charts.byEpoch("Test images read right", "accuracy", accuracies), folder.resolve("curves.png"));
    }

    /** The accuracies on test images, by net and epoch. */
    static Map<String, List<Double>> run(Scale scale) {
        ImageData data = Glyphs.load(scale.of(600, 10_000), 300, 1);
        Block classify = chain(flatten(), dense(10).activation(SOFTMAX));
        Map<String, Block> nets = new LinkedHashMap<>();
        nets.put("inception", chain(ConvBlocks.inception(4), ConvBlocks.inception(8), classify));
        nets.put("residual", chain(ConvBlocks.residualHalved(8), ConvBlocks.residual(8), classify));
        nets.put("separable", chain(zeroPadding2d(3), new SeparableConvNet(34, 1, 10).model()));
        Map<String, List<Double>> accuracies = new LinkedHashMap<>();
        nets.forEach((name, net) -> {
            int epochs = scale.of(name.equals("separable") ? 10 : 3, 5);
            accuracies.put(name, accuracies(net, data, epochs, scale.of(10, 64)));
        });
        return accuracies;
    }

    private static List<Double> accuracies(Block net, ImageData data, int epochs, int batchSize) {
        SymbolicTensor image = input("image", 28, 28, 1);
        var training = training()
                .optimizer(adam(1e-3))
                .loss(sparseCategoricalCrossentropy())
                .metrics("accuracy");
        try (CompiledModel run = TensorFlowBackend.compile(
                Model.of("classifier", image, image.then(net)), training, options -> options.seed(1))) {
            return run.fit(
                            data.trainPixels(),
                            data.trainLabels(),
                            fit -> fit.epochs(epochs)
                                    .batchSize(batchSize)
                                    .validation(data.testPixels(), data.testLabels()))
                    .get("val_accuracy");
        }
    }
}
