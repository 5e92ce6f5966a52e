package dev.lamina.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in Kotlin at their small scale, and what they learned. */
final class KotlinProgramsTest {
    /** A model that real Keras saved, from 4 numbers. */
    private static final Path SAVED_BY_KERAS = Path.of("../tf-backend/src/test/resources/files/deflated.keras");

    @TempDir
    Path folder;

    @Test
    void blocksOfOperatorsLearnToMultiply() {
        List<Double> losses = GatedBlocksKt.learnProducts(Scale.SMALL).get("loss");
        assertThat(losses.get(7)).as("of a variance of 0.11").isLessThan(0.005);
    }

    @Test
    void callbacksSeeWhatTrainingDoes() {
        PatientTraining done = PatientTrainingKt.trainPatiently(Scale.SMALL);
        int epochs = done.getHistory().epochs().size();
        assertThat(done.getLosses()).hasSize(epochs).isEqualTo(done.getHistory().get("val_loss"));
        assertThat(done.getLosses().get(epochs - 1))
                .isLessThan(0.8 * done.getLosses().get(0));
        assertThat(done.getSteps().getCount()).isEqualTo(epochs * (480 / 50 + 1));
        assertThat(done.getSteps().getLargestLoss())
                .isGreaterThanOrEqualTo(done.getHistory().get("loss").get(0));
    }

    @Test
    void everyCallerGetsWhatTheModelMakesOfItsExample() {
        List<NdArray> examples = IntStream.range(0, 40)
                .mapToObj(i -> NdArray.of(new float[] {i, -i, i * 0.5f, 1}, 4))
                .toList();
        List<NdArray> served = ServingKt.serve(SAVED_BY_KERAS, examples);
        try (CompiledModel model = TensorFlowBackend.load(SAVED_BY_KERAS)) {
            for (int i = 0; i < examples.size(); i++) {
                float[] alone =
                        model.predict(examples.get(i).reshape(1, 4)).get(0).floats();
                assertThat(served.get(i).floats())
                        .usingComparatorWithPrecision(1e-4f)
                        .containsExactly(alone);
            }
        }
    }

    @Test
    void layerOfOnesOwnLearnsAWaveAndComesBackFromAFile() {
        Wave wave = SnakeKt.learnWave(Scale.SMALL, folder.resolve("wave.keras"));
        assertThat(wave.getLoss()).as("of a variance of 0.5").isLessThan(0.05);
        assertThat(wave.getDrawnByLoaded().floats())
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(wave.getDrawn().floats());
    }

    @Test
    void forgerLearnsWhereRealNumbersLie() {
        Mimicked mimicked = AdversariesKt.mimic(Scale.SMALL, 4, 0.5);
        assertThat(mimicked.getMean()).isCloseTo(4, within(0.5));
        assertThat(mimicked.getDeviation()).isBetween(0.1, 1.2);
    }
}
