package dev.lamina.tensorflow;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.TensorSpec;
import dev.lamina.Weight;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.LaminaException;
import dev.lamina.json.KerasDocument;
import dev.lamina.json.KerasJson;
import dev.lamina.optimizers.LossScaleOptimizer;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.Optimizers;
import dev.lamina.tensorflow.files.KerasArchive;
import dev.lamina.tensorflow.files.LegacyFile;
import dev.lamina.tensorflow.files.ModelWeights;
import dev.lamina.tensorflow.files.OptimizerMatch;
import dev.lamina.tensorflow.files.VocabularyAssets;
import dev.lamina.tensorflow.files.WeightMatch;
import dev.lamina.tensorflow.files.WeightTree;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Variable;
import dev.lamina.tensorflow.train.Trainer;
import dev.lamina.training.Training;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves the variables of a model, and those of its optimizer, between a runtime and files. Whatever is loaded is compared with the
 * model whole before the first variable changes.
 */
final class ModelStore {
    private static final System.Logger LOG = System.getLogger(ModelStore.class.getName());

    private final Model model;
    private final GraphRuntime runtime;
    private final @Nullable Trainer trainer;

    ModelStore(Model model, GraphRuntime runtime, @Nullable Trainer trainer) {
        this.model = model;
        this.runtime = runtime;
        this.trainer = trainer;
    }

    /** What a file says of a model. */
    record Saved(Model model, @Nullable Training training, WeightTree weights) {}

    /** Reads an archive or a folder whole. */
    static Saved read(Path file, LoadOptions options) {
        if (LegacyFile.isHdf5(file)) {
            return readLegacy(file, options);
        }
        try (KerasArchive archive = KerasArchive.open(file)) {
            String json = archive.config();
            WeightTree weights = archive.weights();
            try {
                KerasDocument document = KerasJson.document(
                        json, options.catalog(), new VocabularyAssets(archive::asset, weights)::completed);
                boolean trains = options.training() && !document.compileConfig().isEmpty();
                Training training = trains
                        ? Training.read(document.compileConfig(), document.compilePlace(), document.model())
                        : null;
                return new Saved(document.model(), training == null ? null : scaledAsSaved(training, weights), weights);
            } catch (LaminaException e) {
                throw KerasArchive.unreadableConfig(file, e);
            }
        }
    }

    /** Reads a {@code .h5} file. */
    private static Saved readLegacy(Path file, LoadOptions options) {
        LegacyFile legacy = LegacyFile.read(file);
        KerasDocument document = legacy.document(options.catalog());
        Training training = options.training() ? training(file, document) : null;
        return new Saved(
                document.model(),
                training,
                legacy.weights(document.model(), training == null ? null : training.optimizer()));
    }

    private static @Nullable Training training(Path file, KerasDocument document) {
        try {
            return document.compileConfig().isEmpty()
                    ? null
                    // The older format holds the optimizer that trained, in one that scales the loss if it was.
                    : Training.read(document.compileConfig(), document.compilePlace(), document.model())
                            .autoScaleLoss(false);
        } catch (LaminaException e) {
            throw KerasArchive.unreadableConfig(file, "training_config", e);
        }
    }

    /**
     * Keras writes the optimizer that {@code compile()} was given, and beside it the state of the one that was made of it. The state
     * says whether the loss is scaled: the model does not, as its policy was that of the process.
     */
    private static Training scaledAsSaved(Training training, WeightTree weights) {
        if (weights.entry(OptimizerMatch.PATH).isEmpty() || training.optimizer() instanceof LossScaleOptimizer) {
            return training;
        }
        return weights.entry(OptimizerMatch.INNER).isPresent()
                ? training.optimizer(Optimizers.lossScale(training.optimizer()))
                : training.autoScaleLoss(false);
    }

    void save(Path file) {
        Map<String, @Nullable Object> compileConfig =
                trainer == null ? null : trainer.training().toPlain(model);
        KerasArchive.write(file, KerasJson.write(model, compileConfig), tree(), Clock.system(ZoneId.systemDefault()));
    }

    void saveWeights(Path file) {
        checkName(file);
        tree().write(file);
    }

