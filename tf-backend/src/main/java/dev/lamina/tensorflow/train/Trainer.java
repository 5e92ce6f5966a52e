package dev.lamina.tensorflow.train;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.TensorSpec;
import dev.lamina.errors.LaminaException;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Objective;
import dev.lamina.lowering.Program;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.schedules.LearningRate;
import dev.lamina.tensorflow.emit.Natives;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Variable;
import dev.lamina.training.Training;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/** The steps of one model and one training, emitted when they are first needed. */
public final class Trainer {
    private static final System.Logger LOG = System.getLogger(Trainer.class.getName());

    private final GraphRuntime runtime;
    private final Model model;
    private final Training training;
    private final boolean choosesExecutor;
    private final Map<Key, LossStep> steps = new HashMap<>();
    private @Nullable OptimizerState state;
    private boolean adapted;

    /** Steps differ by what they are fed. */
    private record Key(boolean trains, List<@Nullable TensorSpec> targets, List<@Nullable TensorSpec> weights) {}

    /**
     * A trainer; nothing is emitted yet.
     *
     * @param choosesExecutor whether the executor follows the size of the steps
     */
    public Trainer(GraphRuntime runtime, Model model, Training training, boolean choosesExecutor) {
        this.runtime = runtime;
        this.model = model;
        this.training = training;
        this.choosesExecutor = choosesExecutor;
    }

    public Model model() {
        return model;
    }

    public Training training() {
        return training;
    }

    GraphRuntime runtime() {
        return runtime;
    }

    /** The same before the first step alone: batches that are given one by one may change their size at every step. */
    void adaptFirst(LossStep step, int batchSize) {
        if (!adapted) {
            adaptTo(step, batchSize);
        }
    }

    /** Changes to the executor that is faster for steps of this size. */
    void adaptTo(LossStep step, int batchSize) {
        adapted = true;
        if (choosesExecutor) {
            runtime.use(step.work().executor(batchSize));
        }
    }

    synchronized LossStep step(boolean trains, DataBinding binding) {
        Key key = new Key(trains, List.copyOf(nonNull(binding.targets())), List.copyOf(nonNull(binding.weights())));
        LossStep known = steps.get(key);
        if (known == null) {
            known = trains ? emitTraining(binding) : emitEvaluation(binding);
            steps.put(key, known);
        }
        return known;
    }

    private static List<TensorSpec> nonNull(List<@Nullable TensorSpec> specs) {
        List<TensorSpec> result = new ArrayList<>();
        for (TensorSpec spec : specs) {
            result.add(spec == null ? TensorSpec.of(dev.lamina.DType.BOOL) : spec);
        }
        return result;
    }

    private LossStep emitTraining(DataBinding binding) {
        Program program = Lowering.training(model, training.objective(binding.targets(), binding.weights()));
        runtime.declare(program.weights());
        List<String> unreached = new ArrayList<>();
        LossStep step = new StepEmitter(runtime, program, model.name() + "/train").training(state(), unreached);
        if (!unreached.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "model \"{0}\": the loss does not depend on {1}, which training leaves as it is",
                    model.name(),
                    String.join(", ", unreached));
        }
        return step;
    }

    private LossStep emitEvaluation(DataBinding binding) {
        Program program = Lowering.evaluation(model, training.objective(binding.targets(), binding.weights()));
        return new StepEmitter(runtime, program, model.name() + "/evaluate").evaluation();
    }

    private synchronized OptimizerState state() {
        OptimizerState known = state;
        if (known == null) {
            Objective nothing = (any, outputs, masks, feed) -> new Objective.Scalars(List.of(), List.of());
            List<Program.NamedWeight> trainable = Lowering.training(model, nothing).weights().stream()
                    .filter(named -> named.weight().trainable())
                    .toList();
            runtime.declare(trainable);
            known = new OptimizerState(runtime, training.optimizer(), trainable);
            state = known;
        }
        return known;
    }

    /** The optimizer's variables by name, in the order in which Keras's files number them. */
    public Map<String, Variable> optimizerVariables() {
        return state().byName();
    }

    /** How many steps of training there have been. */
    long iterations() {
        return ((long[]) runtime.variables().get(state().iteration()).storage())[0];
    }

    /** Begins the optimizer's copies of weights anew, where there was no step yet. */
    public void weightsChanged() {
        OptimizerState known = state;
        if (known != null && iterations() == 0) {
            known.copyWeights();
        }
    }

    /** Gives the weights the values that the optimizer keeps for the end of training, such as moving averages. */
    void finish() {
        OptimizerState kept = state();
        List<Integer> positions = kept.optimizer().finalValues(kept.trained());
        List<Variable> replaced = new ArrayList<>();
        List<Variable> sources = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            if (positions.get(i) >= 0) {
                replaced.add(runtime.variables().weight(kept.weights().get(i)));
                sources.add(kept.list().get(positions.get(i)));
            }
        }
        List<NdArray> values = runtime.variables().getAll(sources);
        Map<Variable, NdArray> stored = new LinkedHashMap<>();
        replaced.forEach(variable -> stored.put(variable, values.get(stored.size())));
        runtime.variables().setAll(stored);
    }

    /** The optimizers inside the optimizer, whose variables files hold a second time. */
    public List<Optimizer.Part> optimizerParts() {
        return state().optimizer().parts(state().trained());
    }

    /** The learning rate of the next step. */
    public double learningRate() {
        Variable variable = state().learningRate();
        return variable == null
                ? training.optimizer().learningRate().at(iterations())
                : runtime.variables().get(variable).scalar();
    }

    /**
     * Changes the learning rate.
     *
     * @throws LaminaException if a schedule gives it
     */
    public void learningRate(double rate) {
        Variable variable = state().learningRate();
        if (variable == null) {
            throw new LaminaException(
                    training.optimizer().schedules().isEmpty()
                            ? training.optimizer().name() + " has no rate of its own; each optimizer inside has one"
                            : "the learning rate follows "
                                    + training.optimizer().schedules().get(0)
                                    + " and cannot be set\n  try   an optimizer with a constant rate");
        }
        runtime.variables().set(variable, NdArray.of(new float[] {(float) rate}));
    }

    /**
     * Runs a step on native tensors.
     *
     * @param iteration the number of the step, for a schedule of the learning rate
     * @param kept what the metrics keep, as the step before left it; this step replaces it
     * @return the loss, and behind it the metrics
     */
    double[] run(LossStep step, List<Tensor> data, long iteration, Kept kept) {
        List<Tensor> all = new ArrayList<>(data);
        if (!step.fedRate()) {
            all.addAll(kept.tensors());
            return numbers(step, all, kept);
        }
        long count = training.optimizer().skipsSteps() ? iterations() : iteration;
        List<Tensor> rates = new ArrayList<>();
        try {
            for (LearningRate schedule : training.optimizer().schedules()) {
                rates.add(Natives.tensor(NdArray.of(new float[] {(float) schedule.at(count)})));
            }
            all.addAll(rates);
            all.addAll(kept.tensors());
            return numbers(step, all, kept);
        } finally {
            rates.forEach(Tensor::close);
        }
    }

    private double[] numbers(LossStep step, List<Tensor> tensors, Kept kept) {
        Result result = runtime.runNative(step.step(), tensors);
        kept.replace(result);
        NdArray vector = Natives.array(result.get(0));
        double[] values = new double[vector.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector.getDouble(i);
        }
        return values;
    }
}
