package dev.lamina.tensorflow.saved;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.embedding;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.timeDistributed;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Adapters of low rank and files, which hold weights with what was trained added. What is written stays for roundtrip.py. */
final class LowRankFileTest {
    private static final NdArray TOKENS = NdArray.of(new int[] {0, 1, 2, 3, 4, 4}, 2, 3);
    private static final NdArray TARGETS = NdArray.of(new float[] {1, -1, 2, 0}, 2, 2);
    private static final double ROUNDING = 1e-5;

    private static CompiledModel compiled(boolean adapted) {
        SymbolicTensor tokens = input("tokens", DType.INT32, 3);
        SymbolicTensor y = tokens.then(adapted ? embedding(5, 4).loraRank(2).loraAlpha(3) : embedding(5, 4))
                .then(timeDistributed(adapted ? dense(3).loraRank(2) : dense(3)))
                .then(flatten())
                .then(adapted ? dense(2).loraRank(1) : dense(2));
        return TensorFlowBackend.compile(
                Model.of("adapted", tokens, y), training().optimizer(sgd(0.1)).loss(meanSquaredError()));
    }

    private static double loss(CompiledModel model) {
        return model.trainOnBatch(TOKENS, TARGETS).getOrDefault("loss", Double.NaN);
    }

    @Test
    void theSumIsSavedAndTrainingGoesOnFromIt() throws IOException {
        Path folder = Files.createDirectories(Path.of("target/keras-roundtrip/low_rank"));
        Path file = folder.resolve("model.keras");
        List<NdArray> expected;
        try (CompiledModel model = compiled(true)) {
            List<NdArray> before = model.predictOnBatch(TOKENS);
            for (int i = 0; i < 20; i++) {
                loss(model);
            }
            expected = model.predictOnBatch(TOKENS);
            assertThat(expected).isNotEqualTo(before);
            model.save(file);
            model.saveWeights(folder.resolve("low_rank.weights.h5"));
            model.loadWeights(folder.resolve("low_rank.weights.h5"));
            SavedArrays.assertClose(model.predictOnBatch(TOKENS), expected, ROUNDING);
        }
        Npz.write(folder.resolve("arrays.npz"), Map.of("input_0", TOKENS, "output_0", expected.get(0)));
        try (CompiledModel again = TensorFlowBackend.load(file)) {
            SavedArrays.assertClose(again.predictOnBatch(TOKENS), expected, ROUNDING);
            double first = loss(again);
            for (int i = 0; i < 5; i++) {
                loss(again);
            }
            assertThat(loss(again)).isLessThan(first);
        }
        try (CompiledModel merged = compiled(false)) {
            merged.loadWeights(folder.resolve("low_rank.weights.h5"));
            SavedArrays.assertClose(merged.predictOnBatch(TOKENS), expected, ROUNDING);
        }
    }
}