    private static void checkName(Path file) {
        if (!file.toString().endsWith(".weights.h5")) {
            throw new ConfigException(
                    "weights are saved under a name that ends in .weights.h5, which real Keras asks for;"
                            + " received \"" + file + "\"");
        }
    }

    /** The state of the model, read in one step. */
    private WeightTree tree() {
        ModelWeights weights = ModelWeights.of(model);
        Map<String, Variable> optimizer = trainer == null ? Map.of() : trainer.optimizerVariables();
        List<Variable> variables = new ArrayList<>();
        weights.weights().forEach(weight -> variables.add(runtime.weight(weight)));
        variables.addAll(optimizer.values());
        List<NdArray> values = runtime.getAll(variables);
        int count = weights.weights().size();
        Map<Weight, NdArray> byWeight = new HashMap<>();
        for (int i = 0; i < count; i++) {
            byWeight.put(weights.weights().get(i), values.get(i));
        }
        List<WeightTree.Entry> entries =
                new ArrayList<>(weights.entries(weight -> Objects.requireNonNull(byWeight.get(weight))));
        if (trainer != null) {
            entries.add(new WeightTree.Entry(
                    OptimizerMatch.PATH,
                    Optional.of(trainer.training().optimizer().name()),
                    values.subList(count, values.size())));
            for (Optimizer.Part part : trainer.optimizerParts()) {
                entries.add(new WeightTree.Entry(
                        OptimizerMatch.PATH + "/" + part.path(),
                        Optional.of(part.optimizer().name()),
                        values.subList(count + part.from(), count + part.to())));
            }
        }
        return WeightTree.of(entries);
    }

    /** Takes all weights, and the optimizer's state where the file has one that fits. */
    void loadWeights(Path file) {
        WeightTree tree = WeightTree.read(file, model);
        WeightMatch match = ModelWeights.of(model).match(tree);
        match.check(file, "", model.name());
        OptimizerMatch state = optimizer(tree);
        if (!state.problem().isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "{0}: the optimizer starts anew: {1}", file, state.problem());
        }
        store(match, state);
    }

    /** Takes the weights that fit and returns what does not. */
    List<String> loadMatchingWeights(Path file) {
        WeightMatch match = ModelWeights.of(model).match(WeightTree.read(file, model));
        if (match.values().isEmpty()) {
            match.check(file, "", model.name());
        }
        store(match, new OptimizerMatch(Map.of(), ""));
        return match.differences();
    }

    /** Takes the weights of an archive and the state of its optimizer. */
    void restore(Path file, WeightTree tree) {
        WeightMatch match = ModelWeights.of(model).match(tree);
        match.check(file, KerasArchive.WEIGHTS, model.name());
        OptimizerMatch state = optimizer(tree);
        if (trainer != null) {
            state.check(
                    file, KerasArchive.WEIGHTS, trainer.training().optimizer().name());
        }
        store(match, state);
    }

    private OptimizerMatch optimizer(WeightTree tree) {
        Map<String, TensorSpec> wanted = new LinkedHashMap<>();
        if (trainer != null && tree.entry(OptimizerMatch.PATH).isPresent()) {
            trainer.optimizerVariables().forEach((name, variable) -> wanted.put(name, variable.spec()));
        }
        return wanted.isEmpty() ? new OptimizerMatch(Map.of(), "") : OptimizerMatch.of(tree, wanted);
    }

    private void store(WeightMatch match, OptimizerMatch state) {
        Map<Variable, NdArray> weights = new LinkedHashMap<>();
        match.values().forEach((weight, value) -> weights.put(runtime.weight(weight), value));
        runtime.setAll(weights);
        if (trainer != null) {
            trainer.weightsChanged(); // before the optimizer's own values: it copies weights
            Map<String, Variable> variables = trainer.optimizerVariables();
            NdArray iteration = state.values().get("iteration");
            if (iteration != null) {
                // So that dropout does not draw again what it drew in the first steps.
                runtime.runs(Math.max(runtime.runs(), (long) iteration.scalar()));
            }
            Map<Variable, NdArray> stored = new LinkedHashMap<>();
            state.values().forEach((name, value) -> {
                Variable variable = variables.get(name);
                if (variable != null) {
                    stored.put(variable, value);
                }
            });
            runtime.setAll(stored);
        }
    }
}
