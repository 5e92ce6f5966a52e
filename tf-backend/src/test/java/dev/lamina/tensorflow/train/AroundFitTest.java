package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.activations.Activations.TANH;
import static dev.lamina.layers.Layers.addLoss;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.conv2dTranspose;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.reshape;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.ops.Comparisons.greater;
import static dev.lamina.ops.Elementwise.square;
import static dev.lamina.ops.Padding.SAME;
import static dev.lamina.ops.Reductions.mean;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Npz;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Tensor;

/** What is not fit: gradients, models that take turns, steps of one's own, and TensorFlow below. */
final class AroundFitTest {
    private static final int BATCH = 4;

    private static NdArray images(long seed) {
        return FitTest.normal(seed, BATCH, 64).reshape(BATCH, 8, 8, 1);
    }

    /** Keras's DCGAN, on images of 8 by 8. */
    @Test
    void trainsADcganByTurns() {
        var image = input("image", 8, 8, 1);
        Model discriminator = Model.of(
                "discriminator",
                image,
                image.then(chain(
                        conv2d(4, 4).strides(2).padding(SAME).activation(RELU),
                        conv2d(8, 4).strides(2).padding(SAME).activation(RELU),
                        flatten(),
                        dense(1).activation(SIGMOID))));
        var noise = input("noise", 3);
        Model generator = Model.of(
                "generator",
                noise,
                noise.then(chain(
                        dense(2 * 2 * 8),
                        reshape(2, 2, 8),
                        conv2dTranspose(8, 4).strides(2).padding(SAME).activation(RELU),
                        conv2dTranspose(4, 4).strides(2).padding(SAME).activation(RELU),
                        conv2d(1, 5).padding(SAME).activation(TANH))));
        Model gan = Model.of("gan", noise, discriminator.trainable(false).on(noise.then(generator)));
        var training = training().optimizer(adam(0.01)).loss(binaryCrossentropy());
        try (var judge = TensorFlowBackend.compile(discriminator, training)) {
            CompiledModel forger = judge.part(gan, training);
            CompiledModel drawn = judge.part(generator);
            for (int step = 0; step < 3; step++) {
                NdArray noises = FitTest.normal(step, BATCH, 3);
                Map<String, NdArray> generatorBefore = drawn.weights();
                Map<String, NdArray> discriminatorBefore = judge.weights();
                judge.trainOnBatch(images(step), ones());
                judge.trainOnBatch(drawn.predictOnBatch(noises).get(0), NdArray.of(new float[BATCH], BATCH, 1));
                assertThat(drawn.weights()).isEqualTo(generatorBefore);
                assertAllChanged(discriminatorBefore, judge.weights());

                Map<String, NdArray> judged = judge.weights();
                double first = forger.trainOnBatch(noises, ones()).get("loss");
                assertThat(judge.weights()).isEqualTo(judged);
                assertAllChanged(generatorBefore, drawn.weights());
                assertThat(forger.testOnBatch(noises, ones()).get("loss")).isLessThan(first);
            }
        }
    }

    private static NdArray ones() {
        return NdArray.of(new float[] {1, 1, 1, 1}, BATCH, 1);
    }

    private static void assertAllChanged(Map<String, NdArray> before, Map<String, NdArray> after) {
        before.forEach((name, value) -> assertThat(after.get(name)).as(name).isNotEqualTo(value));
    }

    /** Changes an image until its features are those of another. */
    @Test
    void optimizesAnImage() {
        var image = input("image", 8, 8, 1);
        var wanted = input("wanted", 8, 8, 2);
        var features = image.then(conv2d(2, 3).padding(SAME).activation(TANH).name("features"));
        Model distance = Model.of("distance", List.of(image, wanted), mean(square(features.minus(wanted))));
        try (var run = TensorFlowBackend.compile(Model.of("features", image, features))) {
            CompiledModel loss = run.part(distance);
            NdArray goal = run.predictOnBatch(images(1)).get(0);
            NdArray changed = images(2);
            double begin = loss.predictOnBatch(changed, goal).get(0).scalar();
            double last = begin;
            for (int step = 0; step < 60; step++) {
                Derivatives at = loss.inputGradients(changed, goal);
                last = at.outputs().get(0).scalar();
                NdArray slope = at.by().get("image");
                for (int i = 0; i < changed.size(); i++) {
                    changed.floats()[i] -= 20 * slope.floats()[i];
                }
            }
            assertThat(last).isLessThan(begin / 20);
            assertThat(loss.weightGradients(changed, goal).by()).containsOnlyKeys("features/kernel", "features/bias");
        }
    }

    @Test
    void leavesOutWhatOutputsDoNotDependOn() {
        var x = input("x", 1);
        var unused = input("unused", 1);
        var model = Model.of("m", List.of(x, unused), List.of(square(x), greater(unused, 0)));
        try (var run = TensorFlowBackend.compile(model)) {
            Derivatives found =
                    run.inputGradients(NdArray.of(new float[] {3}, 1, 1), NdArray.of(new float[] {1}, 1, 1));
            assertThat(found.by()).containsOnlyKeys("x");
            assertThat(found.by().get("x").scalar()).isEqualTo(6);
            assertThat(found.outputs()).hasSize(2);
        }
    }

