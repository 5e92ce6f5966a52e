package dev.lamina.tensorflow;

import dev.lamina.Model;
import dev.lamina.tensorflow.runtime.Executor;
import dev.lamina.tensorflow.runtime.Runtime;
import dev.lamina.training.Training;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Compiles models to TensorFlow graphs. */
public final class TensorFlowBackend {
    private TensorFlowBackend() {}

    /** Compiles a model for prediction, with fresh weights. */
    public static CompiledModel compile(Model model) {
        return compile(model, null, CompileOptions.DEFAULT);
    }

    /** Compiles a model for training and prediction, with fresh weights. */
    public static CompiledModel compile(Model model, Training training) {
        return compile(model, training, CompileOptions.DEFAULT);
    }

    /**
     * Compiles a model with options.
     *
     * @param options from the defaults, such as {@code options -> options.seed(7)}
     */
    public static CompiledModel compile(Model model, Training training, UnaryOperator<CompileOptions> options) {
        return compile(model, training, options.apply(CompileOptions.DEFAULT));
    }

    private static CompiledModel compile(Model model, @Nullable Training training, CompileOptions options) {
        Runtime runtime = new Runtime(options.seed());
        Executor executor = options.executor();
        if (executor != null) {
            runtime.use(executor);
        }
        return new CompiledModel(model, training, runtime, true);
    }
}
