package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FitTest {
    static NdArray normal(long seed, int rows, int columns) {
        Random random = new Random(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return NdArray.of(values, rows, columns);
    }

    @Test
    void learnsAProductOfItsInputs() {
        var x = input("x", 2);
        var model = Model.of("product", x, x.then(chain(dense(32).activation(RELU), dense(1))));
        NdArray inputs = normal(1, 500, 2);
        float[] targets = new float[500];
        for (int i = 0; i < 500; i++) {
            targets[i] = inputs.floats()[2 * i] * inputs.floats()[2 * i + 1];
        }
        try (var run = TensorFlowBackend.compile(
                model, training().optimizer(adam(0.01)).loss(meanSquaredError()))) {
            History history = run.fit(
                    inputs,
                    NdArray.of(targets, 500, 1),
                    fit -> fit.epochs(60).batchSize(64).validationSplit(0.1));
            assertThat(history.last("loss")).isLessThan(0.03);
            assertThat(history.last("val_loss")).isLessThan(0.2);
            assertThat(history.epochs()).hasSize(60);
        }
    }
}
