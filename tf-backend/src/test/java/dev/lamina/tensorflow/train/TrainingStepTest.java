package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.errors.LaminaException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.runtime.Executor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a step reads, stores and leaves alone. */
final class TrainingStepTest {
    /** Scales by a weight whose own gradient does not depend on it, and counts its calls in another. */
    static final class Scale extends Layer<Scale> {
        static final Schema<Scale> SCHEMA = customSchema("test", "Scale", Scale::new);

        private Scale(Config config) {
            super(SCHEMA, config);
        }

        static Scale of() {
            return SCHEMA.create(Config.empty());
        }

        @Override
        protected SymbolicTensor call(Call call, SymbolicTensor x) {
            SymbolicTensor factor = call.weight("factor", Shape.scalar(), Initializers.ones());
            SymbolicTensor calls = call.state("calls", Shape.scalar(), Initializers.zeros());
            call.update(calls, calls.plus(factor));
            call.addLoss(factor);
            call.addMetric("factor", factor);
            return x.times(factor);
        }
    }

    private static NdArray rows(float... values) {
        return NdArray.of(values, values.length, 1);
    }

    @ParameterizedTest
    @EnumSource(Executor.class)
    void readsEveryWeightBeforeItStoresOne(Executor executor) {
        var x = input("x", 1);
        var model = Model.of("scaled", x, x.then(Scale.of().name("scale")));
        try (var run = TensorFlowBackend.compile(
                model, training().optimizer(sgd(0.5)), options -> options.executor(executor))) {
            for (int step = 0; step < 50; step++) {
                double before = run.weights().get("scale/factor").scalar();
                double calls = run.weights().get("scale/calls").scalar();
                Map<String, Double> logs = run.trainOnBatch(rows(1, 2), rows(1, 2));
                assertThat(logs).containsEntry("loss", before).containsEntry("factor", before);
                assertThat(run.weights().get("scale/factor").scalar()).isEqualTo(before - 0.5);
                assertThat(run.weights().get("scale/calls").scalar()).isEqualTo(calls + before);
            }
        }
    }

    @Test
    void letsTheSecondCallOfALayerSeeTheUpdateOfTheFirst() {
        var x = input("x", 1);
        var scale = Scale.of().name("scale");
        var model = Model.of("twice", x, x.then(scale).then(scale));
        try (var run = TensorFlowBackend.compile(model, training().optimizer(sgd(0)))) {
            run.trainOnBatch(rows(1), rows(1));
            assertThat(run.weights().get("scale/calls").scalar()).isEqualTo(2);
        }
    }

    @Test
    void updatesMovingAveragesInTrainingAlone() {
        var x = input("x", 1);
        var model =
                Model.of("normal", x, x.then(batchNormalization().momentum(0.5).name("bn")));
        try (var run =
                TensorFlowBackend.compile(model, training().optimizer(sgd(0)).loss(meanSquaredError()))) {
            run.evaluate(rows(2, 4), rows(0, 0));
            assertThat(run.weights().get("bn/moving_mean").scalar()).isZero();
            run.trainOnBatch(rows(2, 4), rows(0, 0));
            assertThat(run.weights().get("bn/moving_mean").scalar()).isEqualTo(1.5);
            assertThat(run.weights().get("bn/moving_variance").scalar()).isEqualTo(1);
        }
    }

    @Test
    void leavesFrozenLayersAlone() {
        var x = input("x", 1);
        var frozen = dense(2).name("frozen").trainable(false);
        var model = Model.of("part", x, x.then(frozen).then(dense(1).name("free")));
        try (var run =
                TensorFlowBackend.compile(model, training().optimizer(adam(0.1)).loss(meanSquaredError()))) {
            Map<String, NdArray> before = run.weights();
            run.trainOnBatch(rows(1, 2), rows(5, 6));
            Map<String, NdArray> after = run.weights();
            assertThat(after.get("frozen/kernel")).isEqualTo(before.get("frozen/kernel"));
            assertThat(after.get("free/kernel")).isNotEqualTo(before.get("free/kernel"));
        }
    }

