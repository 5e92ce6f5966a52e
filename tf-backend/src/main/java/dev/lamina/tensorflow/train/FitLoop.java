package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.data.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Tensor;

/**
 * Trains a model: the loop over epochs and batches. One call of TensorFlow for each step.
 *
 * <p>What a step draws at random depends on the seed and the number of the step alone, not on what callbacks run between steps.
 */
public final class FitLoop {
    private final Trainer trainer;
    private final TrainedModel model;
    private final @Nullable Dataset validation;
    private final FitOptions options;
    private final BooleanSupplier stopped;
    private final DataBinding binding;
    private final LossStep step;
    private final List<Callback> callbacks;
    private final @Nullable BackupAndRestore backup;
    private final History.Builder history = new History.Builder();
    private final @Nullable NonFinite search;
    private final Dataset data;
    private long firstRun;
    private long steps;

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
        this.backup = BackupAndRestore.among(callbacks);
        boolean splits = options.validation() == null && options.validationSplit() > 0;
        Examples.Split split = splits ? Examples.split(data, options.validationSplit()) : null;
        Dataset unweighed = split == null ? data : split.training();
        Dataset examples =
                options.classWeight().isEmpty() ? unweighed : ClassWeights.weigh(unweighed, options.classWeight());
        this.validation = split == null ? options.validation() : split.validation();
        this.binding = DataBinding.of(trainer.model(), trainer.training(), examples.specs());
        this.data = Examples.converted(examples, binding);
        this.step = trainer.step(true, binding);
        this.search = options.checkNumerics() ? new NonFinite(trainer, binding) : null;
        trainer.adaptTo(step, options.batchSize());
        Long seed = options.seed();
        this.firstRun = seed == null ? trainer.runtime().runs() : Math.floorMod(seed * 0x9E3779B97F4A7C15L, 1L << 31);
    }

    /** The options to begin with. */
    public static FitOptions options() {
        return FitOptions.DEFAULT;
    }

    /** Trains, and returns what each epoch reported. */
    public History fit() {
        Map<String, NdArray> saved = backup == null ? null : backup.read();
        if (saved != null) {
            firstRun = (long) Backup.number(saved, "firstRun");
        }
        try (Feeder feeder = new Feeder(binding);
                Passes passes = new Passes(data, options, firstRun);
                Validation validating = new Validation()) {
            Callback.Plan plan = new Callback.Plan(model, options.epochs(), passes.batches());
            callbacks.forEach(callback -> callback.trainBegins(plan));
            Map<String, Double> last = epochs(saved, passes, feeder, validating);
            if (options.initialEpoch() < options.epochs()) {
                trainer.finish();
            }
            callbacks.forEach(callback -> callback.trainEnds(last));
        }
        if (backup != null) {
            backup.ended();
        }
        return history.build();
    }

    private Map<String, Double> epochs(
            @Nullable Map<String, NdArray> saved, Passes passes, Feeder feeder, Validation validating) {
        Map<String, NdArray> open = saved;
        int first = options.initialEpoch();
        if (open != null) {
            first = (int) Backup.number(open, "epoch");
            if (!open.containsKey("means/sums")) { // between two epochs
                restore(open, passes);
                open = null;
            }
        }
        Map<String, Double> logs = Map.of();
        for (int i = first; i < options.epochs() && !stopped.getAsBoolean(); i++) {
            int epoch = i;
            callbacks.forEach(callback -> callback.epochBegins(epoch));
            Map<String, Double> ended = new LinkedHashMap<>();
            try (Means means = new Means(step)) {
                if (open == null) {
                    passes.begin(epoch);
                } else {
                    restore(open, passes);
                    means.restore(open);
                    open = null;
                }
                runEpoch(epoch, means, feeder, passes);
                ended.putAll(means.logs());
            }
            if ((epoch + 1) % options.validationFreq() == 0) {
                ended.putAll(validating.logs());
            }
            callbacks.forEach(callback -> callback.epochEnds(epoch, ended));
            history.add(epoch, ended);
            logs = ended;
            save(epoch + 1, passes, null);
        }
        return logs;
    }

    private void runEpoch(int epoch, Means means, Feeder feeder, Passes passes) {
        long iteration = step.fedRate() ? trainer.iterations() : 0;
        while (!stopped.getAsBoolean() && passes.next()) {
            Interruption.check("training in epoch " + epoch);
            int batch = passes.batch();
            callbacks.forEach(callback -> callback.trainBatchBegins(batch));
            List<Tensor> fed = feeder.fill(passes.arrays());
            long run = firstRun + steps++;
            if (search != null) {
                search.check(epoch, batch, fed, run);
            }
            trainer.runtime().runs(run);
            means.add(trainer.run(step, fed, iteration++, means.kept()), passes.size());
            if (!callbacks.isEmpty()) {
                Map<String, Double> logs = means.logs();
                callbacks.forEach(callback -> callback.trainBatchEnds(batch, logs));
            }
            if (backup != null && backup.isDueBehind(batch + 1)) {
                save(epoch, passes, means);
            }
        }
    }

    private void save(int epoch, Passes passes, @Nullable Means means) {
        if (backup == null) {
            return;
        }
        Map<String, NdArray> state = new LinkedHashMap<>();
        state.put("epoch", Backup.number(epoch));
        state.put("steps", Backup.number((double) steps));
        state.put("firstRun", Backup.number((double) firstRun));
        state.put("stopped", Backup.number(stopped.getAsBoolean() ? 1 : 0));
        passes.save(state);
        if (means != null) {
            means.save(state);
        }
        history.save(state);
        Backup.places(callbacks).forEach((place, callback) -> state.putAll(Backup.prefixed(place, callback.state())));
        Backup.saveVariables(trainer, state);
        backup.write(state);
    }

    private void restore(Map<String, NdArray> from, Passes passes) {
        Backup.restoreVariables(trainer, from);
        steps = (long) Backup.number(from, "steps");
        passes.restore(from);
        history.restore(from);
        Backup.places(callbacks).forEach((place, callback) -> {
            Map<String, NdArray> state = Backup.under(place, from);
            if (!state.isEmpty()) {
                callback.restore(state);
            }
        });
        if (Backup.number(from, "stopped") != 0) {
            model.stopTraining();
        }
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
                        trainer,
                        model,
                        validation,
                        new BatchOptions(size, options.validationSteps(), new ArrayList<>(callbacks)));
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
