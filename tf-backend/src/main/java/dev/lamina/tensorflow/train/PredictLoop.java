package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.data.BatchStream;
import dev.lamina.tensorflow.data.Dataset;
import dev.lamina.tensorflow.data.EpochOptions;
import dev.lamina.tensorflow.emit.Natives;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Step;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Result;

/** Predicts the outputs of a model batch by batch, and joins them. */
public final class PredictLoop {
    private final GraphRuntime runtime;
    private final TrainedModel model;
    private final Step step;
    private final Dataset data;
    private final DataBinding binding;
    private final BatchOptions options;

    /**
     * Checks the inputs against the model.
     *
     * @throws LaminaException if they do not fit
     */
    public PredictLoop(GraphRuntime runtime, TrainedModel model, Step step, Dataset data, BatchOptions options) {
        this.runtime = runtime;
        this.model = model;
        this.step = step;
        this.options = options;
        this.binding = DataBinding.inputs(model.model(), data.specs());
        this.data = Examples.converted(data, binding);
    }

    /** The outputs, in order, with the examples on their first axes. */
    public List<NdArray> predict() {
        EpochOptions batches = EpochOptions.of(options.batchSize());
        // A thread that prepares the next batch would be started for nothing.
        EpochOptions epoch = data.batches(batches) == 1 ? batches.prefetch(0) : batches;
        List<Callback> callbacks = options.callbacks();
        List<List<NdArray>> parts = new ArrayList<>();
        step.fetches().forEach(fetch -> parts.add(new ArrayList<>()));
        Callback.Plan plan = new Callback.Plan(model, 1, options.planned(data.batches(epoch)));
        callbacks.forEach(callback -> callback.predictBegins(plan));
        try (Feeder feeder = new Feeder(binding);
                BatchStream stream = data.epoch(epoch)) {
            while (options.goesOnAfter(stream.index() + 1) && stream.next()) {
                Interruption.check("prediction");
                int batch = stream.index();
                callbacks.forEach(callback -> callback.predictBatchBegins(batch));
                try (Result result = runtime.runNative(step, feeder.fill(stream.arrays()))) {
                    for (int i = 0; i < result.size(); i++) {
                        parts.get(i).add(Natives.array(result.get(i)));
                    }
                }
                callbacks.forEach(callback -> callback.predictBatchEnds(batch));
            }
        }
        callbacks.forEach(Callback::predictEnds);
        return parts.stream().map(this::joined).toList();
    }

    private NdArray joined(List<NdArray> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        NdArray first = parts.get(0);
        if (first.shape().rank() == 0) {
            throw new LaminaException("model \"" + model.model().name() + "\" has an output without a batch axis, whose"
                    + " batches cannot be joined\n  try   predictOnBatch, or a batchSize that takes all examples");
        }
        int rows = parts.stream().mapToInt(part -> part.shape().size(0)).sum();
        NdArray whole = NdArray.zeros(first.dtype(), first.shape().withSize(0, rows));
        int at = 0;
        for (NdArray part : parts) {
            if (!part.shape().from(1).equals(first.shape().from(1))) {
                throw new LaminaException("the outputs of two batches differ in more than the number of examples: "
                        + first.shape() + " and " + part.shape() + "\n  try   predictOnBatch");
            }
            System.arraycopy(part.storage(), 0, whole.storage(), at, part.size());
            at += part.size();
        }
        return whole;
    }
}
