package dev.lamina.tensorflow;

import dev.lamina.Model;
import dev.lamina.backend.Backend;
import dev.lamina.backend.Predictor;
import java.nio.file.Path;

/** TensorFlow as {@link Backend#installed} finds it. Whoever knows that it is TensorFlow uses {@link TensorFlowBackend}. */
public final class InstalledBackend implements Backend {
    /** Called by {@link java.util.ServiceLoader}. */
    public InstalledBackend() {}

    @Override
    public Predictor open(Model model, Path weights) {
        CompiledModel compiled = TensorFlowBackend.compile(model);
        try {
            compiled.loadWeights(weights);
            return compiled;
        } catch (RuntimeException e) {
            compiled.close();
            throw e;
        }
    }
}
