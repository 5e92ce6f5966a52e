package dev.lamina.samples;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.layers.Layers.conv1d;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.embedding;
import static dev.lamina.layers.Layers.globalMaxPooling1d;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.tensorflow.tensorboard.TensorBoard.tensorBoard;
import static dev.lamina.training.Training.training;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Sequential;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.knowm.xchart.XYChart;

/**
 * Reads whether reviews are kind, and writes for TensorBoard what happens in the net: losses, histograms of all weights, the graph, and
 * the places that words take, kind ones on one side (Chollet, Deep Learning with Python, section 7.2.2).
 */
public final class TensorBoardTraining {
    private static final int WORDS = 20;
    private static final int VOCABULARY = 60;

    private TensorBoardTraining() {}

    /**
     * What was learned.
     *
     * @param history of the training
     * @param kindness by word: how kind the net finds a review that says it again and again
     */
    record Result(History history, NdArray kindness) {}

    /** Writes {@code logs}, which {@code tensorboard --logdir runs/tensorboard/logs} shows, and {@code words.png}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Scale.folder("tensorboard");
        Result result = run(Scale.of(arguments), folder);
        System.out.printf("accuracy on new reviews: %.3f%n", result.history.last("val_accuracy"));
        draw(result, folder);
    }

    static void draw(Result result, Path folder) throws IOException {
        XYChart chart = Charts.of("Reviews that say one word again and again", "number of the word", "kind");
        points(chart, "kind words", result.kindness, 0, 10);
        points(chart, "unkind words", result.kindness, 10, 20);
        points(chart, "neutral words", result.kindness, 20, VOCABULARY);
        Charts.write(chart, folder.resolve("words.png"));
    }

    private static void points(XYChart chart, String name, NdArray kindness, int from, int to) {
        float[] numbers = new float[to - from];
        for (int word = from; word < to; word++) {
            numbers[word - from] = word;
        }
        Charts.points(chart, name, numbers, kindness.rows(from, to).floats());
    }

    static Result run(Scale scale, Path folder) throws IOException {
        Path words = Files.createDirectories(folder).resolve("words.tsv");
        Files.writeString(words, words());
        try (CompiledModel run = TensorFlowBackend.compile(
                model(),
                training().optimizer(adam(1e-2)).loss(binaryCrossentropy()).metrics("accuracy"),
                options -> options.seed(1))) {
            History history = run.fit(
                    reviews(scale.of(400, 4000), 1),
                    fit -> fit.epochs(scale.of(5, 20))
                            .batchSize(32)
                            .validation(reviews(200, 2))
                            .callbacks(tensorBoard(folder.resolve("logs"))
                                    .histogramFreq(1)
                                    .writeGraph(true)
                                    .updateFreq(10)
                                    .embeddings(1, Map.of("words", words.toAbsolutePath()))));
            return new Result(history, run.predict(repeated()).get(0));
        }
    }

    private static Model model() {
        return Sequential.of(
                "reviews",
                input("review", DType.INT32, WORDS),
                embedding(VOCABULARY, 8).name("words"),
                conv1d(16, 3).activation(RELU),
                globalMaxPooling1d(),
                dense(1).activation(SIGMOID));
    }

    /** One word in three is of the first ten in kind reviews, of the next ten in others. */
    private static ArrayDataset reviews(int count, long seed) {
        Random random = new Random(seed);
        int[] words = new int[count * WORDS];
        float[] kind = new float[count];
        for (int i = 0; i < words.length; i++) {
            boolean isKind = i / WORDS % 2 == 1;
            kind[i / WORDS] = isKind ? 1 : 0;
            words[i] = random.nextInt(3) == 0
                    ? random.nextInt(10) + (isKind ? 0 : 10)
                    : 20 + random.nextInt(VOCABULARY - 20);
        }
        return ArrayDataset.of(NdArray.of(words, count, WORDS), NdArray.of(kind, count, 1));
    }

    /** A review for each word, which is every third in it, between neutral ones. */
    private static NdArray repeated() {
        Random random = new Random(3);
        int[] words = new int[VOCABULARY * WORDS];
        for (int i = 0; i < words.length; i++) {
            words[i] = i % WORDS % 3 == 0 ? i / WORDS : 20 + random.nextInt(VOCABULARY - 20);
        }
        return NdArray.of(words, VOCABULARY, WORDS);
    }

    private static String words() {
        StringBuilder lines = new StringBuilder();
        for (int word = 0; word < VOCABULARY; word++) {
            lines.append(word < 10 ? "kind" : word < 20 ? "unkind" : "neutral")
                    .append(word)
                    .append('\n');
        }
        return lines.toString();
    }
}
