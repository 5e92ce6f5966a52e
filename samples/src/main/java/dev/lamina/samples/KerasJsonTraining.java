package dev.lamina.samples;

import static dev.lamina.losses.Losses.sparseCategoricalCrossentropy;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.NdArray;
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
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Trains a model that exists as JSON alone: what {@code model.to_json()} of real Keras returned for a small residual net. */
public final class KerasJsonTraining {
    private KerasJsonTraining() {}

    /**
     * What was learned.
     *
     * @param accuracy on new images
     * @param read the first ten new images that the net reads as 0, those that it reads as 1, and so on
     */
    record Result(double accuracy, List<NdArray> read) {}

    /** Prints the table of layers, and how many digits the net reads right; writes {@code read.png}: a row for what it reads as each digit. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(Summary.of(model()));
        Result result = run(Scale.of(arguments));
        System.out.printf("accuracy on new images: %.3f%n", result.accuracy);
        draw(result, Scale.folder("keras-json"));
    }

    static void draw(Result result, Path folder) throws IOException {
        ImageGrid grid = new ImageGrid();
        result.read.forEach(grid::row);
        grid.write(folder.resolve("read.png"));
    }

    static Model model() throws IOException {
        try (InputStream json = KerasJsonTraining.class.getResourceAsStream("residual.json")) {
            if (json == null) {
                throw new FileNotFoundException("residual.json is not beside the program");
            }
            return KerasJson.read(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static Result run(Scale scale) throws IOException {
        ImageData data = Glyphs.load(scale.of(600, 10_000), 300, 1);
        var training = training()
                .optimizer(adam(3e-3))
                .loss(sparseCategoricalCrossentropy())
                .metrics("accuracy");
        try (CompiledModel run = TensorFlowBackend.compile(model(), training, options -> options.seed(1))) {
            run.fit(data.trainPixels(), data.trainLabels(), fit -> fit.epochs(5).batchSize(scale.of(20, 64)));
            double accuracy = run.evaluate(data.testPixels(), data.testLabels()).getOrDefault("accuracy", Double.NaN);
            return new Result(
                    accuracy,
                    sorted(data.testPixels(), run.predict(data.testPixels()).get(0)));
        }
    }

    /** Ten images for each digit that they are read as, black where there are fewer. */
    private static List<NdArray> sorted(NdArray images, NdArray scores) {
        NdArray black = NdArray.zeros(images.dtype(), images.rows(0, 1).shape());
        return IntStream.range(0, 10)
                .mapToObj(digit -> IntStream.range(0, scores.shape().size(0))
                        .filter(image -> best(scores.floats(), image) == digit)
                        .mapToObj(image -> images.rows(image, image + 1)))
                .map(found -> Stream.concat(found, Stream.generate(() -> black)).limit(10))
                .map(row -> Pictures.joined(row.toArray(NdArray[]::new)))
                .toList();
    }

    private static int best(float[] scores, int image) {
        return IntStream.range(0, 10)
                .reduce((a, b) -> scores[image * 10 + b] > scores[image * 10 + a] ? b : a)
                .orElseThrow();
    }
}
