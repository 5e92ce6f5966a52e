package dev.lamina.tensorflow;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.backend.Predictor;
import dev.lamina.errors.LaminaException;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Program;
import dev.lamina.lowering.WeightNames;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Dataset;
import dev.lamina.tensorflow.files.WeightTree;
import dev.lamina.tensorflow.runtime.EmittedProgram;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Step;
import dev.lamina.tensorflow.serving.ExportOptions;
import dev.lamina.tensorflow.train.BatchOptions;
import dev.lamina.tensorflow.train.Derivatives;
import dev.lamina.tensorflow.train.EvaluateLoop;
import dev.lamina.tensorflow.train.FitLoop;
import dev.lamina.tensorflow.train.FitOptions;
import dev.lamina.tensorflow.train.History;
import dev.lamina.tensorflow.train.OneBatch;
import dev.lamina.tensorflow.train.OutputGradients;
import dev.lamina.tensorflow.train.PredictLoop;
import dev.lamina.tensorflow.train.TrainedModel;
import dev.lamina.tensorflow.train.Trainer;
import dev.lamina.tensorflow.train.Work;
import dev.lamina.training.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Session;

/** A model with weights that can be run. Predictions may run in many threads at once; training runs in one. */
public final class CompiledModel implements TrainedModel, Predictor {
    /** What Keras takes for the size of a file of several. */
    private static final long SHARD_BYTES = 5L << 30;

    private final Model model;
    private final GraphRuntime runtime;
    private final boolean choosesExecutor;
    private final boolean ownsRuntime;
    private final @Nullable Trainer trainer;
    private @Nullable Inference inference;
    private @Nullable OutputGradients gradients;
    private volatile boolean stopped;

    /** The step that predicts, and the work of one example. */
    private record Inference(Step step, Work work) {}

    CompiledModel(
            Model model,
            @Nullable Trainer trainer,
            GraphRuntime runtime,
            boolean choosesExecutor,
            boolean ownsRuntime) {
        this.model = model;
        this.runtime = runtime;
        this.choosesExecutor = choosesExecutor;
        this.ownsRuntime = ownsRuntime;
        this.trainer = trainer;
        runtime.declare(WeightNames.of(model));
    }

    @Override
    public Model model() {
        return model;
    }

    /** Another model over the same layers, such as the encoder of an autoencoder: it shares this one's weights. */
    @Override
    public CompiledModel part(Model other) {
        return new CompiledModel(other, null, runtime, choosesExecutor, false);
    }

    /**
     * Another model over the same layers, trained in a way of its own: with its own optimizer, on its own losses. Where the two take
     * turns, each changes only those weights that are trainable in it, as generator and discriminator do:
     *
     * <pre>{@code
     * Model gan = Model.of("gan", noise, discriminator.trainable(false).on(noise.then(generator)));
     * try (var judge = TensorFlowBackend.compile(discriminator, training().loss(binaryCrossentropy()))) {
     *     var forger = judge.part(gan, training().loss(binaryCrossentropy()));
     *     judge.trainOnBatch(imagesOfBoth, whichAreReal);
     *     forger.trainOnBatch(noises, ones);
     * }
     * }</pre>
     *
     * <p>With losses that are added by {@code addLoss}, or are a function of the outputs, this is also a step of training of one's
     * own: a model from all that the step takes to all that it minimizes.
     */
    public CompiledModel part(Model other, Training training) {
        Trainer own = new Trainer(runtime, other, training.of(other), choosesExecutor);
        return new CompiledModel(other, own, runtime, choosesExecutor, false);
    }

    /**
     * This model with its weights as they are, trained otherwise from now on, by an optimizer that begins anew: what a second {@code
     * compile()} is in Keras. Close this one, not what is returned.
     */
    public CompiledModel recompile(Training training) {
        return part(model, training);
    }

