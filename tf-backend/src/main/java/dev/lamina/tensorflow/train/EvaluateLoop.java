package dev.lamina.tensorflow.train;

import dev.lamina.tensorflow.data.BatchStream;
import dev.lamina.tensorflow.data.Dataset;
import dev.lamina.tensorflow.data.EpochOptions;
import java.util.List;
import java.util.Map;

/** Evaluates a model on examples, in order. Keeps its native tensors for the next time, since each epoch of training may validate. */
public final class EvaluateLoop implements AutoCloseable {
    private final Trainer trainer;
    private final TrainedModel model;
    private final Dataset data;
    private final BatchOptions options;
    private final LossStep step;
    private final Feeder feeder;

    /**
     * Checks the examples against the model.
     *
     * @throws dev.lamina.errors.LaminaException if they do not fit
     */
    public EvaluateLoop(Trainer trainer, TrainedModel model, Dataset data, BatchOptions options) {
        this.trainer = trainer;
        this.model = model;
        this.options = options;
        DataBinding binding = DataBinding.of(trainer.model(), trainer.training(), data.specs());
        this.data = Examples.converted(data, binding);
        this.step = trainer.step(false, binding);
        this.feeder = new Feeder(binding);
    }

    /** The options to begin with. */
    public static BatchOptions options() {
        return BatchOptions.DEFAULT;
    }

    /** The loss and the metrics by name, as means over the examples. */
    public Map<String, Double> evaluate() {
        EpochOptions epoch = EpochOptions.of(options.batchSize());
        List<Callback> callbacks = options.callbacks();
        Callback.Plan plan = new Callback.Plan(model, 1, options.planned(data.batches(epoch)));
        callbacks.forEach(callback -> callback.testBegins(plan));
        Map<String, Double> logs;
        try (Means means = new Means(step);
                BatchStream batches = data.epoch(epoch)) {
            while (options.goesOnAfter(batches.index() + 1) && batches.next()) {
                Interruption.check("evaluation");
                int batch = batches.index();
                callbacks.forEach(callback -> callback.testBatchBegins(batch));
                means.add(trainer.run(step, feeder.fill(batches.arrays()), 0, means.kept()), batches.size());
                if (!callbacks.isEmpty()) {
                    Map<String, Double> soFar = means.logs();
                    callbacks.forEach(callback -> callback.testBatchEnds(batch, soFar));
                }
            }
            logs = means.logs();
        }
        callbacks.forEach(callback -> callback.testEnds(logs));
        return logs;
    }

    @Override
    public void close() {
        feeder.close();
    }
}
