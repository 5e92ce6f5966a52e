package dev.lamina.tensorflow.train;

import dev.lamina.Constraint;
import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.Weight;
import dev.lamina.errors.LaminaException;
import dev.lamina.lowering.Program;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.tensorflow.emit.Gradients;
import dev.lamina.tensorflow.emit.Tf;
import dev.lamina.tensorflow.runtime.EmittedProgram;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Step;
import dev.lamina.tensorflow.runtime.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * Emits steps of training and of evaluation.
 *
 * <p>In a step of training every weight is read before anything is stored in it, by control edges, and each update runs once:
 * what is fetched, and every update, is of the weights as they were before the step. Where a layer gives a trained weight a new value,
 * the optimizer changes that one.
 */
final class StepEmitter {
    private final GraphRuntime runtime;
    private final EmittedProgram emitted;
    private final Tf tf;

    StepEmitter(GraphRuntime runtime, Program program, String scope) {
        this.runtime = runtime;
        this.emitted = program.training() ? runtime.emit(program, scope) : runtime.emitForward(program, scope);
        this.tf = emitted.tf();
    }

    /** The program in its graph. */
    EmittedProgram emitted() {
        return emitted;
    }

    /** The losses and metrics without changing anything. */
    LossStep evaluation() {
        return step(new ArrayList<>(emitted.feeds()), emitted.storing(runtime.variables()::weight), false);
    }

    private LossStep step(List<Output<?>> feeds, List<Operation> targets, boolean fedRate) {
        Program program = emitted.program();
        feeds.addAll(emitted.kept());
        return new LossStep(
                new Step(feeds, fetches(), targets),
                program.metrics().stream().map(Program.Scalar::name).toList(),
                program.measures().stream().flatMap(StepEmitter::names).toList(),
                program.kept().stream().map(StepEmitter::initial).toList(),
                fedRate,
                Work.of(program));
    }

    /** A metric of several numbers is reported number by number. */
    private static Stream<String> names(Program.Measure measure) {
        Shape shape = measure.result().shape();
        return shape.rank() == 0
                ? Stream.of(measure.name())
                : IntStream.range(0, Math.toIntExact(shape.elements())).mapToObj(i -> measure.name() + "[" + i + "]");
    }

    private static NdArray initial(Program.Kept kept) {
        Shape shape = kept.before().shape();
        double[] values = new double[Math.toIntExact(shape.elements())];
        java.util.Arrays.fill(values, kept.initial());
        return NdArray.of(values, shape.sizes());
    }

    /** One vector, whatever a step reports, and behind it what metrics keep. */
    private List<Output<?>> fetches() {
        List<Output<?>> scalars = new ArrayList<>();
        scalars.add(tf.cast(total(), DType.FLOAT64));
        emitted.program().metrics().forEach(metric -> scalars.add(output(metric.tensor())));
        List<Output<?>> vectors = new ArrayList<>();
        for (Program.Measure measure : emitted.program().measures()) {
            if (measure.result().shape().rank() == 0 && vectors.isEmpty()) {
                scalars.add(output(measure.result()));
            } else {
                vectors.add(tf.op("Reshape", output(measure.result()), tf.constant(NdArray.of(new int[] {-1}, 1))));
            }
        }
        Output<?> all = tf.op("Pack").inList(scalars).out();
        if (!vectors.isEmpty()) {
            vectors.add(0, all);
            all = tf.op("ConcatV2").inList(vectors).input(tf.constant(0)).out();
        }
        List<Output<?>> fetches = new ArrayList<>(List.of(all));
        emitted.program().kept().forEach(kept -> fetches.add(tf.op("Identity", emitted.output(kept.after()))));
        return fetches;
    }

    private Output<?> output(SymbolicTensor tensor) {
        return tf.cast(emitted.output(tensor), DType.FLOAT64);
    }

    private Output<?> total() {
        Output<?> sum = null;
        for (Program.Scalar loss : emitted.program().losses()) {
            Output<?> value = emitted.output(loss.tensor());
            sum = sum == null ? value : tf.op("AddV2", sum, value);
        }
        return sum == null ? tf.constant(0f) : sum;
    }

    /**
     * One step of an optimizer.
     *
     * @param unreached takes the names of trainable weights that the losses do not depend on; they stay as they are
     * @throws LaminaException if there is no loss
     */
    LossStep training(OptimizerState state, List<String> unreached) {
        Optimizer optimizer = state.optimizer();
        Map<Weight, Output<?>> gradients = gradients(scale(state), unreached);
        List<Output<?>> rates = new ArrayList<>();
        for (int i = 0; i < optimizer.schedules().size(); i++) {
            rates.add(tf.placeholder("learning_rate_" + i, DType.FLOAT32, Shape.scalar()));
        }
        Before before = new Before(runtime, emitted.stores(runtime.variables()::weight));
        List<Operation> targets = FusedUpdates.has(optimizer)
                ? fused(state, before, gradients, rates)
                : new ArrayList<>(ComposedUpdates.emit(before, state, tf, gradients, rates));
        targets.addAll(before.stores());
        List<Output<?>> feeds = new ArrayList<>(emitted.feeds());
        feeds.addAll(rates);
        return step(feeds, List.of(tf.group(targets)), !rates.isEmpty());
    }

