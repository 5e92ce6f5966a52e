package dev.lamina.tensorflow.emit;

import java.util.List;
import org.tensorflow.Output;

/** How an op becomes TensorFlow operations. */
@FunctionalInterface
interface Emitter {
    /** Builds the operations and returns a tensor for each output. */
    List<Output<?>> emit(Emission emission);

    /** The emitter of an op with one output. */
    @FunctionalInterface
    interface Single {
        Output<?> emit(Emission emission);
    }
}
