package dev.lamina.tensorflow.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Makes callbacks; made for {@code import static}. Source: {@code keras.callbacks}. */
public final class Callbacks {
    private Callbacks() {}

    /** Shows how training goes on standard output; see {@link ProgressBar}. */
    public static ProgressBar progressBar() {
        String terminal = System.getenv("TERM");
        return ProgressBar.on(System.out, terminal != null && !terminal.equals("dumb"));
    }

    /** See {@link EarlyStopping}; {@code monitor} is a name in the logs, such as {@code val_loss}. */
    public static EarlyStopping earlyStopping(String monitor) {
        return EarlyStopping.of(monitor);
    }

    /** See {@link ReduceLearningRateOnPlateau}; {@code monitor} is a name in the logs, such as {@code val_loss}. */
    public static ReduceLearningRateOnPlateau reduceLearningRateOnPlateau(String monitor) {
        return ReduceLearningRateOnPlateau.of(monitor);
    }

    /** See {@link ModelCheckpoint}; the path may name {@code {epoch}} and logs. */
    public static ModelCheckpoint modelCheckpoint(Path path) {
        return ModelCheckpoint.of(path);
    }

    /** Lets a training that was killed go on where it stopped; see {@link BackupAndRestore}. */
    public static BackupAndRestore backupAndRestore(Path folder) {
        return BackupAndRestore.of(folder);
    }

    /** See {@link CsvLogger}. */
    public static CsvLogger csvLogger(Path file) {
        return CsvLogger.of(file);
    }

    /** Calls {@code action} with the logs and the number of each epoch that ends. */
    public static Callback onEpochEnd(ObjIntConsumer<Map<String, Double>> action) {
        return new Callback() {
            @Override
            public void epochEnds(int epoch, Map<String, Double> logs) {
                action.accept(logs, epoch);
            }
        };
    }

    /** Calls {@code action} with the logs and the number in its epoch of each batch that was trained on. */
    public static Callback onBatchEnd(ObjIntConsumer<Map<String, Double>> action) {
        return new Callback() {
            @Override
            public void trainBatchEnds(int batch, Map<String, Double> logs) {
                action.accept(logs, batch);
            }
        };
    }

    /** Sets the learning rate before each epoch, given its number. Source: {@code keras.callbacks.LearningRateScheduler}. */
    public static Callback learningRateScheduler(IntToDoubleFunction rateOfEpoch) {
        return new Callback() {
            private @Nullable TrainedModel model;

            @Override
            public void trainBegins(Plan plan) {
                model = plan.model();
            }

            @Override
            public void epochBegins(int epoch) {
                if (model != null) {
                    model.learningRate(rateOfEpoch.applyAsDouble(epoch));
                }
            }
        };
    }

    /** Ends training at the first loss that is no number. Source: {@code keras.callbacks.TerminateOnNaN}. */
    public static Callback terminateOnNaN() {
        return new Callback() {
            private @Nullable TrainedModel model;

            @Override
            public void trainBegins(Plan plan) {
                model = plan.model();
            }

            @Override
            public void trainBatchEnds(int batch, Map<String, Double> logs) {
                Double loss = logs.get("loss");
                if (model != null && loss != null && !Double.isFinite(loss)) {
                    model.stopTraining();
                }
            }
        };
    }
}
