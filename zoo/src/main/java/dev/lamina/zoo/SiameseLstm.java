package dev.lamina.zoo;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.layers.Layers.concatenate;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.SequenceLayers.lstm;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.optimizers.Optimizers.rmsProp;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.layers.LSTM;
import dev.lamina.ops.Elementwise;
import java.util.List;

/**
 * Whether two sequences say the same: one LSTM reads both, with one set of weights.
 *
 * <p>Shapes: {@code left} and {@code right} (batch, steps, size) of any length -> a probability (batch, 1). Source: Chollet, Deep
 * Learning with Python (2017), section 7.1.5.
 *
 * <pre>{@code
 * Model model = SiameseLstm.standard().model();
 * }</pre>
 *
 * @param size of the vector at each step
 * @param units of the LSTM
 * @param differences whether the two are compared number by number, rather than concatenated as in the book: a single layer behind a
 *     concatenation adds what both say, and cannot tell whether it is the same
 */
public record SiameseLstm(int size, int units, boolean differences) {
    /** The net of the book: 32 units on vectors of 128. */
    public static SiameseLstm standard() {
        return new SiameseLstm(128, 32, false);
    }

    /** A net that compares by differences. */
    public static SiameseLstm ofDifferences(int size, int units) {
        return new SiameseLstm(size, units, true);
    }

    /** The model, with new layers each time. */
    public Model model() {
        LSTM reader = lstm(units);
        SymbolicTensor left = input("left", Shape.UNKNOWN, size);
        SymbolicTensor right = input("right", Shape.UNKNOWN, size);
        SymbolicTensor readLeft = left.then(reader);
        SymbolicTensor readRight = right.then(reader);
        SymbolicTensor both = differences
                ? Elementwise.abs(readLeft.minus(readRight))
                : concatenate().on(readLeft, readRight);
        return Model.of("siamese_lstm", List.of(left, right), both.then(dense(1).activation(SIGMOID)));
    }

    /** RMSprop, binary crossentropy, batches of 64, 10 epochs. */
    public Recipe recipe() {
        return Recipe.of(
                training().optimizer(rmsProp(1e-3)).loss(binaryCrossentropy()).metrics("accuracy"),
                10,
                64,
                "Deep Learning with Python, section 7.1.5, which does not train it");
    }
}
