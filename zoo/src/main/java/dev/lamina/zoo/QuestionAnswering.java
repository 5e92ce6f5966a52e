package dev.lamina.zoo;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.layers.Layers.concatenate;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.embedding;
import static dev.lamina.layers.SequenceLayers.lstm;
import static dev.lamina.losses.Losses.categoricalCrossentropy;
import static dev.lamina.optimizers.Optimizers.rmsProp;
import static dev.lamina.training.Training.training;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import java.util.List;

/**
 * A question about a text, answered with one word: two inputs, each read by an LSTM of its own.
 *
 * <p>Shapes: {@code text} (batch, words) and {@code question} (batch, words), int32, of any length -> probabilities (batch,
 * answers). Source: Chollet, Deep Learning with Python (2017), listing 7.1.
 *
 * <pre>{@code
 * Model model = QuestionAnswering.standard().model();
 * }</pre>
 *
 * @param textVocabulary the number of words that texts are made of
 * @param questionVocabulary the number of words that questions are made of
 * @param answers the number of words that may be the answer
 */
public record QuestionAnswering(int textVocabulary, int questionVocabulary, int answers) {
    /** The net of the book: 10,000 words, and 500 that may be the answer. */
    public static QuestionAnswering standard() {
        return new QuestionAnswering(10_000, 10_000, 500);
    }

    /** The model, with new layers each time. */
    public Model model() {
        SymbolicTensor text = input("text", DType.INT32, Shape.UNKNOWN);
        SymbolicTensor question = input("question", DType.INT32, Shape.UNKNOWN);
        SymbolicTensor readText = text.then(chain(embedding(textVocabulary, 64), lstm(32)));
        SymbolicTensor readQuestion = question.then(chain(embedding(questionVocabulary, 32), lstm(16)));
        return Model.of(
                "question_answering",
                List.of(text, question),
                concatenate().on(readText, readQuestion).then(dense(answers).activation(SOFTMAX)));
    }

    /** RMSprop, the crossentropy of one-hot answers, batches of 128, 10 epochs. */
    public Recipe recipe() {
        return Recipe.of(
                training()
                        .optimizer(rmsProp(1e-3))
                        .loss(categoricalCrossentropy())
                        .metrics("accuracy"),
                10,
                128,
                "Deep Learning with Python, listing 7.2");
    }
}
