package dev.lamina.tensorflow;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Program;
import dev.lamina.lowering.WeightNames;
import dev.lamina.tensorflow.runtime.EmittedProgram;
import dev.lamina.tensorflow.runtime.Runtime;
import dev.lamina.tensorflow.runtime.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model with weights that can be run. */
public final class CompiledModel implements AutoCloseable {
    private final Model model;
    private final Runtime runtime;
    private final boolean ownsRuntime;
    private @Nullable Step prediction;

    CompiledModel(Model model, Runtime runtime, boolean ownsRuntime) {
        this.model = model;
        this.runtime = runtime;
        this.ownsRuntime = ownsRuntime;
        runtime.declare(WeightNames.of(model));
    }

    public Model model() {
        return model;
    }

    /** Another model over the same layers, such as the encoder of an autoencoder: it shares this one's weights. */
    public CompiledModel part(Model other) {
        return new CompiledModel(other, runtime, false);
    }

    /** The model's outputs for one batch of inputs. */
    public List<NdArray> predictOnBatch(NdArray... inputs) {
        return runtime.run(prediction(), List.of(inputs));
    }

    private synchronized Step prediction() {
        Step known = prediction;
        if (known == null) {
            EmittedProgram emitted = runtime.emit(Lowering.inference(model), model.name() + "/predict");
            known = new Step(emitted.feeds(), emitted.outputs(), List.of());
            prediction = known;
        }
        return known;
    }

    /** The weights by name, in the order of files. */
    public Map<String, NdArray> weights() {
        Map<String, NdArray> values = new LinkedHashMap<>();
        for (Program.NamedWeight named : WeightNames.of(model)) {
            values.put(named.name(), runtime.get(runtime.weight(named.weight())));
        }
        return values;
    }

    @Override
    public void close() {
        if (ownsRuntime) {
            runtime.close();
        }
    }
}