    /** A step from inputs and targets to what it minimizes, whatever that is. */
    @Test
    void takesAStepOfOnesOwn() {
        var x = input("x", 1);
        var y = input("y", 1);
        Model line = Model.of("line", x, x.then(dense(1).name("d")));
        SymbolicTensor predicted = x.then(line);
        SymbolicTensor loss =
                mean(square(predicted.minus(y))).plus(mean(square(predicted)).times(0.1));
        Model step = Model.of("step", List.of(x, y), addLoss(predicted, loss));
        try (var run = TensorFlowBackend.compile(step, training().optimizer(sgd(0.1)))) {
            CompiledModel serves = run.part(line);
            ArrayDataset data = ArrayDataset.of()
                    .input("x", NdArray.of(new float[] {0, 1, 2}, 3, 1))
                    .input("y", NdArray.of(new float[] {0, 1.1f, 2.2f}, 3, 1));
            History history = run.fit(data, fit -> fit.epochs(200).shuffle(false));
            assertThat(history.last("loss")).isLessThan(history.get("loss").get(0));
            assertThat(serves.predict(NdArray.of(new float[] {1}, 1, 1)).get(0).scalar())
                    .isCloseTo(1, within(0.01));
        }
    }

    @Test
    void refusesToShareOtherWeights() {
        var x = input("x", 1);
        Model one = Model.of("one", x, x.then(dense(1).name("a")));
        Model other = Model.of("other", x, x.then(dense(1).name("b")));
        Model wider = Model.of("wider", x, x.then(dense(2).name("a")));
        try (var run = TensorFlowBackend.compile(one)) {
            assertThatThrownBy(() -> run.recompile(other, training().loss(meanSquaredError())))
                    .isInstanceOf(LaminaException.class)
                    .hasMessage("""
                            model "other" has other weights than "one", and cannot share them
                              expected  a/kernel, a/bias
                              found     b/kernel, b/bias
                              try       part(...) for a model over the same layers""");
            assertThatThrownBy(() -> run.recompile(wider, training().loss(meanSquaredError())))
                    .isInstanceOf(LaminaException.class)
                    .hasMessageContaining("\"a/kernel\" is (1, 1) float32; the weight is (1, 2) float32");
        }
    }

    @Test
    void freezesLayersOfInnerModels(@TempDir Path folder) {
        var code = input("code", 2);
        Model inner = Model.of("inner", code, code.then(chain(dense(2).name("p"), dense(2).name("q"))));
        var x = input("x", 2);
        Model outer = Model.of("outer", x, x.then(chain(inner, dense(1).name("head"))));
        var training = training().optimizer(adam(0.1)).loss(meanSquaredError());
        try (var run = TensorFlowBackend.compile(outer, training)) {
            CompiledModel tuned = run.recompile(outer.trainableLayers(name -> !name.equals("inner/p")), training);
            Map<String, NdArray> before = run.weights();
            tuned.fit(FitTest.normal(1, 8, 2), FitTest.normal(2, 8, 1), fit -> fit);
            Map<String, NdArray> after = run.weights();
            assertThat(after.get("inner/p/kernel")).isEqualTo(before.get("inner/p/kernel"));
            assertThat(after.get("inner/q/kernel")).isNotEqualTo(before.get("inner/q/kernel"));
            tuned.save(folder.resolve("tuned.keras"));
            try (var loaded = TensorFlowBackend.load(folder.resolve("tuned.keras"))) {
                assertThat(loaded.weights()).isEqualTo(after);
                loaded.fit(FitTest.normal(1, 8, 2), FitTest.normal(2, 8, 1), fit -> fit);
                assertThat(loaded.weights().get("inner/p/kernel")).isEqualTo(before.get("inner/p/kernel"));
            }
        }
    }

    @Test
    void opensTensorFlowBelow() {
        var x = input("x", 1);
        try (var run = TensorFlowBackend.compile(Model.of("m", x, x.then(dense(1).name("d"))))) {
            run.setWeights(List.of(NdArray.of(new float[] {7}, 1, 1), NdArray.of(new float[] {0}, 1)));
            assertThat(run.graph().operation("d_kernel/ReadVariableOp")).isNotNull();
            try (Tensor kernel = run.session()
                    .runner()
                    .fetch("d_kernel/ReadVariableOp")
                    .run()
                    .get(0)) {
                assertThat(kernel.asRawTensor().data().asFloats().getFloat(0)).isEqualTo(7);
            }
        }
    }

    /** The activations of all layers behind each epoch, as in "Deep Learning with Python": a callback of ten lines. */
    @Test
    void logsActivations(@TempDir Path folder) {
        var x = input("x", 2);
        Model model = Model.of("m", x, x.then(chain(dense(3).activation(RELU), dense(1))));
        NdArray sample = FitTest.normal(5, 1, 2);
        try (var run = TensorFlowBackend.compile(model, training().loss(meanSquaredError()))) {
            CompiledModel layers = run.part(Model.of(
                    "activations",
                    x,
                    model.nodes().stream()
                            .skip(1)
                            .map(node -> node.outputs().get(0))
                            .toList()));
            Callback logger = Callbacks.onEpochEnd((logs, epoch) -> {
                List<NdArray> made = layers.predictOnBatch(sample);
                Npz.write(folder.resolve(epoch + ".npz"), Map.of("first", made.get(0), "second", made.get(1)));
            });
            run.fit(
                    FitTest.normal(1, 8, 2),
                    FitTest.normal(2, 8, 1),
                    fit -> fit.epochs(2).callbacks(logger));
            assertThat(Npz.read(folder.resolve("1.npz")).get("second"))
                    .isEqualTo(run.predictOnBatch(sample).get(0));
            assertThat(Npz.read(folder.resolve("0.npz")).get("first").shape().sizes())
                    .containsExactly(1, 3);
        }
    }
}
