package dev.lamina.tensorflow.train;

import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.data.BatchStream;
import dev.lamina.tensorflow.data.Dataset;
import dev.lamina.tensorflow.data.EpochOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Trains a model: the loop over epochs and batches. One call of TensorFlow for each step. */
public final class FitLoop {
    private final Trainer trainer;
    private final TrainedModel model;
    private final Dataset data;
    private final @Nullable Dataset validation;
    private final FitOptions options;
    private final BooleanSupplier stopped;
    private final DataBinding binding;
    private final LossStep step;
    private final List<Callback> callbacks;
    private final long shuffleSeed;

    /**
     * Checks the examples against the model, and emits the step.
     *
     * @param stopped whether training was told to stop
     * @throws LaminaException if the examples do not fit
     */
    public FitLoop(Trainer trainer, TrainedModel model, Dataset data, FitOptions options, BooleanSupplier stopped) {
        this.trainer = trainer;
        this.model = model;
        this.options = options;
        this.stopped = stopped;
        this.callbacks = options.callbacks();
        boolean splits = options.validation() == null && options.validationSplit() > 0;
        Examples.Split split = splits ? Examples.split(data, options.validationSplit()) : null;
        Dataset unweighed = split == null ? data : split.training();
        Dataset examples =
                options.classWeight().isEmpty() ? unweighed : ClassWeights.weigh(unweighed, options.classWeight());
        this.validation = split == null ? options.validation() : split.validation();
        this.binding = DataBinding.of(trainer.model(), trainer.training(), examples.specs());
        this.data = Examples.converted(examples, binding);
        this.step = trainer.step(true, binding);
        trainer.adaptTo(step, options.batchSize());
        Long seed = options.seed();
        if (seed != null) {
            trainer.runtime().runs(Math.floorMod(seed * 0x9E3779B97F4A7C15L, 1L << 31));
        }
        this.shuffleSeed = trainer.runtime().runs();
    }

    /** The options to begin with. */
    public static FitOptions options() {
        return FitOptions.DEFAULT;
    }

    /** Trains, and returns what each epoch reported. */
    public History fit() {
        History.Builder history = new History.Builder();
        Map<String, Double> logs = Map.of();
        long iteration = step.fedRate() ? trainer.iterations() : 0;
        Callback.Plan plan = new Callback.Plan(model, options.epochs(), data.batches(epochOptions(0)));
        callbacks.forEach(callback -> callback.trainBegins(plan));
        try (Feeder feeder = new Feeder(binding);
                Validation validating = new Validation()) {
            for (int i = options.initialEpoch(); i < options.epochs() && !stopped.getAsBoolean(); i++) {
                int epoch = i;
                callbacks.forEach(callback -> callback.epochBegins(epoch));
                Map<String, Double> ended = new LinkedHashMap<>();
                try (Means means = new Means(step)) {
                    iteration += runEpoch(epoch, means, feeder, iteration);
                    ended.putAll(means.logs());
                }
                if ((epoch + 1) % options.validationFreq() == 0) {
                    ended.putAll(validating.logs());
                }
                callbacks.forEach(callback -> callback.epochEnds(epoch, ended));
                history.add(epoch, ended);
                logs = ended;
            }
        }
        if (options.initialEpoch() < options.epochs()) {
            trainer.finish();
        }
        Map<String, Double> last = logs;
        callbacks.forEach(callback -> callback.trainEnds(last));
        return history.build();
    }

    private EpochOptions epochOptions(int epoch) {
        return EpochOptions.of(options.batchSize()).epoch(epoch).shuffleSeed(options.shuffle() ? shuffleSeed : null);
    }

    private long runEpoch(int epoch, Means means, Feeder feeder, long iteration) {
        long done = 0;
        try (BatchStream batches = data.epoch(epochOptions(epoch))) {
            while (!stopped.getAsBoolean() && batches.next()) {
                Interruption.check("training in epoch " + epoch);
                int batch = batches.index();
                callbacks.forEach(callback -> callback.trainBatchBegins(batch));
                means.add(
                        trainer.run(step, feeder.fill(batches.arrays()), iteration + done, means.kept()),
                        batches.size());
                done++;
                if (!callbacks.isEmpty()) {
                    Map<String, Double> logs = means.logs();
                    callbacks.forEach(callback -> callback.trainBatchEnds(batch, logs));
                }
            }
        }
        return done;
    }

    /** The validation behind epochs, prepared when it is first needed. */
    private final class Validation implements AutoCloseable {
        private @Nullable EvaluateLoop loop;

        Map<String, Double> logs() {
            if (validation == null) {
                return Map.of();
            }
            EvaluateLoop known = loop;
            if (known == null) {
                int size = options.validationBatchSize() == 0 ? options.batchSize() : options.validationBatchSize();
                known = new EvaluateLoop(
                        trainer, model, validation, new BatchOptions(size, new ArrayList<>(callbacks)));
                loop = known;
            }
            Map<String, Double> logs = new LinkedHashMap<>();
            known.evaluate().forEach((name, value) -> logs.put("val_" + name, value));
            return logs;
        }

        @Override
        public void close() {
            if (loop != null) {
                loop.close();
            }
        }
    }
}
