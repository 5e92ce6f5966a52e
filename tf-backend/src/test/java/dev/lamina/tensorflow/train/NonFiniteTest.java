package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.ops.Elementwise.log;
import static dev.lamina.ops.Elementwise.sqrt;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Numbers that are none are found in the step that would make them, and where. */
final class NonFiniteTest {
    private static final NdArray X = NdArray.of(new float[] {1, 2, 3, 4}, 4, 1);
    private static final NdArray Y = NdArray.of(new float[] {1, 1, 1, 1}, 4, 1);

    private static CompiledModel compiled(UnaryOperator<SymbolicTensor> body) {
        var x = input("x", 1);
        return TensorFlowBackend.compile(
                Model.of("m", x, body.apply(x)), training().optimizer(sgd(0.1)).loss(meanSquaredError()));
    }

    private static void assertFound(CompiledModel run, NdArray x, NdArray y, String... texts) {
        Map<String, NdArray> before = run.weights();
        var thrown = assertThatThrownBy(() ->
                        run.fit(x, y, fit -> fit.batchSize(2).shuffle(false).checkNumerics(true)))
                .isInstanceOf(LaminaException.class);
        for (String text : texts) {
            thrown.hasMessageContaining(text);
        }
        assertThat(run.weights()).isEqualTo(before);
    }

    @Test
    void namesTheOpBehindAFiniteLayer() {
        try (var run = compiled(x -> log(x.then(dense(1).name("d"))))) {
            run.setWeights(List.of(NdArray.of(new float[] {-1}, 1, 1), NdArray.of(new float[] {0}, 1)));
            assertFound(run, X, Y, """
                    training of model "m" would make numbers that are not finite; the weights are those of the step before
                      step     batch 0 of epoch 0
                      where    Log "log"
                      holds    (2, 1) float32: 2 NaN
                      inputs   (2, 1) float32: from -2.0 to -1.0
                      try      a lower learning rate, clipping of gradients, or other data""");
        }
    }

    @Test
    void namesTheLayerInsideAnInnerModel() {
        var code = input("code", 1);
        var inner = Model.of("inner", code, code.then(chain(dense(2).name("wide"), dense(1).name("narrow"))));
        try (var run = compiled(x -> x.then(inner))) {
            run.setWeights(Map.of(
                    "inner/wide/kernel", NdArray.of(new float[] {3e38f, 1}, 1, 2),
                    "inner/narrow/kernel", NdArray.of(new float[] {1, 1}, 2, 1)));
            assertFound(
                    run, X, Y, "where    Dense \"wide\" in Functional \"inner\"", "1 infinite, the others from 1.0 to");
        }
    }

    @Test
    void namesData() {
        NdArray broken = NdArray.of(new float[] {1, 2, Float.NaN, 4}, 4, 1);
        try (var run = compiled(x -> x.then(dense(1)))) {
            assertThatThrownBy(() -> run.fit(
                            broken, Y, fit -> fit.batchSize(2).shuffle(false).checkNumerics(true)))
                    .hasMessageContaining("batch 1 of epoch 0")
                    .hasMessageContaining("where   what is fed to \"x\"")
                    .hasMessageContaining("1 NaN, the others from 4.0 to 4.0");
            assertFound(run, X, NdArray.of(new float[] {1, Float.POSITIVE_INFINITY, 1, 1}, 4, 1), "1 infinite");
        }
    }

    @Test
    void namesWeightsAndGradients() {
        try (var run = compiled(x -> x.then(dense(1).name("d")))) {
            run.setWeights(Map.of("d/bias", NdArray.of(new float[] {Float.NaN}, 1)));
            assertFound(run, X, Y, "weight \"d/bias\"");
        }
        try (var run = compiled(x -> sqrt(x.then(dense(1).name("d"))))) {
            run.setWeights(List.of(NdArray.of(new float[] {0}, 1, 1), NdArray.of(new float[] {0}, 1)));
            assertFound(run, X, Y, "the gradient of weight \"d/bias\"");
        }
    }

    @Test
    void changesNothingWhereAllIsFinite() {
        try (var plain = compiled(x -> x.then(dense(1)));
                var checked = compiled(x -> x.then(dense(1)))) {
            History expected = plain.fit(X, Y, fit -> fit.epochs(2).batchSize(2));
            assertThat(checked.fit(X, Y, fit -> fit.epochs(2).batchSize(2).checkNumerics(true)))
                    .isEqualTo(expected);
            assertThat(checked.weights()).isEqualTo(plain.weights());
        }
    }
}
