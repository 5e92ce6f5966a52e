package dev.lamina.tensorflow;

import dev.lamina.Model;
import dev.lamina.tensorflow.runtime.Runtime;

/** Compiles models to TensorFlow graphs. */
public final class TensorFlowBackend {
    private TensorFlowBackend() {}

    /** Compiles a model for prediction, with fresh weights. */
    public static CompiledModel compile(Model model) {
        return new CompiledModel(model, new Runtime(0), true);
    }
}