    /**
     * The same with other layers frozen, as for fine-tuning.
     *
     * @param changed this model with some layers exchanged for others with the same weights, such as {@code
     *     run.model().trainableLayers(name -> name.startsWith("head"))}; both share the weights of one name
     * @throws LaminaException if it has other weights
     */
    public CompiledModel recompile(Model changed, Training training) {
        values().shareWith(changed);
        return part(changed, training);
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
    @Override
    public List<NdArray> predict(NdArray... inputs) {
        return predict(dataset(inputs), options -> options);
    }

    /** The model's outputs for any number of examples, in order. */
    public List<NdArray> predict(Dataset data, UnaryOperator<BatchOptions> options) {
        BatchOptions chosen = options.apply(EvaluateLoop.options());
        int size = data.size() == Dataset.UNKNOWN ? chosen.batchSize() : Math.min(chosen.batchSize(), data.size());
        return new PredictLoop(runtime, this, prediction(size), data, chosen).predict();
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
        List<NdArray> batch = OneBatch.inputs(model, List.of(inputs));
        return runtime.execute(prediction(batch.get(0).shape().size(0)), batch);
    }

    /**
     * Predicts zeros, so that the first real prediction does not wait until TensorFlow has prepared the graph.
     *
     * @param batchSize how many at once
     */
    public void warmUp(int batchSize) {
        runtime.execute(prediction(batchSize), OneBatch.zeros(model, batchSize));
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

    private synchronized Step prediction(int batchSize) {
        Inference known = inference;
        if (known == null) {
            Program program = Lowering.inference(model);
            Work work = Work.of(program);
            suit(work, batchSize);
            EmittedProgram emitted = runtime.emitForward(program, model.name() + "/predict");
            Step step = new Step(emitted.feeds(), emitted.outputs(), emitted.storing(runtime.variables()::weight));
            known = new Inference(step, work);
            inference = known;
        } else {
            suit(known.work(), batchSize);
        }
        return known.step();
    }

    private void suit(Work work, int batchSize) {
        if (choosesExecutor) {
            runtime.suit(work.executor(batchSize));
        }
    }

    /** What the model's outputs for one batch depend on: their derivatives by its floating-point inputs, by name. */
    public Derivatives inputGradients(NdArray... inputs) {
        return gradients().byInputs(OneBatch.inputs(model, List.of(inputs)));
    }

    /** What the model's outputs for one batch depend on: their derivatives by its weights, also those that are frozen, by name. */
    public Derivatives weightGradients(NdArray... inputs) {
        return gradients().byWeights(OneBatch.inputs(model, List.of(inputs)));
    }

    private synchronized OutputGradients gradients() {
        OutputGradients known = gradients;
        if (known == null) {
            known = new OutputGradients(runtime, model);
            gradients = known;
        }
        return known;
    }

    @Override
    public Map<String, NdArray> weights() {
        return values().get();
    }

    /**
     * Stores values in all weights, or in none where one does not fit.
     *
     * @param values in the order of {@link #weights()}, which is that of Keras's {@code model.weights}
     * @throws LaminaException if their number, or the shape or type of one, differs
     */
    public void setWeights(List<NdArray> values) {
        values().set(values);
        weightsChanged();
    }

    /**
     * Stores values in some weights, or in none where one does not fit.
     *
     * @param values by the names of {@link #weights()}
     * @throws LaminaException if a name is not among them, or the shape or type of a value differs
     */
    @Override
    public void setWeights(Map<String, NdArray> values) {
        values().set(values);
        weightsChanged();
    }

    private void weightsChanged() {
        if (trainer != null) {
            trainer.weightsChanged();
        }
    }

    /** Lets stateful layers forget what they remember of the batches so far. */
    public void resetStates() {
        values().resetStates();
    }

    private WeightValues values() {
        return new WeightValues(model, runtime);
    }

    /**
     * Saves the model, its weights and, where it was compiled for training, the state of its optimizer: real Keras opens the file,
     * and training goes on where it stopped. A file that was there before stays as it was until the new one is whole.
     *
     * @param file a name that ends in {@code .keras}, or in {@code .h5} for the older layout, which Keras reads still
     * @throws dev.lamina.tensorflow.files.ModelFileException if it cannot be written
     * @throws dev.lamina.errors.ConfigException if the model or its training holds what Keras has no words for
     */
    @Override
    public void save(Path file) {
        store().save(file);
    }

    /**
     * Writes a SavedModel, for TensorFlow Serving, Python's {@code tf.saved_model.load}, and
     * {@link dev.lamina.tensorflow.serving.SavedModel}. See {@link #export(Path, UnaryOperator)}.
     */
    public void export(Path folder) {
        export(folder, options -> options);
    }

    /**
     * Writes a SavedModel: the graph of inference and its weights. Its signatures {@code serving_default} and {@code serve} are as Keras's
     * {@code model.export} makes them: inputs have the names of the model's, outputs the keys of a dictionary or else {@code output_0},
     * {@code output_1} …; batches may be of any size. {@link TensorFlowBackend#load(Path)} gives the whole model back, to train on. A
     * SavedModel that was there before stays as it was until the new one is whole.
     *
     * <pre>{@code
     * vqVae.export(Path.of("serving/vq_vae/1"), options -> options.signature("encode", encoder).signature("decode", decoder));
     * }</pre>
     *
     * @param folder a new name, or that of a SavedModel to replace; TensorFlow Serving wants a number
     * @param options from the defaults
     * @throws dev.lamina.tensorflow.files.ModelFileException if it cannot be written, or something else is there
     * @throws dev.lamina.errors.ConfigException if the model or its training holds what Keras has no words for; {@code servingOnly(true)}
     *     does without them
     * @throws LaminaException if the model of a signature is no part of this one
     */
    public void export(Path folder, UnaryOperator<ExportOptions> options) {
        store().export(folder, options.apply(ExportOptions.defaults()));
    }

    /**
     * Saves what a {@code .keras} file holds as files in a folder, as Keras does with {@code zipped=False}.
     *
     * @param folder its name does not end in {@code .keras}; it is made where it is not there
     */
    public void saveUnzipped(Path folder) {
        store().saveUnzipped(folder);
    }

    /**
     * Saves the weights without the model.
     *
     * @param file a name that ends in {@code .weights.h5}, in {@code .weights.json} for several files of up to 5 GiB and an index of
     *     them, or in {@code .h5} for the layout of Keras 2, which alone has no room for the state of the optimizer
     * @throws dev.lamina.tensorflow.files.ModelFileException if it cannot be written
     */
    @Override
    public void saveWeights(Path file) {
        saveWeights(file, SHARD_BYTES);
    }

    /** Saves the weights in files of a size; one array that is larger has a file of its own. See {@link #saveWeights(Path)}. */
    public void saveWeights(Path file, long maxShardBytes) {
        store().saveWeights(file, maxShardBytes);
    }

    /**
     * Takes the weights of a file that has those of this model, no more and no less, and the state of the optimizer where the file has
     * one that fits. See {@link #loadWeights(Path, UnaryOperator)}.
     */
    public WeightReport loadWeights(Path file) {
        return loadWeights(file, options -> options);
    }

    /**
     * Takes weights of a file: one of weights of any kind that {@link #saveWeights} or Keras writes, or that of a whole model.
     *
     * <pre>{@code
     * CompiledModel model = TensorFlowBackend.compile(Sequential.of("m", input("x", 4), dense(8).name("body"), dense(3).name("head")));
     * model.saveWeights(Path.of("m.weights.h5"));
     * WeightReport report = model.loadWeights(
     *     Path.of("m.weights.h5"), load -> load.byName(true).skipMismatch(true)); // all but a head of another shape
     * }</pre>
     *
     * @param options by default the file must have the weights of this model, no more and no less, matched by place; with
     *     {@code byName} layers are matched by their names, and those on one side alone are left; with {@code skipMismatch} what does
     *     not fit is left as it was
     * @return what was loaded, was missing, left over, or of another shape
     * @throws dev.lamina.tensorflow.files.ModelFileException if it cannot be read, holds weights that may not differ as they do, or
     *     nothing that fits; all weights are then as they were
     */
    public WeightReport loadWeights(Path file, UnaryOperator<WeightOptions> options) {
        return store().loadWeights(file, options.apply(WeightOptions.STRICT));
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

    /** TensorFlow's graph, in which {@code dense_kernel/ReadVariableOp} reads {@code dense/kernel}; for what Lamina has no words for. */
    @Override
    public Graph graph() {
        return runtime.graph();
    }

    /**
     * TensorFlow's session on {@link #graph}. Training may exchange it for another with another executor, unless the executor was
     * chosen in {@link CompileOptions}: ask for it anew behind {@code fit}, and do not close it.
     */
    public Session session() {
        return runtime.session();
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
