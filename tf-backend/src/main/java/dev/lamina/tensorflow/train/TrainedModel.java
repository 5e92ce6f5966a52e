package dev.lamina.tensorflow.train;

import dev.lamina.Model;
import dev.lamina.NdArray;
import java.util.Map;

/** A model while it is trained: what callbacks may do with it. */
public interface TrainedModel {
    Model model();

    /** The weights by name, in the order of files. */
    Map<String, NdArray> weights();

    /** Stores values in some weights, by the names of {@link #weights()}. */
    void setWeights(Map<String, NdArray> values);

    /** The learning rate of the next step. */
    double learningRate();

    /**
     * Changes the learning rate.
     *
     * @throws dev.lamina.errors.LaminaException if a schedule gives it
     */
    void learningRate(double rate);

    /** Ends training behind this batch. */
    void stopTraining();
}
