package dev.lamina.tensorflow;

import dev.lamina.tensorflow.runtime.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a model is compiled. A setter returns a changed copy.
 *
 * @param seed decides the first values of weights and all other random numbers: equal seeds make equal runs
 * @param executor how TensorFlow schedules operations; null lets training choose by the size of its steps
 */
public record CompileOptions(int seed, @Nullable Executor executor) {
    static final CompileOptions DEFAULT = new CompileOptions(0, null);

    public CompileOptions seed(int changed) {
        return new CompileOptions(changed, executor);
    }

    public CompileOptions executor(Executor changed) {
        return new CompileOptions(seed, changed);
    }
}
