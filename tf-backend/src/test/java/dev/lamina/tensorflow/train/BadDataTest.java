package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.batchInput;
import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.embedding;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.losses.Losses.categoricalGeneralizedCrossEntropy;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.losses.Losses.sparseCategoricalCrossentropy;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.TensorSpec;
import dev.lamina.errors.LaminaException;
import dev.lamina.losses.Loss;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArraySpec;
import dev.lamina.tensorflow.data.DataException;
import dev.lamina.tensorflow.data.Dataset;
import dev.lamina.tensorflow.data.ImageDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that cannot be trained on ends training with a reason, and keeps what was trained. */
final class BadDataTest {
    private static final NdArray X = NdArray.of(new float[] {1, 2, 3, 4}, 4, 1);

    private static CompiledModel classifier(Loss loss) {
        var x = input("x", 1);
        return TensorFlowBackend.compile(
                Model.of("m", x, x.then(dense(3).activation(SOFTMAX).name("out"))),
                training().loss(loss));
    }

    @Test
    void namesALabelOutOfRange() {
        NdArray labels = NdArray.of(new int[] {0, 2, 3, 1}, 4);
        try (var run = classifier(sparseCategoricalCrossentropy())) {
            String message = """
                    a target of output "out" of model "m" is no class that the output has
                      expected   0 to 2, as the output has 3 classes
                      found      3 in example 0 of the batch
                      try        classes counted from 0, an output of more units, or ignoreClass(...) of the loss""";
            Map<String, NdArray> before = run.weights();
            assertThatThrownBy(() -> run.fit(X, labels, fit -> fit.batchSize(2).shuffle(false)))
                    .isInstanceOf(LaminaException.class)
                    .hasMessage(message);
            assertThat(run.weights()).isNotEqualTo(before); // of the first batch, which was good
            assertThatThrownBy(() -> run.evaluate(X, NdArray.of(new long[] {0, -1, 0, 0}, 4, 1)))
                    .hasMessageContaining("-1 in example 1");
            assertThatThrownBy(() -> run.trainOnBatch(X, labels)).hasMessageContaining("3 in example 2");
        }
        try (var run = classifier(sparseCategoricalCrossentropy().ignoreClass(3))) {
            run.trainOnBatch(X, labels);
        }
    }

    /** Fails at its third batch. */
    private static Dataset failing() {
        return Dataset.ofBatches(
                List.of(ArraySpec.input("x", DType.FLOAT32, -1, 1), ArraySpec.target("y", DType.FLOAT32, -1, 1)),
                options -> new Iterator<>() {
                    private int made;

                    @Override
                    public boolean hasNext() {
                        return true;
                    }

                    @Override
                    public List<NdArray> next() {
                        if (++made == 3) {
                            throw new IllegalStateException("the disk is gone");
                        }
                        return List.of(X, X);
                    }
                });
    }

    @Test
    void keepsWhatWasTrainedBeforeAGeneratorThrew() {
        var x = input("x", 1);
        var model = Model.of("line", x, x.then(dense(1)));
        var training = training().loss(meanSquaredError());
        try (var run = TensorFlowBackend.compile(model, training);
                var twice = TensorFlowBackend.compile(model, training)) {
            assertThatThrownBy(() -> run.fit(failing(), fit -> fit))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("batch 2 could not be prepared")
                    .hasMessageContaining("the disk is gone");
            twice.trainOnBatch(X, X);
            twice.trainOnBatch(X, X);
            assertThat(run.weights()).isEqualTo(twice.weights());
            assertThat(run.fit(failing(), fit -> fit.stepsPerEpoch(2)).epochs()).containsExactly(0);
            assertThat(run.evaluate(failing(), options -> options.steps(2))).containsKey("loss");
        }
    }

    @Test
    void namesALabelOutOfRangeOfAnyLossThatCountsClasses() {
        try (var run = classifier(categoricalGeneralizedCrossEntropy())) {
            assertThatThrownBy(() -> run.trainOnBatch(X, NdArray.of(new int[] {0, 2, 3, 1}, 4)))
                    .isInstanceOf(LaminaException.class)
                    .hasMessageContaining("output \"out\" of model \"m\"")
                    .hasMessageContaining("3 in example 2");
        }
    }

    /** The second batch of two is wrong; what the first one taught is kept, and training goes on with other data. */
    private static void keepsTheFirstBatch(CompiledModel run, NdArray x, NdArray y, String... texts) {
        Map<String, NdArray> before = run.weights();
        var thrown = assertThatThrownBy(() ->
                        run.fit(x, y, fit -> fit.batchSize(2).shuffle(false).checkNumerics(true)))
                .isInstanceOf(LaminaException.class);
        for (String text : texts) {
            thrown.hasMessageContaining(text);
        }
        Map<String, NdArray> after = run.weights();
        assertThat(after).isNotEqualTo(before);
        run.fit(x.rows(0, 2), y.rows(0, 2), fit -> fit);
        assertThat(run.weights()).isNotEqualTo(after);
    }

