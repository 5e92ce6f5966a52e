package dev.lamina.tensorflow;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Weight;
import dev.lamina.config.Plain;
import dev.lamina.errors.LaminaException;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Program;
import dev.lamina.lowering.WeightNames;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Dataset;
import dev.lamina.tensorflow.files.ModelWeights;
import dev.lamina.tensorflow.files.WeightTree;
import dev.lamina.tensorflow.runtime.EmittedProgram;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Step;
import dev.lamina.tensorflow.runtime.Variable;
import dev.lamina.tensorflow.train.BatchOptions;
import dev.lamina.tensorflow.train.EvaluateLoop;
import dev.lamina.tensorflow.train.FitLoop;
import dev.lamina.tensorflow.train.FitOptions;
import dev.lamina.tensorflow.train.History;
import dev.lamina.tensorflow.train.OneBatch;
import dev.lamina.tensorflow.train.PredictLoop;
import dev.lamina.tensorflow.train.TrainedModel;
import dev.lamina.tensorflow.train.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A model with weights that can be run. Predictions may run in many threads at once; training runs in one. */
public final class CompiledModel implements TrainedModel, AutoCloseable {
    private final Model model;
    private final GraphRuntime runtime;
    private final boolean ownsRuntime;
    private final @Nullable Trainer trainer;
    private @Nullable Step prediction;
    private volatile boolean stopped;

    CompiledModel(Model model, @Nullable Trainer trainer, GraphRuntime runtime, boolean ownsRuntime) {
        this.model = model;
        this.runtime = runtime;
        this.ownsRuntime = ownsRuntime;
        this.trainer = trainer;
        runtime.declare(WeightNames.of(model));
    }

    @Override
    public Model model() {
        return model;
    }

    /** Another model over the same layers, such as the encoder of an autoencoder: it shares this one's weights. */
    public CompiledModel part(Model other) {
        return new CompiledModel(other, null, runtime, false);
    }

    /** Trains on inputs and targets, rows of the first axes being examples. See {@link #fit(Dataset, UnaryOperator)}. */
    public History fit(NdArray x, NdArray y, UnaryOperator<FitOptions> options) {
        return fit(ArrayDataset.of(x, y), options);
    }

    /** Trains on inputs alone, where layers add the losses. See {@link #fit(Dataset, UnaryOperator)}. */
    public History fit(NdArray x, UnaryOperator<FitOptions> options) {
        return fit(ArrayDataset.of(x), options);
    }

    /**
     * Trains.
     *
     * @param data inputs, targets and weights of examples: matched with the model's inputs and outputs by name, or else in order
     * @param options from Keras's defaults, such as {@code fit -> fit.epochs(30).batchSize(128)}
     * @return what each epoch reported
     * @throws LaminaException if the data does not fit the model, found before the first step
     */
    public History fit(Dataset data, UnaryOperator<FitOptions> options) {
        stopped = false;
        return new FitLoop(trainer(), this, data, options.apply(FitLoop.options()), () -> stopped).fit();
    }

    /** The loss and the metrics by name, as means over examples. */
    public Map<String, Double> evaluate(NdArray x, NdArray y) {
        return evaluate(ArrayDataset.of(x, y), options -> options);
    }

    /** The loss and the metrics by name, as means over examples. */
    public Map<String, Double> evaluate(Dataset data, UnaryOperator<BatchOptions> options) {
        try (EvaluateLoop loop = new EvaluateLoop(trainer(), this, data, options.apply(EvaluateLoop.options()))) {
            return loop.evaluate();
        }
    }

    /** The model's outputs for any number of examples, in batches of 32. */
    public List<NdArray> predict(NdArray... inputs) {
        return predict(dataset(inputs), options -> options);
    }

    /** The model's outputs for any number of examples, in order. */
    public List<NdArray> predict(Dataset data, UnaryOperator<BatchOptions> options) {
        return new PredictLoop(runtime, this, prediction(), data, options.apply(EvaluateLoop.options())).predict();
    }

    private static ArrayDataset dataset(NdArray... inputs) {
        ArrayDataset data = ArrayDataset.of();
        for (int i = 0; i < inputs.length; i++) {
            data = data.input(inputs.length == 1 ? "x" : "x" + i, inputs[i]);
        }
        return data;
    }

    /** The model's outputs for one batch of inputs. */
    public List<NdArray> predictOnBatch(NdArray... inputs) {
        return runtime.execute(prediction(), OneBatch.inputs(model, List.of(inputs)));
    }

    /** One step of training on one batch; the loss and the metrics of this batch by name. */
    public Map<String, Double> trainOnBatch(ArrayDataset batch) {
        return OneBatch.step(trainer(), batch, true);
    }

    /** One step of training on one batch; the loss and the metrics of this batch by name. */
    public Map<String, Double> trainOnBatch(NdArray x, NdArray y) {
        return trainOnBatch(ArrayDataset.of(x, y));
    }

    /** The loss and the metrics of one batch by name. */
    public Map<String, Double> testOnBatch(ArrayDataset batch) {
        return OneBatch.step(trainer(), batch, false);
    }

    /** The loss and the metrics of one batch by name. */
    public Map<String, Double> testOnBatch(NdArray x, NdArray y) {
        return testOnBatch(ArrayDataset.of(x, y));
    }

