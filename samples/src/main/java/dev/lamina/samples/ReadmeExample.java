package dev.lamina.samples;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.conv2dTranspose;
import static dev.lamina.layers.Layers.vectorQuantizer;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.ops.Padding.SAME;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.inspect.Summary;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import java.nio.file.Path;

/** The Java example of the README. */
public final class ReadmeExample {
    private ReadmeExample() {}

    /** Writes {@code vq_vae.keras} to the working folder. */
    public static void main(String[] arguments) {
        train(Glyphs.load().trainPixels(), Path.of("vq_vae.keras"));
    }

    static void train(NdArray images, Path file) {
        var image = input("image", 28, 28, 1);
        var encoded = image.then(chain(
                conv2d(32, 3).strides(2).padding(SAME).activation(RELU),
                conv2d(64, 3).strides(2).padding(SAME).activation(RELU),
                conv2d(16, 1)));
        var quantized = encoded.then(vectorQuantizer(64, 16).commitmentCost(0.25)); // adds its losses itself
        var decoded = quantized.then(chain(
                conv2dTranspose(64, 3).strides(2).padding(SAME).activation(RELU),
                conv2dTranspose(32, 3).strides(2).padding(SAME).activation(RELU),
                conv2dTranspose(1, 3).padding(SAME)));
        var vqVae = Model.of("vq_vae", image, decoded);
        System.out.println(Summary.of(vqVae));

        var training = training().optimizer(adam(1e-3)).loss(meanSquaredError());
        try (var run = TensorFlowBackend.compile(vqVae, training)) {
            run.fit(images, images, fit -> fit.epochs(5).batchSize(128));
            run.save(file); // real Keras opens it
        }
    }
}