    @Test
    void namesATokenOutOfRange() {
        var x = batchInput("tokens", new TensorSpec(Shape.of(-1, 2), DType.INT32));
        Model model = Model.of("words", x, x.then(chain(embedding(5, 2).name("words"), flatten(), dense(1))));
        NdArray tokens = NdArray.of(new int[] {0, 1, 2, 3, 4, 5, 0, 0}, 4, 2);
        try (var run = TensorFlowBackend.compile(model, training().loss(meanSquaredError()))) {
            keepsTheFirstBatch(
                    run,
                    tokens,
                    X,
                    "input \"tokens\" of model \"words\"",
                    "embedding \"words\"",
                    "0 to 4",
                    "5 in example 0");
        }
    }

    @Test
    void saysWhatTensorFlowRefuses() {
        var x = batchInput("tokens", new TensorSpec(Shape.of(-1, 2), DType.INT32));
        Model model = Model.of("words", x, x.plus(1).then(chain(embedding(5, 2).name("words"), flatten(), dense(1))));
        NdArray tokens = NdArray.of(new int[] {0, 1, 2, 3, 4, 0, 0, 0}, 4, 2);
        try (var run = TensorFlowBackend.compile(model, training().loss(meanSquaredError()))) {
            keepsTheFirstBatch(run, tokens, X, "TensorFlow cannot run this step", "5 is not in [0, 5)");
        }
    }

    @Test
    void namesANumberThatIsNone() {
        var x = input("x", 1);
        Model model = Model.of("line", x, x.then(dense(1)));
        NdArray broken = NdArray.of(new float[] {1, 2, 3, Float.NaN}, 4, 1);
        try (var run = TensorFlowBackend.compile(model, training().loss(meanSquaredError()))) {
            keepsTheFirstBatch(run, X, broken, "batch 1 of epoch 0", "1 NaN");
        }
    }

    @Test
    void namesAnImageThatDoesNotDecodeAndKeepsWhatWasTrained(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("cat"));
        Path image = Path.of("src/test/resources/images/folder/cat/a.png");
        Files.copy(image, folder.resolve("cat/a.png"));
        Files.writeString(folder.resolve("cat/b.png"), "no image");
        var x = input("x", 2, 2, 3);
        Model model = Model.of("m", x, x.then(chain(flatten(), dense(1))));
        try (var run = TensorFlowBackend.compile(model, training().loss(meanSquaredError()))) {
            Map<String, NdArray> before = run.weights();
            Dataset images = ImageDirectory.of(folder).size(2, 2).dataset();
            assertThatThrownBy(() -> run.fit(images, fit -> fit.batchSize(1).shuffle(false)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("an image does not decode")
                    .hasMessageContaining("b.png");
            assertThat(run.weights()).isNotEqualTo(before);
            assertThat(run.predict(NdArray.zeros(DType.FLOAT32, Shape.of(1, 2, 2, 3))))
                    .hasSize(1);
        }
    }

    @Test
    void saysThatThereIsNothingToTrainOn() {
        try (var run = classifier(meanSquaredError())) {
            Map<String, NdArray> before = run.weights();
            assertThatThrownBy(() -> run.fit(
                            NdArray.zeros(DType.FLOAT32, Shape.of(0, 1)),
                            NdArray.zeros(DType.FLOAT32, Shape.of(0, 3)),
                            fit -> fit))
                    .isInstanceOf(LaminaException.class)
                    .hasMessageContaining("no examples");
            assertThat(run.weights()).isEqualTo(before);
        }
    }

    @Test
    void namesABatchOfAnotherShape() {
        var x = input("x", 1);
        Dataset data = Dataset.ofBatches(
                List.of(ArraySpec.input("x", DType.FLOAT32, -1, 1), ArraySpec.target("y", DType.FLOAT32, -1, 1)),
                options -> List.of(List.of(X, X), List.of(X.reshape(2, 2), X.reshape(2, 2)))
                        .iterator());
        try (var run = TensorFlowBackend.compile(
                Model.of("line", x, x.then(dense(1))), training().loss(meanSquaredError()))) {
            assertThatThrownBy(() -> run.fit(data, fit -> fit))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("input \"x\" of batch 1 is not what the data set said it would be")
                    .hasMessageContaining("(2, 2)");
        }
    }
}
