package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.schedules.Schedules.exponentialDecay;
import static dev.lamina.tensorflow.train.Callbacks.csvLogger;
import static dev.lamina.tensorflow.train.Callbacks.earlyStopping;
import static dev.lamina.tensorflow.train.Callbacks.learningRateScheduler;
import static dev.lamina.tensorflow.train.Callbacks.modelCheckpoint;
import static dev.lamina.tensorflow.train.Callbacks.reduceLearningRateOnPlateau;
import static dev.lamina.tensorflow.train.Callbacks.terminateOnNaN;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.errors.LaminaException;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CallbacksTest {
    private static final NdArray X = FitTest.normal(3, 20, 2);
    private static final NdArray Y = FitTest.normal(4, 20, 1);

    private static CompiledModel compiled(Optimizer optimizer) {
        var x = input("x", 2);
        return TensorFlowBackend.compile(
                Model.of("line", x, x.then(dense(1).name("d"))),
                training().optimizer(optimizer).loss(meanSquaredError()));
    }

    /** Writes down what happens. */
    private static final class Diary implements Callback {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void trainBegins(Plan plan) {
            lines.add("train " + plan.epochs() + " x " + plan.batches());
        }

        @Override
        public void trainEnds(Map<String, Double> logs) {
            lines.add("trained " + logs.keySet());
        }

        @Override
        public void epochBegins(int epoch) {
            lines.add("epoch " + epoch);
        }

        @Override
        public void epochEnds(int epoch, Map<String, Double> logs) {
            lines.add("epoch ended " + logs.keySet());
        }

        @Override
        public void trainBatchEnds(int batch, Map<String, Double> logs) {
            lines.add("batch " + batch);
        }

        @Override
        public void testBegins(Plan plan) {
            lines.add("test x " + plan.batches());
        }

        @Override
        public void testEnds(Map<String, Double> logs) {
            lines.add("tested " + logs.keySet());
        }
    }

    @Test
    void areCalledInKerasOrder() {
        Diary diary = new Diary();
        try (var run = compiled(sgd(0.1))) {
            run.fit(X, Y, fit -> fit.batchSize(8).validationSplit(0.2).callbacks(diary));
        }
        assertThat(diary.lines)
                .containsExactly(
                        "train 1 x 2",
                        "epoch 0",
                        "batch 0",
                        "batch 1",
                        "test x 1",
                        "tested [loss]",
                        "epoch ended [loss, val_loss]",
                        "trained [loss, val_loss]");
    }

    @Test
    void stopsEarlyAndRestoresTheBestWeights() {
        try (var run = compiled(adam(0.1))) {
            List<Map<String, NdArray>> weights = new ArrayList<>();
            Callback worse = new Callback() {
                @Override
                public void epochEnds(int epoch, Map<String, Double> logs) {
                    weights.add(run.weights());
                    logs.put("custom", epoch < 3 ? -epoch : 0.0);
                }
            };
            EarlyStopping stopping = earlyStopping("custom").patience(2).restoreBestWeights(true);
            History history = run.fit(X, Y, fit -> fit.epochs(20).callbacks(worse, stopping));
            assertThat(history.epochs()).hasSize(5);
            assertThat(stopping.bestEpoch()).isEqualTo(2);
            assertThat(stopping.stoppedEpoch()).isEqualTo(4);
            assertThat(run.weights()).isEqualTo(weights.get(2));
        }
    }

    @Test
    void sayWhichNamesThereAre() {
        try (var run = compiled(adam(0.1))) {
            assertThatThrownBy(() -> run.fit(X, Y, fit -> fit.callbacks(earlyStopping("val_loss"))))
                    .isInstanceOf(LaminaException.class)
                    .hasMessage("""
                        EarlyStopping watches "val_loss", which is not reported; known are loss
                          try   validation(...) or validationSplit(...), or another monitor""");
        }
    }

    @Test
    void changeTheLearningRate() {
        try (var run = compiled(sgd(0.5))) {
            run.fit(X, Y, fit -> fit.epochs(2).callbacks(learningRateScheduler(epoch -> 0.5 / (epoch + 1))));
            assertThat(run.learningRate()).isEqualTo(0.25);
            Callback flat = Callbacks.onEpochEnd((logs, epoch) -> logs.put("flat", 1.0));
            Callback reduce =
                    reduceLearningRateOnPlateau("flat").patience(2).factor(0.5).minLearningRate(0.1);
            run.fit(X, Y, fit -> fit.epochs(5).callbacks(flat, reduce));
            assertThat(run.learningRate()).isCloseTo(0.1, within(1e-7));
        }
    }

    @Test
    void doNotChangeWhatAScheduleGives() {
        try (var run = compiled(sgd(0).learningRate(exponentialDecay(0.1, 1, 0.5)))) {
            run.fit(X, Y, fit -> fit.batchSize(10));
            assertThat(run.learningRate()).isCloseTo(0.025, within(1e-7));
            assertThatThrownBy(() -> run.learningRate(1)).isInstanceOf(LaminaException.class);
        }
    }

    @Test
    void endTrainingWhereTheLossIsNoNumber() {
        try (var run = compiled(sgd(1e30))) {
            History history = run.fit(X, Y, fit -> fit.epochs(50).callbacks(terminateOnNaN()));
            assertThat(history.epochs()).hasSizeLessThan(10);
        }
    }

    @Test
    void writeEachEpochToAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("log.csv");
        try (var run = compiled(sgd(0.01))) {
            History history =
                    run.fit(X, Y, fit -> fit.epochs(2).validationSplit(0.5).callbacks(csvLogger(file)));
            assertThat(Files.readAllLines(file))
                    .containsExactly(
                            "epoch,loss,val_loss",
                            "0," + history.get("loss").get(0) + ","
                                    + history.get("val_loss").get(0),
                            "1," + history.get("loss").get(1) + ","
                                    + history.get("val_loss").get(1));
        }
    }

    @Test
    void saveTheModelWhereItBecameBetter(@TempDir Path folder) throws Exception {
        try (var run = compiled(sgd(0.01))) {
            Callback custom = Callbacks.onEpochEnd((logs, epoch) -> logs.put("custom", epoch == 1 ? 2.0 : 1.0));
            Callback all = modelCheckpoint(folder.resolve("{epoch:02d}-{custom:.1f}.keras"));
            Callback best = modelCheckpoint(folder.resolve("best-{epoch}.weights.h5"))
                    .saveBestOnly("custom")
                    .mode(Mode.MAX)
                    .saveWeightsOnly(true);
            run.fit(X, Y, fit -> fit.epochs(3).callbacks(custom, all, best));
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "01-1.0.keras", "02-2.0.keras", "03-1.0.keras", "best-1.weights.h5", "best-2.weights.h5");
        }
    }

    @Test
    void showProgressInKerasWords() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
                var run = compiled(sgd(0.01))) {
            run.fit(X, Y, fit -> fit.epochs(2).batchSize(8).callbacks(ProgressBar.on(out, false)));
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .matches("Epoch 2/2 - 3/3 0s \\d+[mu]s/step - loss: \\d\\.\\d{4}(e-\\d+)?");
    }
}
