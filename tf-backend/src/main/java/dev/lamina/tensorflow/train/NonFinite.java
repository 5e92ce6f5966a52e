package dev.lamina.tensorflow.train;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Node;
import dev.lamina.Operation;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Weight;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Objective;
import dev.lamina.lowering.Program;
import dev.lamina.lowering.WeightNames;
import dev.lamina.tensorflow.emit.Natives;
import dev.lamina.tensorflow.emit.Tf;
import dev.lamina.tensorflow.runtime.EmittedProgram;
import dev.lamina.tensorflow.runtime.Step;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/**
 * Finds where a step of training makes infinities or NaN first: in what it is fed, in a weight, in the output of a layer (also of one
 * inside an inner model), in a loss, or in the gradient of a weight.
 *
 * <p>Source: {@code tf.debugging.enable_check_numerics}.
 */
final class NonFinite {
    /** A tensor and what a reader calls it; the call that made it, if one did. */
    private record Suspect(
            String name, Output<?> tensor, @Nullable Node call) {}

    private final Trainer trainer;
    private final Model model;
    private final Map<SymbolicTensor, Output<?>> made = new IdentityHashMap<>();
    private final List<Suspect> suspects = new ArrayList<>();
    private final List<Output<?>> feeds;
    private final Step flags;

    /** Emits what a step computes, with all its layers' outputs. */
    NonFinite(Trainer trainer, DataBinding binding) {
        this.trainer = trainer;
        this.model = trainer.model();
        Objective objective = trainer.training().objective(binding.targets(), binding.weights());
        int outputs = model.outputs().list().size();
        Program program = Lowering.training(
                probe(model),
                (Model any,
                        List<SymbolicTensor> all,
                        List<@Nullable SymbolicTensor> masks,
                        BiFunction<String, TensorSpec, SymbolicTensor> feed) -> {
                    List<@Nullable SymbolicTensor> ours = masks.subList(0, outputs);
                    return objective.on(model, all.subList(0, outputs), ours, feed);
                });
        StepEmitter emitter = new StepEmitter(trainer.runtime(), program, model.name() + "/check");
        EmittedProgram emitted = emitter.emitted();
        this.feeds = emitted.feeds();
        for (int i = 0; i < feeds.size(); i++) {
            add("what is fed to \"" + program.inputs().get(i).name() + "\"", feeds.get(i), null);
        }
        addWeights();
        addCalls(emitted);
        program.losses().forEach(loss -> add("loss \"" + loss.name() + "\"", emitted.output(loss.tensor()), null));
        if (!trainer.training().optimizer().skipsSteps()) {
            addGradients(program, emitter.gradients(null, new ArrayList<>()));
        }
        this.flags = new Step(feeds, List.of(allFinite(emitted.tf())), List.of());
    }

    /** What an inner model computes of its inputs. */
    private NonFinite(Trainer trainer, Model inner) {
        this.trainer = trainer;
        this.model = inner;
        Objective nothing = (any, outputs, masks, feed) -> new Objective.Scalars(List.of(), List.of());
        EmittedProgram emitted =
                trainer.runtime().emitForward(Lowering.training(probe(inner), nothing), inner.name() + "/check");
        this.feeds = emitted.feeds();
        addCalls(emitted);
        this.flags = new Step(feeds, List.of(allFinite(emitted.tf())), List.of());
    }

    /** The model with what each of its calls makes as outputs, behind its own. */
    private static Model probe(Model model) {
        List<SymbolicTensor> outputs = new ArrayList<>(model.outputs().list());
        calls(model).forEach(call -> outputs.addAll(call.outputs()));
        return Model.of(model.name(), model.inputs().list(), outputs);
    }

    private static List<Node> calls(Model model) {
        return model.nodes().stream()
                .filter(node -> !(node.operation() instanceof Source))
                .toList();
    }

    private void addWeights() {
        for (Program.NamedWeight named : WeightNames.of(model)) {
            Output<?> value =
                    trainer.runtime().variables().weight(named.weight()).value();
            add("weight \"" + named.name() + "\"", value, null);
        }
    }

    private void addCalls(EmittedProgram emitted) {
        for (int i = 0; i < model.inputs().list().size(); i++) {
            made.put(model.inputs().list().get(i), feeds.get(i));
        }
        int at = model.outputs().list().size();
        for (Node call : calls(model)) {
            Operation operation = call.operation();
            for (SymbolicTensor output : call.outputs()) {
                Output<?> tensor = emitted.output(emitted.program().outputs().get(at++));
                made.put(output, tensor);
                add(operation.className() + " \"" + model.nameOf(operation) + "\"", tensor, call);
            }
        }
    }

    /** Those of the last layers first, as they are computed first. */
    private void addGradients(Program program, Map<Weight, Output<?>> gradients) {
        for (int i = program.weights().size() - 1; i >= 0; i--) {
            Program.NamedWeight named = program.weights().get(i);
            Output<?> gradient = gradients.get(named.weight());
            if (gradient != null) {
                add("the gradient of weight \"" + named.name() + "\"", gradient, null);
            }
        }
    }