    private Trainer trainer() {
        if (trainer == null) {
            throw new LaminaException(
                    "model \"" + model.name() + "\" was compiled without a training\n  try   compile(model,"
                            + " training().optimizer(...).loss(...))");
        }
        return trainer;
    }

    private synchronized Step prediction() {
        Step known = prediction;
        if (known == null) {
            EmittedProgram emitted = runtime.emitForward(Lowering.inference(model), model.name() + "/predict");
            known = new Step(emitted.feeds(), emitted.outputs(), emitted.storing(runtime));
            prediction = known;
        }
        return known;
    }

    @Override
    public Map<String, NdArray> weights() {
        List<Program.NamedWeight> names = WeightNames.of(model);
        List<NdArray> read = runtime.getAll(
                names.stream().map(named -> runtime.weight(named.weight())).toList());
        Map<String, NdArray> values = new LinkedHashMap<>();
        names.forEach(named -> values.put(named.name(), read.get(values.size())));
        return values;
    }

    /**
     * Stores values in all weights, or in none where one does not fit.
     *
     * @param values in the order of {@link #weights()}, which is that of Keras's {@code model.weights}
     * @throws LaminaException if their number, or the shape or type of one, differs
     */
    public void setWeights(List<NdArray> values) {
        List<Program.NamedWeight> names = WeightNames.of(model);
        if (values.size() != names.size()) {
            throw new LaminaException(
                    "model \"" + model.name() + "\" has " + names.size() + " weights; received " + values.size());
        }
        Map<String, NdArray> byName = new LinkedHashMap<>();
        names.forEach(named -> byName.put(named.name(), values.get(byName.size())));
        setWeights(byName);
    }

    /**
     * Stores values in some weights, or in none where one does not fit.
     *
     * @param values by the names of {@link #weights()}
     * @throws LaminaException if a name is not among them, or the shape or type of a value differs
     */
    @Override
    public void setWeights(Map<String, NdArray> values) {
        Map<String, Weight> byName = new LinkedHashMap<>();
        WeightNames.of(model).forEach(named -> byName.put(named.name(), named.weight()));
        for (String name : values.keySet()) {
            if (!byName.containsKey(name)) {
                throw new LaminaException("model \"" + model.name() + "\" has no weight \"" + name + "\"; "
                        + Plain.suggestion(name, byName.keySet()));
            }
        }
        Map<Variable, NdArray> stored = new LinkedHashMap<>();
        values.forEach((name, value) -> stored.put(runtime.weight(Objects.requireNonNull(byName.get(name))), value));
        runtime.setAll(stored);
        if (trainer != null) {
            trainer.weightsChanged();
        }
    }

    /** Lets stateful layers forget what they remember of the batches so far. */
    public void resetStates() {
        Map<Variable, NdArray> zeros = new LinkedHashMap<>();
        WeightNames.of(model).stream()
                .filter(named -> ModelWeights.isRemembered(named.weight()))
                .map(named -> runtime.weight(named.weight()))
                .forEach(variable -> zeros.put(
                        variable,
                        NdArray.zeros(variable.spec().dtype(), variable.spec().shape())));
        runtime.setAll(zeros);
    }

    /**
     * Saves the model, its weights and, where it was compiled for training, the state of its optimizer: real Keras opens the file,
     * and training goes on where it stopped. A file that was there before stays as it was until the new one is whole.
     *
     * @param file a name that ends in {@code .keras}
     * @throws dev.lamina.tensorflow.files.ModelFileException if it cannot be written
     * @throws dev.lamina.errors.ConfigException if the model or its training holds what Keras has no words for
     */
    @Override
    public void save(Path file) {
        store().save(file);
    }

    /**
     * Saves the weights and the state of the optimizer, without the model.
     *
     * @param file a name that ends in {@code .weights.h5}
     * @throws dev.lamina.tensorflow.files.ModelFileException if it cannot be written
     */
    @Override
    public void saveWeights(Path file) {
        store().saveWeights(file);
    }

    /**
     * Takes the weights of a file, and the state of the optimizer where the file has one that fits.
     *
     * @param file what {@link #saveWeights} or Keras's {@code save_weights} wrote of a model with the same layers
     * @throws dev.lamina.tensorflow.files.ModelFileException if it cannot be read or holds other weights; all weights are then as
     *     they were
     */
    public void loadWeights(Path file) {
        store().loadWeights(file);
    }

    /**
     * Takes those weights of a file that fit, as when a model has got another output layer.
     *
     * @return what does not fit, one line each
     * @throws dev.lamina.tensorflow.files.ModelFileException if the file cannot be read, or nothing in it fits
     */
    public List<String> loadMatchingWeights(Path file) {
        return store().loadMatchingWeights(file);
    }

    private ModelStore store() {
        return new ModelStore(model, runtime, trainer);
    }

    /** Takes what a saved model says. */
    void restore(Path file, WeightTree tree) {
        store().restore(file, tree);
    }

    @Override
    public double learningRate() {
        return trainer().learningRate();
    }

    @Override
    public void learningRate(double rate) {
        trainer().learningRate(rate);
    }

    @Override
    public void stopTraining() {
        stopped = true;
    }

    /** Frees all native memory; to be called once no other thread uses this model. Does nothing where that is done. */
    @Override
    public void close() {
        if (ownsRuntime) {
            runtime.close();
        }
    }
}
