package dev.lamina.tensorflow;

import dev.lamina.tensorflow.runtime.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a model is compiled. A setter returns a changed copy.
 *
 * @param seed decides the first values of weights and all other random numbers: equal seeds make equal runs
 * @param executor how TensorFlow schedules operations; null lets training, or prediction where there is none, choose by
 *     the size of its steps
 * @param bfloat16 whether TensorFlow may compute in bfloat16 where it finds that safe: faster on processors that have it, less exact
 *     everywhere; weights stay float32
 * @param optimizesGraph whether TensorFlow optimizes a graph before it runs it for the first time, as it does by default. Steps are faster
 *     for it, and the first one comes later: where a model of many small layers runs a few steps, most time goes there
 */
public record CompileOptions(int seed, @Nullable Executor executor, boolean bfloat16, boolean optimizesGraph) {
    static final CompileOptions DEFAULT = new CompileOptions(0, null, false, true);

    public CompileOptions seed(int changed) {
        return new CompileOptions(changed, executor, bfloat16, optimizesGraph);
    }

    public CompileOptions executor(Executor changed) {
        return new CompileOptions(seed, changed, bfloat16, optimizesGraph);
    }

    public CompileOptions bfloat16(boolean changed) {
        return new CompileOptions(seed, executor, changed, optimizesGraph);
    }

    public CompileOptions optimizesGraph(boolean changed) {
        return new CompileOptions(seed, executor, bfloat16, changed);
    }
}
