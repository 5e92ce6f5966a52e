package dev.lamina.tensorflow.train;

import dev.lamina.Model;
import dev.lamina.NdArray;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Graph;

/** A model while it is trained: what callbacks may do with it. */
public interface TrainedModel {
    Model model();

    /** The weights by name, in the order of files. */
    Map<String, NdArray> weights();

    /** Stores values in some weights, by the names of {@link #weights()}. */
    void setWeights(Map<String, NdArray> values);

    /** Saves the model, its weights and the state of its optimizer, as a {@code .keras} or {@code .h5} file. */
    void save(Path file);

    /** Saves the weights and the state of the optimizer, as a {@code .weights.h5} file. */
    void saveWeights(Path file);

    /** The learning rate of the next step. */
    double learningRate();

    /**
     * Changes the learning rate.
     *
     * @throws dev.lamina.errors.LaminaException if a schedule gives it
     */
    void learningRate(double rate);

    /** TensorFlow's graph below, which the model owns. */
    Graph graph();

    /** Ends training behind this batch. */
    void stopTraining();
}
