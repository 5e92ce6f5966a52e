package dev.lamina.backend;

import dev.lamina.Model;
import dev.lamina.NdArray;
import java.util.List;

/** A model with weights that predicts. It holds native memory until it is closed. */
public interface Predictor extends AutoCloseable {
    /** Another model over the same layers, such as the encoder of an autoencoder: it shares this one's weights, and is closed with it. */
    Predictor part(Model other);

    /**
     * What the model gives.
     *
     * @param inputs in the order of the model's, each with the axis of examples in front
     * @return in the order of the model's outputs
     * @throws dev.lamina.errors.LaminaException if they are not what the model takes
     */
    List<NdArray> predict(NdArray... inputs);

    @Override
    void close();
}
