package dev.lamina.tensorflow.runtime;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RewriterConfig;

/**
 * How TensorFlow schedules the operations of a step.
 *
 * <p>TensorFlow takes the number of threads in an operation from the first session of the process, unless the environment
 * variable {@code TF_OVERRIDE_GLOBAL_THREADPOOL} was 1 when the process began: then each session has its own.
 * {@code samples/lamina} sets it; small steps are up to twice as fast with it.
 */
public enum Executor {
    /** Several operations at once, and several threads in each: best where single operations are large. */
    PARALLEL,
    /** Several operations at once, each in one thread: best for what lies between. */
    THREAD_PER_OPERATION,
    /** The calling thread alone: best where a step is short, since no time goes into handing work over. */
    SINGLE_THREADED;

    ConfigProto config(boolean bfloat16, boolean optimizesGraph) {
        ConfigProto.Builder config = ConfigProto.newBuilder();
        if (this != PARALLEL) {
            config.setIntraOpParallelismThreads(1);
        }
        if (this == SINGLE_THREADED) {
            config.getExperimentalBuilder().setExecutorType("SINGLE_THREADED_EXECUTOR");
        }
        if (bfloat16) {
            config.getGraphOptionsBuilder()
                    .getRewriteOptionsBuilder()
                    .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
        }
        if (!optimizesGraph) {
            config.getGraphOptionsBuilder().getRewriteOptionsBuilder().setDisableMetaOptimizer(true);
        }
        return config.build();
    }
}
