package dev.lamina.tensorflow;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.TensorSpec;
import dev.lamina.Weight;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.Facts;
import dev.lamina.json.KerasJson;
import dev.lamina.lowering.Program;
import dev.lamina.lowering.WeightNames;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.tensorflow.files.KerasArchive;
import dev.lamina.tensorflow.files.LegacyWriter;
import dev.lamina.tensorflow.files.ModelWeights;
import dev.lamina.tensorflow.files.OptimizerMatch;
import dev.lamina.tensorflow.files.SavedModelFolder;
import dev.lamina.tensorflow.files.ShardedWeights;
import dev.lamina.tensorflow.files.StoredArray;
import dev.lamina.tensorflow.files.WeightFiles;
import dev.lamina.tensorflow.files.WeightMatch;
import dev.lamina.tensorflow.files.WeightTree;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Variable;
import dev.lamina.tensorflow.serving.Export;
import dev.lamina.tensorflow.serving.ExportOptions;
import dev.lamina.tensorflow.train.Trainer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Tensor;

/**
 * Moves the variables of a model, and those of its optimizer, between a runtime and files. Whatever is loaded is compared with the
 * model whole before the first variable changes.
 */
final class ModelStore {
    private static final System.Logger LOG = System.getLogger(ModelStore.class.getName());

    private static final String WEIGHTS = ".weights.h5";
    private static final String SHARDS = ".weights.json";

    private final Model model;
    private final GraphRuntime runtime;
    private final @Nullable Trainer trainer;

    ModelStore(Model model, GraphRuntime runtime, @Nullable Trainer trainer) {
        this.model = model;
        this.runtime = runtime;
        this.trainer = trainer;
    }

    void export(Path folder, ExportOptions options) {
        SavedModelFolder.write(folder, fresh -> {
            if (!options.servingOnly()) {
                saveWhole(SavedModelFolder.createModelFile(fresh));
            }
            Export.write(fresh, runtime, model, options);
        });
    }

    private void saveWhole(Path file) {
        try {
            save(file);
        } catch (ConfigException e) {
            throw new ConfigException(
                    Facts.of("model \"" + model.name() + "\" cannot be exported so that it comes back whole")
                            .and("problem", String.valueOf(e.getMessage()))
                            .and("try", "export(folder, options -> options.servingOnly(true))")
                            .toString(),
                    e);
        }
    }

    void save(Path file) {
        String name = file.toString();
        if (name.endsWith(WEIGHTS) || name.endsWith(SHARDS)) {
            throw new ConfigException(
                    "\"" + file + "\" is a name for weights alone\n  try   saveWeights, or another name");
        }
        if (isLegacy(name)) {
            State state = state();
            Map<String, String> attributes = KerasJson.attributes(model, compileConfig());
            LegacyWriter.write(file, model, attributes, state::of, legacyOptimizer(state));
        } else {
            KerasArchive.write(file, config(), tree(), Clock.system(ZoneId.systemDefault()));
        }
    }

    void saveUnzipped(Path folder) {
        if (folder.toString().endsWith(".keras")) {
            throw new ConfigException(
                    "Keras takes \"" + folder + "\" for an archive\n  try   a folder of another name");
        }
        KerasArchive.writeFolder(folder, config(), tree(), Clock.system(ZoneId.systemDefault()));
    }

    private String config() {
        return KerasJson.write(model, compileConfig());
    }

    private @Nullable Map<String, @Nullable Object> compileConfig() {
        return trainer == null ? null : trainer.training().toPlain(model);
    }

    private static boolean isLegacy(String name) {
        return (name.endsWith(".h5") || name.endsWith(".hdf5")) && !name.endsWith(WEIGHTS);
    }

    void saveWeights(Path file, long maxShardBytes) {
        String name = file.toString();
        if (name.endsWith(WEIGHTS)) {
            tree().write(file);
        } else if (name.endsWith(SHARDS)) {
            ShardedWeights.write(file, tree(), maxShardBytes);
        } else if (isLegacy(name)) {
            LegacyWriter.writeWeights(file, model, state()::of);
        } else {
            throw new ConfigException(
                    "weights are saved under a name that ends in .weights.h5, in .weights.json for several files, or in .h5"
                            + " for the layout of Keras 2; received \"" + file + "\"");
        }
    }

