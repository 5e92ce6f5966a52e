package dev.lamina.tensorflow.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.spectralNormalization;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adagrad;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DTypePolicy;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.layers.SpectralNormalization;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel that a step of training leaves behind; that Keras leaves the same is for the golden cases to say. */
final class SpectralNormalizationTest {
    private static final NdArray DIAGONAL = NdArray.of(new float[] {3, 0, 0, 1}, 2, 2);
    private static final NdArray X = NdArray.of(new float[] {1, 2, 3, 4}, 2, 2);

    private static LayerRun step(SpectralNormalization layer, NdArray kernel) {
        return LayerRun.training(
                layer,
                input("x", 2),
                List.of(X),
                List.of("kernel", "vector_u"),
                List.of(kernel, NdArray.of(new float[] {0.6f, 0.8f}, 1, 2)));
    }

    @Test
    void dividesByTheLargestSingularValue() {
        LayerRun run = step(spectralNormalization(dense(2).useBias(false)).powerIterations(20), DIAGONAL);
        assertClose(run.update("kernel"), 1e-5, 1, 0, 0, 1 / 3.0);
        assertClose(run.update("vector_u"), 1e-5, 1, 0);
        assertClose(run.outputs().get(0), 1e-5, 1, 2 / 3.0, 3, 4 / 3.0);
    }

    /** The objective is the sum of the outputs: its gradient by the kernel that the layer computes with is the sum of its inputs. */
    @Test
    void gradientsAreByTheNormalizedKernel() {
        assertClose(step(spectralNormalization(dense(2)), DIAGONAL).gradient("kernel"), 0, 4, 4, 6, 6);
    }

    @Test
    void zerosStayZeros() {
        LayerRun run = step(spectralNormalization(dense(2)), NdArray.of(new float[4], 2, 2));
        assertClose(run.update("kernel"), 0, 0, 0, 0, 0);
        assertClose(run.update("vector_u"), 0, 0.6f, 0.8f);
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(sgd(0.1).weightDecay(0.5), adagrad(0.1));
    }

    /** A weight that no gradient reaches is stored as the layer made it; the rate changes nothing about it. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void isStoredWhereNothingIsLearned(Optimizer optimizer) {
        SymbolicTensor x = input("x", 2);
        var frozen = spectralNormalization(dense(2).useBias(false))
                .powerIterations(20)
                .trainable(false);
        Model model = Model.of("m", x, x.then(frozen).then(dense(1)));
        try (CompiledModel run =
                TensorFlowBackend.compile(model, training().optimizer(optimizer).loss(meanSquaredError()))) {
            List<NdArray> weights = new java.util.ArrayList<>(run.weights().values());
            weights.set(0, DIAGONAL);
            run.setWeights(weights);
            run.trainOnBatch(X, NdArray.of(new float[] {1, 2}, 2, 1));
            assertClose(run.weights().values().iterator().next(), 1e-5, 1, 0, 0, 1 / 3.0);
        }
    }

    @Test
    void keepsItsKernelInFloat32WhereItComputesInLess() {
        SymbolicTensor x = input("x", 2);
        Model model = Model.of("m", x, x.then(spectralNormalization(dense(2)).powerIterations(20)))
                .dtype(DTypePolicy.MIXED_BFLOAT16);
        try (CompiledModel run =
                TensorFlowBackend.compile(model, training().optimizer(sgd(1e-6)).loss(meanSquaredError()))) {
            List<NdArray> weights = new java.util.ArrayList<>(run.weights().values());
            weights.set(0, DIAGONAL);
            run.setWeights(weights);
            run.trainOnBatch(X, X);
            assertClose(run.weights().values().iterator().next(), 0.02, 1, 0, 0, 1 / 3.0);
        }
    }

    private static void assertClose(NdArray found, double tolerance, double... expected) {
        assertThat(found.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.getDouble(i))
                    .as("element %d of %s", i, found)
                    .isCloseTo(expected[i], Offset.offset(tolerance));
        }
    }
}
