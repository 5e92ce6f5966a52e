package dev.lamina.tensorflow.train;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.Weight;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Program;
import dev.lamina.tensorflow.emit.Gradients;
import dev.lamina.tensorflow.runtime.EmittedProgram;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** The derivatives of a model's outputs, its layers being in inference mode. */
public final class OutputGradients {
    private final GraphRuntime runtime;
    private final EmittedProgram emitted;
    private @Nullable Named byInputs;
    private @Nullable Named byWeights;

    /** A step whose first tensors are outputs, and the names of those behind. */
    private record Named(Step step, List<String> names) {}

    /** Emits the model anew, so that gradients may be asked for. */
    public OutputGradients(GraphRuntime runtime, Model model) {
        this.runtime = runtime;
        this.emitted = runtime.emit(Lowering.inference(model), model.name() + "/gradients");
    }

    /** By the inputs. */
    public synchronized Derivatives byInputs(List<NdArray> inputs) {
        Named known = byInputs;
        if (known == null) {
            Map<String, SymbolicTensor> by = new LinkedHashMap<>();
            emitted.program().inputs().forEach(input -> by.put(input.name(), input.tensor()));
            known = named(by);
            byInputs = known;
        }
        return run(known, inputs);
    }

    /** By the weights. */
    public synchronized Derivatives byWeights(List<NdArray> inputs) {
        Named known = byWeights;
        if (known == null) {
            Map<Weight, SymbolicTensor> reads = StepEmitter.reads(emitted.program());
            Map<String, SymbolicTensor> by = new LinkedHashMap<>();
            for (Program.NamedWeight named : emitted.program().weights()) {
                SymbolicTensor read = reads.get(named.weight());
                if (read != null) {
                    by.put(named.name(), read);
                }
            }
            known = named(by);
            byWeights = known;
        }
        return run(known, inputs);
    }

    private Named named(Map<String, SymbolicTensor> by) {
        List<SymbolicTensor> of = emitted.program().outputs().stream()
                .filter(output -> output.dtype().isFloating())
                .toList();
        List<@Nullable Output<?>> found = Gradients.of(emitted.tf(), emitted.emitter(), of, List.copyOf(by.values()));
        List<Output<?>> fetches = new ArrayList<>(emitted.outputs());
        List<String> names = new ArrayList<>();
        int i = 0;
        for (String name : by.keySet()) {
            Output<?> gradient = found.get(i++);
            if (gradient != null) {
                names.add(name);
                fetches.add(emitted.tf().op("Identity", gradient));
            }
        }
        return new Named(new Step(emitted.feeds(), fetches, List.of()), names);
    }

    private Derivatives run(Named named, List<NdArray> inputs) {
        List<NdArray> values = runtime.execute(named.step(), inputs);
        int outputs = values.size() - named.names().size();
        Map<String, NdArray> by = new LinkedHashMap<>();
        for (int i = 0; i < named.names().size(); i++) {
            by.put(named.names().get(i), values.get(outputs + i));
        }
        return new Derivatives(values.subList(0, outputs), by);
    }
}
