package dev.lamina.samples;

import static dev.lamina.losses.Losses.sparseCategoricalCrossentropy;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.inspect.Summary;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.tensorflow.data.ImageData;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Trains a model that exists as JSON alone: what {@code model.to_json()} of real Keras returned for a small residual net. */
public final class KerasJsonTraining {
    private KerasJsonTraining() {}

    /** Prints the table of layers, and how many digits the net reads right. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(Summary.of(model()));
        System.out.printf("accuracy on new images: %.3f%n", run(Scale.of(arguments)));
    }

    static Model model() throws IOException {
        try (InputStream json = KerasJsonTraining.class.getResourceAsStream("residual.json")) {
            if (json == null) {
                throw new FileNotFoundException("residual.json is not beside the program");
            }
            return KerasJson.read(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static double run(Scale scale) throws IOException {
        ImageData data = Glyphs.load(scale.of(600, 10_000), 300, 1);
        var training = training()
                .optimizer(adam(3e-3))
                .loss(sparseCategoricalCrossentropy())
                .metrics("accuracy");
        try (CompiledModel run = TensorFlowBackend.compile(model(), training, options -> options.seed(1))) {
            run.fit(data.trainPixels(), data.trainLabels(), fit -> fit.epochs(5).batchSize(scale.of(20, 64)));
            return run.evaluate(data.testPixels(), data.testLabels()).getOrDefault("accuracy", Double.NaN);
        }
    }
}
