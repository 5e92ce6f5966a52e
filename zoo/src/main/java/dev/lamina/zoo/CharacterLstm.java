package dev.lamina.zoo;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.SequenceLayers.lstm;
import static dev.lamina.losses.Losses.categoricalCrossentropy;
import static dev.lamina.optimizers.Optimizers.rmsProp;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.Sequential;

/**
 * What character comes next: an LSTM over one-hot characters.
 *
 * <p>Shapes: (batch, length, characters), one-hot -> probabilities of the next (batch, characters). Source: Chollet, Deep Learning with
 * Python (2017), listing 8.5; keras-io {@code examples/generative/lstm_character_level_text_generation.py}.
 *
 * <pre>{@code
 * Model model = CharacterLstm.standard().model();
 * }</pre>
 *
 * @param length how many characters it sees
 * @param characters how many different ones there are
 * @param units of the LSTM
 */
public record CharacterLstm(int length, int characters, int units) {
    /** The net of the book: 128 units over 60 of the 57 characters of its text. */
    public static CharacterLstm standard() {
        return new CharacterLstm(60, 57, 128);
    }

    /** The model, with new layers each time. */
    public Model model() {
        return Sequential.of(
                "character_lstm",
                input("characters", length, characters),
                lstm(units),
                dense(characters).activation(SOFTMAX));
    }

    /** RMSprop at 0.01, the crossentropy of one-hot characters, batches of 128, 60 epochs. */
    public Recipe recipe() {
        return Recipe.of(
                training().optimizer(rmsProp(0.01)).loss(categoricalCrossentropy()),
                60,
                128,
                "Deep Learning with Python, listings 8.6 and 8.8");
    }
}
