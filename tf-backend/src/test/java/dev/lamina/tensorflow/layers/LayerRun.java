package dev.lamina.tensorflow.layers;

import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.Tensors;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Objective;
import dev.lamina.lowering.Program;
import dev.lamina.lowering.WeightNames;
import dev.lamina.ops.Reductions;
import dev.lamina.tensorflow.emit.Gradients;
import dev.lamina.tensorflow.runtime.EmittedProgram;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Output;

/**
 * What one training step of a layer computes; the objective is the sum of its first output and of the losses it adds.
 *
 * @param weights the weights' values before the step, by their names in the layer
 */
record LayerRun(List<NdArray> outputs, Map<String, NdArray> weights, Map<String, NdArray> results) {
    /** Runs a layer of one input, with the values of some weights given. */
    static LayerRun training(
            Layer<?> layer, SymbolicTensor x, List<NdArray> fed, List<String> given, List<NdArray> values) {
        Model model = Model.of("tested", Tensors.one(x), Tensors.list(layer.outputsOn(x)));
        Objective objective = (any, outputs, masks, feed) ->
                new Objective.Scalars(List.of(new Program.Scalar("sum", Reductions.sum(outputs.get(0)))), List.of());
        Program program = Lowering.training(model, objective);
        Map<String, NdArray> before = new LinkedHashMap<>();
        try (GraphRuntime runtime = new GraphRuntime(0)) {
            List<Program.NamedWeight> weights = WeightNames.of(model);
            runtime.declare(weights);
            for (Program.NamedWeight weight : weights) {
                int position = given.indexOf(weight.weight().name());
                if (position >= 0) {
                    runtime.variables().set(runtime.variables().weight(weight.weight()), values.get(position));
                }
                before.put(
                        weight.weight().name(),
                        runtime.variables().get(runtime.variables().weight(weight.weight())));
            }
            EmittedProgram emitted = runtime.emit(program, "tested");
            List<Output<?>> all = new ArrayList<>(emitted.outputs());
            Map<String, Output<?>> named = fetches(emitted, program);
            all.addAll(named.values());
            List<NdArray> arrays = runtime.execute(new Step(emitted.feeds(), all, List.of()), fed);
            Map<String, NdArray> results = new LinkedHashMap<>();
            int next = emitted.outputs().size();
            for (String name : named.keySet()) {
                results.put(name, arrays.get(next++));
            }
            return new LayerRun(arrays.subList(0, emitted.outputs().size()), before, results);
        }
    }

    private static Map<String, Output<?>> fetches(EmittedProgram emitted, Program program) {
        Map<String, Output<?>> fetches = new LinkedHashMap<>();
        program.metrics().forEach(metric -> fetches.put("metric " + metric.name(), emitted.output(metric.tensor())));
        program.updates()
                .forEach(update -> fetches.put("update " + update.weight().name(), emitted.output(update.value())));
        Map<String, SymbolicTensor> by = new LinkedHashMap<>();
        program.inputs().forEach(input -> by.put(input.name(), input.tensor()));
        program.body()
                .forEach(node -> node.arguments().tensors().forEach(tensor -> {
                    if (Source.of(tensor) instanceof Source.WeightValue value
                            && value.weight().trainable()) {
                        by.put(value.weight().name(), tensor);
                    }
                }));
        List<SymbolicTensor> losses =
                program.losses().stream().map(Program.Scalar::tensor).toList();
        List<Output<?>> gradients = Gradients.of(emitted.tf(), emitted.emitter(), losses, List.copyOf(by.values()));
        List<String> names = List.copyOf(by.keySet());
        for (int i = 0; i < names.size(); i++) {
            if (gradients.get(i) != null) {
                fetches.put("gradient " + names.get(i), gradients.get(i));
            }
        }
        return fetches;
    }

    private NdArray result(String name) {
        return Objects.requireNonNull(results.get(name), () -> name + " is not among " + results.keySet());
    }

    double metric(String name) {
        return result("metric " + name).scalar();
    }

    NdArray gradient(String name) {
        return result("gradient " + name);
    }

    NdArray update(String weight) {
        return result("update " + weight);
    }

    NdArray before(String weight) {
        return Objects.requireNonNull(weights.get(weight), () -> weight + " is not among " + weights.keySet());
    }
}
