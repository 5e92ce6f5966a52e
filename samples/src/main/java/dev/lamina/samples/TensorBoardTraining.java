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

/**
 * Reads whether reviews are kind, and writes for TensorBoard what happens in the net: losses, histograms of all weights, the graph, and
 * the places that words take, kind ones on one side (Chollet, Deep Learning with Python, section 7.2.2).
 */
public final class TensorBoardTraining {
    private static final int WORDS = 20;
    private static final int VOCABULARY = 60;

    private TensorBoardTraining() {}

    /** Writes {@code logs}; {@code tensorboard --logdir runs/tensorboard/logs} shows them. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(run(Scale.of(arguments), Scale.folder("tensorboard")));
    }

    static History run(Scale scale, Path folder) throws IOException {
        Path words = Files.createDirectories(folder).resolve("words.tsv");
        Files.writeString(words, words());
        try (CompiledModel run = TensorFlowBackend.compile(
                model(),
                training().optimizer(adam(1e-2)).loss(binaryCrossentropy()).metrics("accuracy"),
                options -> options.seed(1))) {
            return run.fit(
                    reviews(scale.of(400, 4000), 1),
                    fit -> fit.epochs(scale.of(5, 20))
                            .batchSize(32)
                            .validation(reviews(200, 2))
                            .callbacks(tensorBoard(folder.resolve("logs"))
                                    .histogramFreq(1)
                                    .writeGraph(true)
                                    .updateFreq(10)
                                    .embeddings(1, Map.of("words", words.toAbsolutePath()))));
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