    @Test
    void leavesAFrozenInnerModelAlone() {
        var z = input("z", 1);
        var inner = Model.of("inner", z, z.then(dense(2).name("d"))).trainable(false);
        var x = input("x", 1);
        var model = Model.of("outer", x, x.then(inner).then(dense(1).name("free")));
        try (var run =
                TensorFlowBackend.compile(model, training().optimizer(adam(0.1)).loss(meanSquaredError()))) {
            NdArray before = run.weights().get("inner/d/kernel");
            run.trainOnBatch(rows(1, 2), rows(5, 6));
            assertThat(run.weights().get("inner/d/kernel")).isEqualTo(before);
        }
    }

    @Test
    void sharesWeightsWithItsParts() {
        var x = input("x", 1);
        var code = x.then(dense(2).name("encoder"));
        var whole = Model.of("whole", x, code.then(dense(1).name("decoder")));
        try (var run =
                TensorFlowBackend.compile(whole, training().optimizer(adam(0.1)).loss(meanSquaredError()))) {
            CompiledModel encoder = run.part(Model.of("encoder_part", x, code));
            NdArray before = encoder.predict(rows(1)).get(0);
            run.trainOnBatch(rows(1, 2), rows(5, 6));
            assertThat(encoder.predict(rows(1)).get(0)).isNotEqualTo(before);
            assertThat(encoder.weights().get("encoder/kernel"))
                    .isEqualTo(run.weights().get("encoder/kernel"));
        }
    }

    @Test
    void trainsOnAFunctionOfOnesOwn() {
        var x = input("x", 1);
        var model = Model.of("line", x, x.then(dense(1)));
        var training = training()
                .optimizer(adam(0.1))
                .loss((y, p) -> Reductions.mean(Elementwise.square(y.minus(p))).div(4));
        try (var run = TensorFlowBackend.compile(model, training)) {
            History history = run.fit(rows(0, 1, 2, 3), rows(1, 3, 5, 7), fit -> fit.epochs(300));
            assertThat(history.last("loss")).isLessThan(1e-3);
            assertThat(run.predict(rows(10)).get(0).scalar()).isCloseTo(21, within(0.5));
        }
        assertThatThrownBy(() -> training.toPlain(model))
                .isInstanceOf(LaminaException.class)
                .hasMessageContaining("is a function that no file can hold");
    }

    @Test
    void trainsOnTheLossesOfLayersWithoutTargets() {
        var x = input("x", 1);
        var model = Model.of("scaled", x, x.then(Scale.of().name("scale")));
        try (var run = TensorFlowBackend.compile(model, training().optimizer(sgd(0.25)))) {
            History history = run.fit(rows(1, 2, 3, 4), fit -> fit.epochs(2).batchSize(2));
            assertThat(history.get("loss")).containsExactly(0.875, 0.375);
        }
    }

    @Test
    void refusesAModelWithNothingToMinimize() {
        var x = input("x", 1);
        try (var run = TensorFlowBackend.compile(Model.of("m", x, x.then(dense(1))), training())) {
            assertThatThrownBy(() -> run.fit(rows(1), fit -> fit))
                    .isInstanceOf(LaminaException.class)
                    .hasMessage("""
                        model "m" has nothing to minimize
                          try   loss(...) in its training, or a layer that adds a loss""");
        }
    }

    @Test
    void refusesWorkBehindItsEnd() {
        var x = input("x", 1);
        var run = TensorFlowBackend.compile(
                Model.of("m", x, x.then(dense(1))), training().loss(meanSquaredError()));
        run.predict(rows(1));
        run.close();
        run.close();
        assertThatThrownBy(() -> run.predict(rows(1)))
                .isInstanceOf(LaminaException.class)
                .hasMessageStartingWith("this model was closed");
        assertThatThrownBy(() -> run.fit(rows(1), rows(1), fit -> fit))
                .isInstanceOf(LaminaException.class)
                .hasMessageStartingWith("this model was closed");
    }
}