    private List<Operation> fused(
            OptimizerState state, Before before, Map<Weight, Output<?>> gradients, List<Output<?>> rates) {
        Optimizer optimizer = state.optimizer();
        Variable variable = state.learningRate();
        FusedUpdates updates =
                new FusedUpdates(before, tf, optimizer, state, variable == null ? rates.get(0) : variable.value());
        List<Operation> targets = new ArrayList<>();
        clipped(optimizer, gradients)
                .forEach((weight, gradient) -> targets.add(constrained(weight, updates.update(weight, gradient))));
        targets.add(updates.count());
        return targets;
    }

    /** By what losses are multiplied before gradients are taken; null for 1. */
    private @Nullable Output<?> scale(OptimizerState state) {
        List<SymbolicTensor> kept = new ArrayList<>();
        List<Output<?>> values = new ArrayList<>();
        for (Variable variable : state.list()) {
            kept.add(Fragment.input(variable.spec()));
            values.add(variable.value());
        }
        SymbolicTensor scale = state.optimizer().lossScale(kept);
        return scale == null
                ? null
                : Fragment.emit(tf, kept, values, List.of(scale)).get(0);
    }

    /**
     * The derivatives of the losses by the trainable weights that they depend on.
     *
     * @param scale what the losses are multiplied by; null for 1
     * @param unreached takes the names of the other trainable weights
     * @throws LaminaException if there is no loss
     */
    Map<Weight, Output<?>> gradients(@Nullable Output<?> scale, List<String> unreached) {
        Program program = emitted.program();
        if (program.losses().isEmpty()) {
            throw new LaminaException(
                    "model \"" + program.name() + "\" has nothing to minimize\n  try   loss(...) in its"
                            + " training, or a layer that adds a loss");
        }
        Map<Weight, SymbolicTensor> reads = reads(program);
        List<Program.NamedWeight> read = program.weights().stream()
                .filter(named -> named.weight().trainable() && reads.containsKey(named.weight()))
                .toList();
        List<@Nullable Output<?>> found = Gradients.of(
                tf,
                emitted.emitter(),
                program.losses().stream().map(Program.Scalar::tensor).toList(),
                read.stream().map(named -> reads.get(named.weight())).toList(),
                scale);
        Map<Weight, Output<?>> gradients = new LinkedHashMap<>();
        for (int i = 0; i < read.size(); i++) {
            Output<?> gradient = found.get(i);
            if (gradient != null) {
                gradients.put(read.get(i).weight(), gradient);
            }
        }
        program.weights().stream()
                .filter(named -> named.weight().trainable() && !gradients.containsKey(named.weight()))
                .forEach(named -> unreached.add(named.name()));
        return gradients;
    }

    /** The tensors by which a program reads its weights. */
    static Map<Weight, SymbolicTensor> reads(Program program) {
        Map<Weight, SymbolicTensor> reads = new HashMap<>();
        List<SymbolicTensor> seen = new ArrayList<>();
        program.body().forEach(node -> seen.addAll(node.arguments().tensors()));
        program.losses().forEach(loss -> seen.add(loss.tensor()));
        seen.addAll(program.outputs());
        for (SymbolicTensor tensor : seen) {
            if (Source.of(tensor) instanceof Source.WeightValue value) {
                reads.put(value.weight(), tensor);
            }
        }
        return reads;
    }

    private Map<Weight, Output<?>> clipped(Optimizer optimizer, Map<Weight, Output<?>> gradients) {
        List<SymbolicTensor> raw = new ArrayList<>();
        gradients.forEach((weight, gradient) -> raw.add(Fragment.input(weight.spec())));
        if (raw.isEmpty()) {
            return gradients;
        }
        List<SymbolicTensor> clipped = optimizer.clipped(raw);
        if (clipped.equals(raw)) {
            return gradients;
        }
        List<Output<?>> results = Fragment.emit(tf, raw, List.copyOf(gradients.values()), clipped);
        Map<Weight, Output<?>> changed = new LinkedHashMap<>();
        gradients.keySet().forEach(weight -> changed.put(weight, results.get(changed.size())));
        return changed;
    }

    private Operation constrained(Weight weight, Operation update) {
        Constraint constraint = weight.constraint();
        if (constraint == null) {
            return update;
        }
        Variable variable = runtime.variables().weight(weight);
        SymbolicTensor input = Fragment.input(weight.spec());
        Output<?> projected = Fragment.emit(
                        tf,
                        List.of(input),
                        List.of(variable.readAfter(tf, List.of(update))),
                        List.of(constraint.project(input)))
                .get(0);
        return variable.assign(tf, projected);
    }
}