    /** The values of all variables, read in one step. */
    private record State(Map<Weight, NdArray> weights, Map<String, NdArray> optimizer) {
        NdArray of(Weight weight) {
            return Objects.requireNonNull(weights.get(weight));
        }
    }

    private State state() {
        List<Weight> weights = ModelWeights.of(model).weights();
        Map<String, Variable> optimizer = trainer == null ? Map.of() : trainer.optimizerVariables();
        List<Variable> variables = new ArrayList<>();
        weights.forEach(weight -> variables.add(runtime.variables().weight(weight)));
        variables.addAll(optimizer.values());
        Iterator<NdArray> values = runtime.variables().getAll(variables).iterator();
        Map<Weight, NdArray> byWeight = new HashMap<>();
        weights.forEach(weight -> byWeight.put(weight, values.next()));
        Map<String, NdArray> byName = new LinkedHashMap<>();
        optimizer.keySet().forEach(name -> byName.put(name, values.next()));
        return new State(byWeight, byName);
    }

    /** The state as a tree of files of Keras 3. */
    private WeightTree tree() {
        State state = state();
        List<WeightTree.Entry> entries = new ArrayList<>(ModelWeights.of(model).entries(state::of));
        if (trainer != null) {
            List<NdArray> values = List.copyOf(state.optimizer().values());
            entries.add(new WeightTree.Entry(
                    OptimizerMatch.PATH,
                    Optional.of(trainer.training().optimizer().name()),
                    values));
            for (Optimizer.Part part : trainer.optimizerParts()) {
                entries.add(new WeightTree.Entry(
                        OptimizerMatch.PATH + "/" + part.path(),
                        Optional.of(part.optimizer().name()),
                        values.subList(part.from(), part.to())));
            }
        }
        return WeightTree.of(entries);
    }

    /** The optimizer's state under the names of older files: {@code adam/dense_kernel_velocity}. */
    private Map<String, NdArray> legacyOptimizer(State state) {
        Map<String, NdArray> named = new LinkedHashMap<>();
        if (trainer != null) {
            String prefix = trainer.training().optimizer().name() + "/";
            state.optimizer().forEach((name, value) -> named.put(prefix + name.replace('/', '_'), value));
        }
        return named;
    }

    /** Takes the weights of a file, and where it has all of them the optimizer's state if that fits. */
    WeightReport loadWeights(Path file, WeightOptions options) {
        try (WeightTree tree = WeightFiles.open(file, model, options.byName())) {
            return load(file, tree, options);
        }
    }

    private WeightReport load(Path file, WeightTree tree, WeightOptions options) {
        WeightMatch match = ModelWeights.of(model).match(tree);
        if (options.skipMismatch()) {
            match.checkSome(file, model.name());
        } else if (options.byName()) {
            match.checkNamed(file, model.name());
        } else {
            match.check(file, "", model.name());
        }
        OptimizerMatch state = match.isWhole() ? optimizer(tree) : new OptimizerMatch(Map.of(), "");
        if (!state.problem().isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "{0}: the optimizer starts anew: {1}", file, state.problem());
        }
        store(match, state);
        List<String> loaded = WeightNames.of(model).stream()
                .filter(named -> match.values().containsKey(named.weight()))
                .map(Program.NamedWeight::name)
                .toList();
        return new WeightReport(loaded, match.missing(), match.unexpected(), match.differing());
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
        Map<Variable, Supplier<Tensor>> weights = new LinkedHashMap<>();
        match.values()
                .forEach((weight, value) -> weights.put(runtime.variables().weight(weight), value::tensor));
        runtime.variables().storeAll(weights);
        if (trainer != null) {
            trainer.weightsChanged(); // before the optimizer's own values: it copies weights
            Map<String, Variable> variables = trainer.optimizerVariables();
            StoredArray iteration = state.values().get("iteration");
            if (iteration != null) {
                // So that dropout does not draw again what it drew in the first steps.
                runtime.runs(Math.max(runtime.runs(), (long) iteration.read().scalar()));
            }
            Map<Variable, Supplier<Tensor>> stored = new LinkedHashMap<>();
            state.values().forEach((name, value) -> {
                Variable variable = variables.get(name);
                if (variable != null) {
                    stored.put(variable, value::tensor);
                }
            });
            runtime.variables().storeAll(stored);
        }
    }
}
