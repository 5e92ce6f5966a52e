package dev.lamina.tensorflow.golden;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.Weight;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Objective;
import dev.lamina.lowering.Program;
import dev.lamina.lowering.WeightNames;
import dev.lamina.ops.Reductions;
import dev.lamina.tensorflow.emit.Gradients;
import dev.lamina.tensorflow.runtime.EmittedProgram;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Step;
import dev.lamina.tensorflow.runtime.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Output;

/**
 * One run of a model with the weights of a golden case: outputs, losses, and the gradients of the sum of
 * {@code output * cotangent}.
 *
 * @param losses what the layers and regularizers add
 * @param gradients by the names of {@code arrays.npz}; those that do not exist are left out
 */
record GoldenRun(List<NdArray> outputs, List<Double> losses, Map<String, NdArray> gradients) {
    private static final String OBJECTIVE = "golden";

    static GoldenRun of(Model model, Map<String, NdArray> arrays, boolean training) {
        List<Program.NamedWeight> weights = WeightNames.of(model);
        List<NdArray> values = GoldenCase.numbered(arrays, "weight_");
        Map<Integer, NdArray> cotangents = new LinkedHashMap<>();
        for (int i = 0; i < model.outputs().list().size(); i++) {
            if (arrays.containsKey("cotangent_" + i)) {
                // .npz files hold bfloat16 as float32.
                DType type = model.outputs().list().get(i).dtype();
                cotangents.put(i, arrays.get("cotangent_" + i).cast(type));
            }
        }
        Objective objective = objective(cotangents);
        Program program = training ? Lowering.training(model, objective) : Lowering.evaluation(model, objective);
        List<NdArray> fed = new ArrayList<>(GoldenCase.numbered(arrays, "input_"));
        fed.addAll(cotangents.values());
        try (GraphRuntime runtime = new GraphRuntime(0)) {
            Map<Variable, NdArray> set = new LinkedHashMap<>();
            for (int i = 0; i < weights.size(); i++) {
                Weight weight = weights.get(i).weight();
                runtime.variables()
                        .share(weight, runtime.variables().create(weights.get(i).name(), weight.spec()));
                set.put(
                        runtime.variables().weight(weight),
                        values.get(i).cast(weight.spec().dtype()));
            }
            runtime.variables().setAll(set);
            return run(runtime, runtime.emit(program, "golden"), weights, fed);
        }
    }

    /** The sum of all {@code output * cotangent}; nothing where no output is of a floating type. */
    private static Objective objective(Map<Integer, NdArray> cotangents) {
        return (model, outputs, masks, feed) -> {
            SymbolicTensor sum = null;
            for (int i : cotangents.keySet()) {
                SymbolicTensor cotangent =
                        feed.apply("cotangent_" + i, outputs.get(i).spec());
                SymbolicTensor part = Reductions.sum(outputs.get(i).times(cotangent));
                sum = sum == null ? part : sum.plus(part);
            }
            return new Objective.Scalars(
                    sum == null ? List.of() : List.of(new Program.Scalar(OBJECTIVE, sum)), List.of());
        };
    }

    private static GoldenRun run(
            GraphRuntime runtime, EmittedProgram emitted, List<Program.NamedWeight> weights, List<NdArray> fed) {
        Program program = emitted.program();
        Map<String, SymbolicTensor> sources = sources(program, weights);
        List<SymbolicTensor> objective = new ArrayList<>();
        List<Output<?>> fetches = new ArrayList<>(emitted.outputs());
        int losses = 0;
        for (Program.Scalar loss : program.losses()) {
            if (loss.name().equals(OBJECTIVE)) {
                objective.add(loss.tensor());
            } else {
                fetches.add(emitted.output(loss.tensor()));
                losses++;
            }
        }
        List<String> found = new ArrayList<>();
        if (!objective.isEmpty()) {
            List<Output<?>> gradients =
                    Gradients.of(emitted.tf(), emitted.emitter(), objective, List.copyOf(sources.values()));
            List<String> names = List.copyOf(sources.keySet());
            for (int i = 0; i < names.size(); i++) {
                if (gradients.get(i) != null) {
                    found.add(names.get(i));
                    fetches.add(gradients.get(i));
                }
            }
        }
        List<NdArray> results = runtime.execute(new Step(emitted.feeds(), fetches, List.of()), fed);
        int outputs = program.outputs().size();
        Map<String, NdArray> gradients = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            gradients.put(found.get(i), results.get(outputs + losses + i));
        }
        return new GoldenRun(
                results.subList(0, outputs),
                results.subList(outputs, outputs + losses).stream()
                        .map(NdArray::scalar)
                        .toList(),
                gradients);
    }

    /** The inputs and weights of a program, by the names that their gradients have in {@code arrays.npz}. */
    private static Map<String, SymbolicTensor> sources(Program program, List<Program.NamedWeight> weights) {
        Map<String, SymbolicTensor> sources = new LinkedHashMap<>();
        for (int i = 0; i < program.inputs().size(); i++) {
            SymbolicTensor input = program.inputs().get(i).tensor();
            if (!program.inputs().get(i).name().startsWith("cotangent_")
                    && input.dtype().isFloating()) {
                sources.put("grad_input_" + i, input);
            }
        }
        List<Weight> order = weights.stream().map(Program.NamedWeight::weight).toList();
        program.body()
                .forEach(node -> node.arguments().tensors().forEach(tensor -> {
                    if (Source.of(tensor) instanceof Source.WeightValue value
                            && value.weight().trainable()) {
                        sources.put("grad_weight_" + order.indexOf(value.weight()), tensor);
                    }
                }));
        return sources;
    }
}
