package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import java.util.Map;

/**
 * What is done beside training, evaluation and prediction. All methods do nothing unless overridden. They run in the thread that
 * trains, between steps.
 *
 * <p>Logs hold the loss and the metrics by name, as means over the examples of the epoch so far. Source: {@code
 * keras.callbacks.Callback}.
 *
 * <p>A callback that writes what the layers make of a sample, behind each epoch, with a part of the model that has all their outputs:
 *
 * <pre>{@code
 * CompiledModel layers = run.part(Model.of("activations", input, List.of(hidden, code, output)));
 * Callback logger = onEpochEnd((logs, epoch) -> {
 *     List<NdArray> made = layers.predictOnBatch(sample);
 *     Npz.write(Path.of("epoch-" + epoch + ".npz"), Map.of("hidden", made.get(0), "code", made.get(1)));
 * });
 * }</pre>
 */
public interface Callback {
    /** What is about to be done. */
    record Plan(TrainedModel model, int epochs, int batches) {}

    /** Before the first epoch; {@code plan.batches()} is -1 where unknown. */
    default void trainBegins(Plan plan) {}

    default void trainEnds(Map<String, Double> logs) {}

    /** Before an epoch, counted from 0. */
    default void epochBegins(int epoch) {}

    /** Behind an epoch; the logs hold those of the validation too, with {@code val_} before their names. */
    default void epochEnds(int epoch, Map<String, Double> logs) {}

    default void trainBatchBegins(int batch) {}

    default void trainBatchEnds(int batch, Map<String, Double> logs) {}

    /** Before an evaluation, also one that validates an epoch. */
    default void testBegins(Plan plan) {}

    default void testEnds(Map<String, Double> logs) {}

    default void testBatchBegins(int batch) {}

    default void testBatchEnds(int batch, Map<String, Double> logs) {}

    default void predictBegins(Plan plan) {}

    default void predictEnds() {}

    default void predictBatchBegins(int batch) {}

    default void predictBatchEnds(int batch) {}

    /** What this callback remembers of a training, by names: a {@link BackupAndRestore} keeps it. */
    default Map<String, NdArray> state() {
        return Map.of();
    }

    /** Takes what {@link #state} returned when the training that now goes on was saved; {@link #trainBegins} was called before. */
    default void restore(Map<String, NdArray> state) {}
}
