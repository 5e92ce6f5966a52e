package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.input;
import static dev.lamina.initializers.Initializers.ones;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.optimizers.Optimizers.lossScale;
import static dev.lamina.optimizers.Optimizers.multiOptimizer;
import static dev.lamina.optimizers.Optimizers.scheduleFreeAdamW;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.schedules.Schedules.piecewiseConstantDecay;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.LaminaException;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What optimizers do beside their steps. */
final class OptimizersTest {
    private static final NdArray X = NdArray.of(new float[] {1, 2, -1, 0.5f}, 4, 1);
    private static final NdArray Y = NdArray.of(new float[] {2, 3, 0, 1}, 4, 1);

    private static Model model() {
        SymbolicTensor x = input("x", 1);
        return Model.of("line", x, x.then(dense(1).kernelInitializer(ones()).name("line")));
    }

    private static CompiledModel compile(Optimizer optimizer) {
        return TensorFlowBackend.compile(
                model(), training().optimizer(optimizer).loss(meanSquaredError()));
    }

    private static double kernel(CompiledModel run) {
        return run.weights().get("line/kernel").scalar();
    }

    @Test
    void endsAFitWithTheMovingAverages() {
        double average = 0;
        try (CompiledModel run = compile(sgd(0.1))) {
            for (int step = 0; step < 5; step++) {
                run.trainOnBatch(X, Y);
                average = step == 0 ? kernel(run) : 0.75 * average + 0.25 * kernel(run);
            }
        }
        try (CompiledModel run = compile(sgd(0.1).useEma(0.75))) {
            run.fit(X, Y, fit -> fit.epochs(5).batchSize(4));
            assertThat(kernel(run)).isCloseTo(average, Offset.offset(1e-6));
        }
    }

    @Test
    void decaysWeightsThatAreNotExcluded() {
        NdArray zero = NdArray.of(new float[] {0}, 1, 1);
        try (CompiledModel run = compile(sgd(0.5).weightDecay(0.5).excludeFromWeightDecay("kernel"))) {
            run.trainOnBatch(zero, zero);
            assertThat(kernel(run)).isEqualTo(1);
        }
        try (CompiledModel run = compile(sgd(0.5).weightDecay(0.5).excludeFromWeightDecay("bias"))) {
            run.trainOnBatch(zero, zero);
            assertThat(kernel(run)).isEqualTo(0.75);
        }
    }

    @Test
    void skipsStepsWhoseGradientsAreNotFinite() {
        NdArray infinite = NdArray.of(new float[] {Float.POSITIVE_INFINITY, 0, 0, 0}, 4, 1);
        Optimizer schedule = sgd(0).learningRate(piecewiseConstantDecay(List.of(0), List.of(0.1, 0.0)));
        try (CompiledModel run = compile(lossScale(schedule));
                CompiledModel plain = compile(sgd(0.1))) {
            run.trainOnBatch(infinite, Y);
            assertThat(kernel(run)).isEqualTo(1);
            // The skipped step did not count: this is the first of the schedule.
            run.trainOnBatch(X, Y);
            plain.trainOnBatch(X, Y);
            assertThat(kernel(run)).isCloseTo(kernel(plain), Offset.offset(1e-6));
            run.trainOnBatch(X, Y);
            assertThat(kernel(run)).isCloseTo(kernel(plain), Offset.offset(1e-6));
        }
    }

    @Test
    void beginsWithTheWeightsOfTheFirstStep(@TempDir Path folder) {
        Path file = folder.resolve("trained.weights.h5");
        NdArray kernel = NdArray.of(new float[] {-3}, 1, 1);
        double expected;
        try (CompiledModel run = compile(scheduleFreeAdamW(0.1))) {
            run.setWeights(Map.of("line/kernel", kernel));
            run.trainOnBatch(X, Y);
            expected = kernel(run);
        }
        try (CompiledModel bare = TensorFlowBackend.compile(model())) {
            bare.setWeights(Map.of("line/kernel", kernel));
            bare.saveWeights(file);
        }
        try (CompiledModel run = compile(scheduleFreeAdamW(0.1))) {
            run.saveWeights(folder.resolve("fresh.weights.h5")); // the optimizer has its variables by now
            run.loadWeights(file);
            run.trainOnBatch(X, Y);
            assertThat(kernel(run)).isCloseTo(expected, Offset.offset(1e-6));
        }
    }

    @Test
    void beginsWithTheWeightsThatWereSetBeforeTheFirstStep(@TempDir Path folder) {
        NdArray kernel = NdArray.of(new float[] {-3}, 1, 1);
        List<Double> kernels = new ArrayList<>();
        for (boolean early : List.of(true, false)) {
            try (CompiledModel run = compile(scheduleFreeAdamW(0.1))) {
                if (!early) {
                    run.saveWeights(folder.resolve("fresh.weights.h5")); // the optimizer has its variables by now
                }
                run.setWeights(Map.of("line/kernel", kernel));
                run.trainOnBatch(X, Y);
                kernels.add(kernel(run));
            }
        }
        assertThat(kernels.get(1)).isCloseTo(kernels.get(0), Offset.offset(1e-6));
    }

    @Test
    void changesTheRateOfAnOptimizerInside() {
        try (CompiledModel run = compile(lossScale(adam(0.1)))) {
            run.learningRate(0);
            assertThat(run.learningRate()).isZero();
            run.trainOnBatch(X, Y);
            assertThat(kernel(run)).isEqualTo(1);
        }
        try (CompiledModel run = compile(multiOptimizer(adam(0.1), Map.of()))) {
            assertThatThrownBy(() -> run.learningRate(0))
                    .isInstanceOf(LaminaException.class)
                    .hasMessageContaining("has no rate of its own");
        }
    }
}
