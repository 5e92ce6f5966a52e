package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.metrics.Metrics.auc;
import static dev.lamina.metrics.Metrics.f1Score;
import static dev.lamina.metrics.Metrics.precision;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.initializers.Initializers;
import dev.lamina.metrics.Metrics;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.training.Training;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What weights and metrics do in whole epochs. */
final class WeighingTest {
    /** Gives back its input, with a mask of the steps that are not 0. */
    static final class Steps extends Layer<Steps> {
        static final Schema<Steps> SCHEMA = customSchema("test", "Steps", Steps::new);

        private Steps(Config config) {
            super(SCHEMA, config);
        }

        @Override
        protected SymbolicTensor call(Call call, SymbolicTensor x) {
            return x.times(1);
        }

        @Override
        protected List<@Nullable SymbolicTensor> computeMask(
                List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
            SymbolicTensor x = inputs.get(0);
            return List.of(Reductions.any(Comparisons.notEqual(x, Selection.zerosLike(x)), -1));
        }
    }

    @Test
    void leavesMaskedStepsOutOfLossesAndMetrics() {
        var x = input("x", 3, 1);
        var model = Model.of("steps", x, x.then(Steps.SCHEMA.create(Config.empty())));
        Training training = training()
                .optimizer(sgd(0))
                .loss(meanSquaredError())
                .metrics("mae", "root_mean_squared_error")
                .weightedMetrics("mae");
        try (var run = TensorFlowBackend.compile(model, training)) {
            NdArray steps = NdArray.of(new float[] {1, 2, 0, 3, 0, 0}, 2, 3, 1);
            NdArray targets = NdArray.of(new float[] {0, 0, 9, 0, 9, 9}, 2, 3, 1);
            Map<String, Double> logs = run.evaluate(
                    ArrayDataset.of(steps, targets, NdArray.of(new float[] {1, 2}, 2)), options -> options);
            assertThat(logs.get("loss")).isCloseTo((1 + 4 + 2 * 9) / 3.0, within(1e-6));
            assertThat(logs.get("mae")).isCloseTo(MASKED_MAE, within(1e-6));
            assertThat(logs.get("root_mean_squared_error")).isCloseTo(Math.sqrt((14 + 3 * 81) / 6.0), within(1e-5));
        }
    }

    /**
     * The means of a step of each sequence, which Keras weighs by the part of its steps that count: ((1 + 2) / 3 + 3 / 3) / (2 / 3 + 1 / 3).
     */
    private static final double MASKED_MAE = 2.0;

    /** Gives back its input. */
    private static CompiledModel identity(int size, Training training) {
        var x = input("x", size);
        var same = dense(size).useBias(false).kernelInitializer(Initializers.identity(1));
        return TensorFlowBackend.compile(Model.of("same", x, x.then(same)), training);
    }

    private static NdArray column(float... values) {
        return NdArray.of(values, values.length, 1);
    }

    @Test
    void weighsClasses() {
        try (var run = identity(1, training().optimizer(sgd(0)).loss(meanSquaredError()))) {
            History history = run.fit(
                    column(1, 2, 3, 4),
                    column(0, 1, 0, 2),
                    fit -> fit.batchSize(2).classWeight(Map.of(0, 0.5, 1, 3.0)));
            assertThat(history.last("loss")).isCloseTo((0.5 + 3 + 4.5 + 4) / 4, within(1e-6));
        }
    }

    @Test
    void weighsClassesOfOneHotTargets() {
        try (var run = identity(2, training().optimizer(sgd(0)).loss(meanSquaredError()))) {
            NdArray x = NdArray.of(new float[] {0, 0, 0, 0}, 2, 2);
            NdArray y = NdArray.of(new float[] {1, 0, 0, 1}, 2, 2);
            History history = run.fit(x, y, fit -> fit.classWeight(Map.of(1, 5.0)));
            assertThat(history.last("loss")).isCloseTo((0.5 + 2.5) / 2, within(1e-6));
        }
    }

    @Test
    void refusesTwoKindsOfWeights() {
        try (var run = identity(1, training().optimizer(sgd(0)).loss(meanSquaredError()))) {
            ArrayDataset weighed = ArrayDataset.of(column(1), column(1), NdArray.of(new float[] {2}, 1));
            assertThatThrownBy(() -> run.fit(weighed, fit -> fit.classWeight(Map.of(0, 2.0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("classWeight weighs examples, which have weights already; leave one of both out");
        }
    }

    @Test
    void countsOverAllBatchesOfAnEpochAndBeginsAnew() {
        Training training =
                training().optimizer(sgd(0)).loss(meanSquaredError()).metrics(precision(), auc());
        try (var run = identity(1, training)) {
            NdArray x = column(0.9f, 0.8f, 0.7f, 0.1f, 0.6f);
            NdArray y = column(1, 0, 1, 0, 0);
            History history = run.fit(x, y, fit -> fit.epochs(2).batchSize(2).validation(x, y));
            assertThat(history.get("precision"))
                    .allSatisfy(value -> assertThat(value).isCloseTo(0.5, within(1e-9)));
            assertThat(history.get("val_precision"))
                    .allSatisfy(value -> assertThat(value).isCloseTo(0.5, within(1e-9)));
            assertThat(history.get("auc")).allSatisfy(value -> assertThat(value).isCloseTo(5 / 6.0, within(1e-6)));
        }
    }

    @Test
    void reportsAMetricOfSeveralNumbersOneByOne() {
        Training training =
                training().optimizer(sgd(0)).loss(meanSquaredError()).metrics(f1Score());
        try (var run = identity(2, training)) {
            NdArray x = NdArray.of(new float[] {0.9f, 0.1f, 0.2f, 0.8f}, 2, 2);
            NdArray y = NdArray.of(new float[] {1, 0, 1, 0}, 2, 2);
            Map<String, Double> logs = run.evaluate(x, y);
            assertThat(logs.keySet()).containsExactly("loss", "f1_score[0]", "f1_score[1]");
            assertThat(logs.get("f1_score[0]")).isCloseTo(2 / 3.0, within(1e-6));
            assertThat(logs.get("f1_score[1]")).isZero();
        }
    }

    @Test
    void weighsTheMetricsThatAskForIt() {
        Training training = training()
                .optimizer(sgd(0))
                .loss(meanSquaredError())
                .metrics("mae")
                .weightedMetrics(Metrics.meanAbsoluteError().name("mae"));
        try (var run = identity(1, training)) {
            Map<String, Double> logs = run.trainOnBatch(
                    ArrayDataset.of(column(1, 2, 3), column(0, 0, 0), NdArray.of(new float[] {1, 0, 3}, 3)));
            assertThat(logs).containsOnlyKeys("loss", "mae", "weighted_mae");
            assertThat(logs.get("mae")).isCloseTo(2, within(1e-6));
            assertThat(logs.get("weighted_mae")).isCloseTo(10 / 4.0, within(1e-6));
        }
    }
}
