package dev.lamina.tensorflow.runtime;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RewriterConfig;

/** How TensorFlow schedules the operations of a step. */
public enum Executor {
    /** A pool of threads: best where single operations are large. */
    PARALLEL,
    /** The calling thread alone: best where a step is short, since no time goes into handing work over. */
    SINGLE_THREADED;

    ConfigProto config(boolean bfloat16) {
        ConfigProto.Builder config = ConfigProto.newBuilder();
        if (this == SINGLE_THREADED) {
            config.setIntraOpParallelismThreads(1);
            config.getExperimentalBuilder().setExecutorType("SINGLE_THREADED_EXECUTOR");
        }
        if (bfloat16) {
            config.getGraphOptionsBuilder()
                    .getRewriteOptionsBuilder()
                    .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
        }
        return config.build();
    }
}
