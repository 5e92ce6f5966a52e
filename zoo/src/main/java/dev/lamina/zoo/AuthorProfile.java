package dev.lamina.zoo;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.layers.ConvolutionLayers.conv1d;
import static dev.lamina.layers.ConvolutionLayers.globalMaxPooling1d;
import static dev.lamina.layers.ConvolutionLayers.maxPooling1d;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.embedding;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.losses.Losses.categoricalCrossentropy;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.rmsProp;
import static dev.lamina.training.Training.training;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import java.util.List;

/**
 * Who wrote these posts: three outputs of one body of convolutions, with a loss each.
 *
 * <p>Shapes: {@code posts} (batch, words), int32, of at least 269 words -> {@code age} (batch, 1), {@code income} (batch,
 * groups), probabilities, and {@code gender} (batch, 1), a probability. Source: Chollet, Deep Learning with Python (2017),
 * listing 7.3.
 *
 * <pre>{@code
 * Model model = AuthorProfile.standard().model();
 * }</pre>
 *
 * @param vocabulary the number of words that posts are made of
 * @param incomeGroups the number of groups of incomes
 * @param width the number of filters of the first convolution; 128 in the book
 */
public record AuthorProfile(int vocabulary, int incomeGroups, int width) {
    /** The net of the book: 50,000 words, 10 groups of incomes. */
    public static AuthorProfile standard() {
        return new AuthorProfile(50_000, 10, 128);
    }

    /** The model, with new layers each time. */
    public Model model() {
        SymbolicTensor posts = input("posts", DType.INT32, Shape.UNKNOWN);
        SymbolicTensor x = posts.then(chain(
                embedding(vocabulary, 2 * width),
                conv1d(width, 5).activation(RELU),
                maxPooling1d(5),
                conv1d(2 * width, 5).activation(RELU),
                conv1d(2 * width, 5).activation(RELU),
                maxPooling1d(5),
                conv1d(2 * width, 5).activation(RELU),
                conv1d(2 * width, 5).activation(RELU),
                globalMaxPooling1d(),
                dense(width).activation(RELU)));
        return Model.of(
                "author_profile",
                posts,
                List.of(
                        x.then(dense(1).name("age")),
                        x.then(dense(incomeGroups).activation(SOFTMAX).name("income")),
                        x.then(dense(1).activation(SIGMOID).name("gender"))));
    }

    /**
     * RMSprop; the squared error of the age counts a quarter, since it is large, and the crossentropy of the gender tenfold. Batches of
     * 64, 10 epochs.
     */
    public Recipe recipe() {
        return Recipe.of(
                training()
                        .optimizer(rmsProp(1e-3))
                        .losses(meanSquaredError(), categoricalCrossentropy(), binaryCrossentropy())
                        .lossWeights(0.25, 1, 10),
                10,
                64,
                "Deep Learning with Python, listings 7.4 and 7.5");
    }
}