    private void add(String name, Output<?> tensor, @Nullable Node call) {
        if (tensor.dataType().name().matches("DT_(FLOAT|DOUBLE|HALF|BFLOAT16)")) {
            suspects.add(new Suspect(name, tensor, call));
        }
    }

    private Output<?> allFinite(Tf tf) {
        List<Output<?>> finite = new ArrayList<>();
        for (Suspect suspect : suspects) {
            Output<?> each = tf.op("Reshape", tf.op("IsFinite", suspect.tensor()), tf.constant(List.of(-1)));
            finite.add(tf.op("All", each, tf.constant(List.of(0))));
        }
        return tf.op("Pack").inList(finite).out();
    }

    /**
     * Computes a step without taking it.
     *
     * @param run the number that the step draws at random by
     * @throws LaminaException if it makes infinities or NaN, naming where
     */
    void check(int epoch, int batch, List<Tensor> fed, long run) {
        Place found = find(fed, run);
        if (found != null) {
            throw new LaminaException(Facts.of("training of model \"" + model.name()
                            + "\" would make numbers that are not finite; the weights"
                            + " are those of the step before")
                    .and("step", "batch " + batch + " of epoch " + epoch)
                    .and("where", found.name())
                    .and("holds", describe(found.values()))
                    .and(
                            "inputs",
                            String.join(
                                    "\n",
                                    found.inputs().stream()
                                            .map(NonFinite::describe)
                                            .toList()))
                    .and("try", "a lower learning rate, clipping of gradients, or other data")
                    .toString());
        }
    }

    /** The first tensor that is not finite, and what the call that made it was given. */
    private record Place(String name, NdArray values, List<NdArray> inputs) {}

    private @Nullable Place find(List<Tensor> fed, long run) {
        NdArray finite = fetch(flags, fed, run).get(0);
        for (int i = 0; i < suspects.size(); i++) {
            if (finite.getDouble(i) == 0) {
                return place(suspects.get(i), fed, run);
            }
        }
        return null;
    }

    private Place place(Suspect suspect, List<Tensor> fed, long run) {
        List<Output<?>> fetches = new ArrayList<>();
        Node call = suspect.call();
        if (call != null) {
            call.arguments().tensors().stream()
                    .map(made::get)
                    .filter(Objects::nonNull)
                    .forEach(fetches::add);
        }
        fetches.add(suspect.tensor());
        Tf tf = trainer.runtime().tf().under("check");
        List<Output<?>> copies =
                fetches.stream().<Output<?>>map(each -> tf.op("Identity", each)).toList();
        List<NdArray> values = fetch(new Step(feeds, copies, List.of()), fed, run);
        List<NdArray> inputs = values.subList(0, values.size() - 1);
        Place outer = new Place(suspect.name(), values.get(values.size() - 1), inputs);
        if (call != null
                && call.operation() instanceof Model inner
                && inner.inputs().list().size() == inputs.size()) {
            return inside(inner, outer, run);
        }
        return outer;
    }

    private Place inside(Model inner, Place outer, long run) {
        NonFinite search = new NonFinite(trainer, inner);
        List<Tensor> fed = outer.inputs().stream().<Tensor>map(Natives::tensor).toList();
        try {
            Place found = search.find(fed, run);
            return found == null
                    ? outer
                    : new Place(found.name() + " in " + outer.name(), found.values(), found.inputs());
        } finally {
            fed.forEach(Tensor::close);
        }
    }

    private List<NdArray> fetch(Step step, List<Tensor> fed, long run) {
        trainer.runtime().runs(run);
        try (Result result = trainer.runtime().runNative(step, fed)) {
            List<NdArray> arrays = new ArrayList<>();
            for (int i = 0; i < result.size(); i++) {
                arrays.add(Natives.array(result.get(i)));
            }
            return arrays;
        }
    }

    /** Such as {@code (2, 3) float32: 1 NaN, 2 infinite, the others from -1.5 to 3.0}. */
    private static String describe(NdArray array) {
        int nans = 0;
        int infinite = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < array.size(); i++) {
            double value = array.getDouble(i);
            if (Double.isNaN(value)) {
                nans++;
            } else if (Double.isInfinite(value)) {
                infinite++;
            } else {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        List<String> parts = new ArrayList<>();
        if (nans > 0) {
            parts.add(nans + " NaN");
        }
        if (infinite > 0) {
            parts.add(infinite + " infinite");
        }
        if (least <= most) {
            parts.add((parts.isEmpty() ? "" : "the others ") + "from " + (float) least + " to " + (float) most);
        }
        return array.shape() + " " + array.dtype().kerasName() + ": " + String.join(", ", parts);
    }
}
