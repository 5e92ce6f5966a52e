package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.dropout;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.metrics.Metrics.rootMeanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.tensorflow.train.Callbacks.backupAndRestore;
import static dev.lamina.tensorflow.train.Callbacks.csvLogger;
import static dev.lamina.tensorflow.train.Callbacks.earlyStopping;
import static dev.lamina.tensorflow.train.Callbacks.onBatchEnd;
import static dev.lamina.tensorflow.train.Callbacks.reduceLearningRateOnPlateau;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training that was killed and goes on ends as one that was not. */
final class BackupAndRestoreTest {
    private static final NdArray X = FitTest.normal(3, 14, 2);
    private static final NdArray Y = FitTest.normal(4, 14, 1);

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Outcome whole;
    private static String wholeLog;

    @BeforeAll
    static void trainWithoutAKill() throws IOException {
        Path log = shared.resolve("whole.csv");
        whole = trained(0, NONE, log, fit -> fit);
        wholeLog = Files.readString(log);
    }

    /** What a training ended with. */
    private record Outcome(Map<String, NdArray> weights, History history, double learningRate) {}

    private static CompiledModel compiled() {
        var x = input("x", 2);
        var model = Model.of(
                "m", x, x.then(chain(dense(4).name("a"), batchNormalization(), dropout(0.5), dense(1).name("b"))));
        return TensorFlowBackend.compile(
                model, training().optimizer(adam(0.05)).loss(meanSquaredError()).metrics(rootMeanSquaredError()));
    }

    /** Trains with callbacks that remember, and one that fails behind a step. */
    private static Outcome trained(int failingStep, Callback backup, Path log, UnaryOperator<FitOptions> more) {
        Callback failing = new Callback() {
            private int done;

            @Override
            public void trainBatchEnds(int batch, Map<String, Double> logs) {
                if (++done == failingStep) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        try (CompiledModel run = compiled()) {
            History history = run.fit(
                    X,
                    Y,
                    fit -> more.apply(fit.epochs(4).batchSize(4).validation(X, Y))
                            .callbacks(
                                    reduceLearningRateOnPlateau("val_loss")
                                            .patience(1)
                                            .factor(0.5),
                                    earlyStopping("loss").patience(3).restoreBestWeights(true),
                                    csvLogger(log),
                                    failing,
                                    backup));
            return new Outcome(run.weights(), history, run.learningRate());
        }
    }

    private static final Callback NONE = new Callback() {};

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 2", "8, 3", "13, 0", "16, 1"})
    void endsAsIfNothingHadHappened(int killedBehind, int everySteps) throws IOException {
        assertGoesOn(killedBehind, everySteps, 4, fit -> fit, whole, wholeLog);
    }

    @Test
    void keepsThePlaceInDataThatEpochsDivideOtherwise() throws IOException {
        UnaryOperator<FitOptions> more = fit -> fit.stepsPerEpoch(3).seed(7);
        Path log = folder.resolve("whole.csv");
        Outcome expected = trained(0, NONE, log, more);
        assertGoesOn(8, 2, 3, more, expected, Files.readString(log));
    }

    private void assertGoesOn(
            int killedBehind,
            int everySteps,
            int stepsPerEpoch,
            UnaryOperator<FitOptions> more,
            Outcome expected,
            String expectedLog)
            throws IOException {
        Path log = folder.resolve("log.csv");
        BackupAndRestore backup = backupAndRestore(folder.resolve("backup")).everySteps(everySteps);
        assertThatThrownBy(() -> trained(killedBehind, backup, log, more)).hasMessage("killed");
        int firstSave = everySteps == 0 ? stepsPerEpoch : Math.min(everySteps, stepsPerEpoch);
        assertThat(Files.exists(backup.file())).isEqualTo(killedBehind > firstSave);
        Outcome resumed = trained(0, backup, log, more);
        assertThat(resumed).isEqualTo(expected);
        assertThat(log).hasContent(expectedLog);
        assertThat(backup.file()).doesNotExist();
    }

    @Test
    void goesOnInAnotherProcess() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
        assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue())
                .as(() -> "the child: " + folder.resolve("child.log"))
                .isEqualTo(Child.KILLED);
        Path log = folder.resolve("log.csv");
        Outcome resumed = trained(0, backupAndRestore(folder).everySteps(2), log, fit -> fit);
        assertThat(resumed).isEqualTo(whole);
    }

    /** Is killed in the middle of a training. */
    static final class Child {
        private static final int KILLED = 77;

        private Child() {}

        public static void main(String[] folder) {
            AtomicInteger done = new AtomicInteger();
            Callback halts = onBatchEnd((logs, batch) -> {
                if (done.incrementAndGet() == 7) {
                    Runtime.getRuntime().halt(KILLED);
                }
            });
            Path at = Path.of(folder[0]);
            trained(0, backupAndRestore(at).everySteps(2), at.resolve("log.csv"), fit -> fit.callbacks(halts));
        }
    }

    @Test
    void trainsLongerFromWhatWasKept() {
        BackupAndRestore backup = backupAndRestore(folder).keepBackup(true);
        Path log = folder.resolve("log.csv");
        trained(0, backup, log, fit -> fit.epochs(2));
        assertThat(trained(0, backup, log, fit -> fit)).isEqualTo(whole);
    }

    @Test
    void refusesTheBackupOfAnotherModel() {
        BackupAndRestore backup = backupAndRestore(folder);
        backup.write(Map.of("epoch", Backup.number(1), "firstRun", Backup.number(1), "variables/model/c/kernel", X));
        assertThatThrownBy(() -> trained(0, backup, folder.resolve("log.csv"), fit -> fit))
                .isInstanceOf(LaminaException.class)
                .hasMessageContaining("the backup is not of model \"m\" and its optimizer: variables differ")
                .hasMessageContaining("model/a/kernel");
        assertThat(Npz.read(backup.file())).hasSize(3);
    }

    @Test
    void refusesTwoBackups() {
        BackupAndRestore backup = backupAndRestore(folder);
        assertThatThrownBy(() -> trained(0, backup, folder.resolve("log.csv"), fit -> fit.callbacks(backup)))
                .isInstanceOf(LaminaException.class)
                .hasMessage("a training keeps one backup; received backupAndRestore twice");
    }

    @Test
    void callbacksGoOnCountingEpochsWithoutImprovement() {
        try (CompiledModel run = compiled()) {
            EarlyStopping stopping = remembering(run, earlyStopping("loss").patience(2));
            stopping.epochEnds(2, Map.of("loss", 3.0));
            assertThat(stopping.stoppedEpoch()).isEqualTo(2);
            assertThat(stopping.bestEpoch()).isZero();

            double rate = run.learningRate();
            remembering(run, reduceLearningRateOnPlateau("loss").patience(2).factor(0.5))
                    .epochEnds(2, Map.of("loss", 3.0));
            assertThat(run.learningRate()).isEqualTo(rate / 2);
        }
    }

    /** A callback that was told of a better and of a worse epoch before it was restored. */
    private static <T extends Callback> T remembering(CompiledModel run, T callback) {
        Callback.Plan plan = new Callback.Plan(run, 4, 4);
        callback.trainBegins(plan);
        callback.epochEnds(0, Map.of("loss", 1.0));
        callback.epochEnds(1, Map.of("loss", 2.0));
        Map<String, NdArray> state = callback.state();
        callback.trainBegins(plan); // forgets
        callback.restore(state);
        return callback;
    }
}
