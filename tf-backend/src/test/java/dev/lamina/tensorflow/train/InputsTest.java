package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.losses.Losses.sparseCategoricalCrossentropy;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.training.Training;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which arrays a model takes, and what it says to others before any native code sees them. */
final class InputsTest {
    private static final Training MSE = training().optimizer(sgd(0.1)).loss(meanSquaredError());

    private static CompiledModel line(Training training) {
        var x = input("x", 2);
        return TensorFlowBackend.compile(Model.of("line", x, x.then(dense(3).name("out"))), training);
    }

    private static NdArray zeros(DType dtype, int... sizes) {
        return NdArray.zeros(dtype, Shape.of(sizes));
    }

    private static NdArray zeros(int... sizes) {
        return zeros(DType.FLOAT32, sizes);
    }

    @Test
    void refusesAnotherShape() {
        try (var run = line(MSE)) {
            assertThatThrownBy(() -> run.predict(zeros(5, 4))).hasMessage("""
                        input 0 "x" of model "line" cannot take its array
                          expected   (?, 2)
                          found      (?, 4)
                          differs    axis 1: 4 is not 2""");
            assertThatThrownBy(() -> run.predictOnBatch(zeros(2)))
                    .isInstanceOfSatisfying(
                            InputException.class, e -> assertThat(e.index()).isZero())
                    .hasMessageContaining("rank: 1 is not 2");
        }
    }

    @Test
    void refusesAnotherNumberOfInputs() {
        try (var run = line(MSE)) {
            assertThatThrownBy(() -> run.predict(zeros(5, 2), zeros(5, 2))).hasMessage("""
                        model "line" takes 1 input; received 2
                          inputs     x (?, 2) float32
                          received   float32 (?, 2)
                                     float32 (?, 2)""");
        }
    }

    @Test
    void refusesNumbersThatWouldLoseTheirFractions() {
        var x = input("ids", DType.INT32, 2);
        var model = Model.of("ids", x, dev.lamina.ops.Core.cast(x, DType.FLOAT32));
        try (var run = TensorFlowBackend.compile(model)) {
            assertThatThrownBy(() -> run.predict(zeros(5, 2))).hasMessage("""
                        input 0 "ids" of model "ids" cannot take its array
                          expected   int32
                          found      float32
                          try        cast the array to int32""");
        }
    }

    @Test
    void takesBytesWhereItWantsFloats() {
        try (var run = line(MSE)) {
            NdArray bytes = NdArray.of(new byte[] {1, 2, (byte) 255, 4}, 2, 2);
            assertThat(run.predict(bytes)).isEqualTo(run.predict(bytes.cast(DType.FLOAT32)));
            assertThat(run.predictOnBatch(bytes)).isEqualTo(run.predict(bytes));
            assertThat(run.fit(bytes, zeros(2, 3), fit -> fit).get("loss")).hasSize(1);
        }
    }

    @Test
    void refusesTargetsThatDoNotFit() {
        try (var run = line(MSE)) {
            assertThatThrownBy(() -> run.fit(zeros(5, 2), fit -> fit)).hasMessage("""
                        model "line" is trained on 1 target; received 0
                          outputs    out
                          received   no targets""");
            assertThatThrownBy(() -> run.fit(zeros(5, 2), zeros(5, 4), fit -> fit))
                    .hasMessage("""
                        the loss mean_squared_error needs targets of the shape of the outputs
                          input 0   targets   (?, 4) float32
                          input 1   outputs   (?, 3) float32
                          differs   (?, 3) is not (?, 4)
                          try       reshape the targets, or end the model with layers of their shape""");
        }
        try (var run = line(training().loss(sparseCategoricalCrossentropy()))) {
            assertThatThrownBy(() -> run.fit(zeros(5, 2), zeros(5, 3), fit -> fit))
                    .hasMessageContaining("categoricalCrossentropy() for one-hot targets");
            assertThat(run.fit(zeros(5, 2), zeros(DType.UINT8, 5), fit -> fit).get("loss"))
                    .hasSize(1);
        }
    }

    @Test
    void matchesArraysByName() {
        var a = input("a", 1);
        var b = input("b", 1);
        var difference = Model.of("difference", List.of(a, b), List.of(a.minus(b), b.times(2)));
        try (var run = TensorFlowBackend.compile(difference)) {
            NdArray one = NdArray.of(new float[] {1, 2, 3}, 3, 1);
            NdArray two = NdArray.of(new float[] {10, 20, 30}, 3, 1);
            ArrayDataset named = ArrayDataset.of().input("b", one).input("a", two);
            List<NdArray> outputs = run.predict(named, options -> options.batchSize(2));
            assertThat(outputs.get(0).floats()).containsExactly(9, 18, 27);
            assertThat(outputs.get(1).floats()).containsExactly(2, 4, 6);
            assertThat(run.predict(one, two).get(0).floats()).containsExactly(-9, -18, -27);
        }
    }

    @Test
    void trainsOnTheOutputsThatHaveALoss() {
        var x = input("x", 2);
        var model = Model.of("heads", x, List.of(x.then(dense(1).name("left")), x.then(dense(1).name("right"))));
        var training = training().optimizer(sgd(0.1)).losses(meanSquaredError(), null);
        try (var run = TensorFlowBackend.compile(model, training)) {
            NdArray before = run.weights().get("right/kernel");
            run.fit(zeros(5, 2), zeros(5, 1), fit -> fit);
            assertThat(run.weights().get("right/kernel")).isEqualTo(before);
        }
        var both = training()
                .losses(Map.of("left", meanSquaredError(), "right", meanSquaredError()))
                .lossWeights(2, 3)
                .metrics("mae");
        try (var run = TensorFlowBackend.compile(model, both)) {
            ArrayDataset data = ArrayDataset.of(zeros(5, 2))
                    .target("left", NdArray.of(new float[] {1, 1, 1, 1, 1}, 5, 1))
                    .target("right", NdArray.of(new float[] {2, 2, 2, 2, 2}, 5, 1));
            assertThat(run.evaluate(data, options -> options.batchSize(2)))
                    .containsEntry("loss", 14.0)
                    .containsEntry("left_loss", 1.0)
                    .containsEntry("right_loss", 4.0)
                    .containsEntry("left_mae", 1.0)
                    .containsEntry("right_mae", 2.0);
        }
    }
}
