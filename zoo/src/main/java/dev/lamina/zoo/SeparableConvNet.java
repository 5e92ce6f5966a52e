package dev.lamina.zoo;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.globalAveragePooling2d;
import static dev.lamina.layers.Layers.maxPooling2d;
import static dev.lamina.layers.Layers.separableConv2d;
import static dev.lamina.losses.Losses.categoricalCrossentropy;
import static dev.lamina.optimizers.Optimizers.rmsProp;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.layers.SeparableConv2D;

/**
 * A small classifier of separable convolutions.
 *
 * <p>Shapes: (batch, side, side, channels), sides of at least 34 -> probabilities (batch, classes). Source: Chollet, Deep Learning with
 * Python (2017), section 7.3.1.
 *
 * <pre>{@code
 * Model model = SeparableConvNet.standard().model();
 * }</pre>
 *
 * @param side of an image
 * @param channels of an image
 * @param classes how many there are
 */
public record SeparableConvNet(int side, int channels, int classes) {
    /** The net of the book: colour images of 64 by 64, 10 classes. */
    public static SeparableConvNet standard() {
        return new SeparableConvNet(64, 3, 10);
    }

    /** The model, with new layers each time. */
    public Model model() {
        return Sequential.of(
                "separable_conv_net",
                input("image", side, side, channels),
                separable(32),
                separable(64),
                maxPooling2d(2),
                separable(64),
                separable(128),
                maxPooling2d(2),
                separable(64),
                separable(128),
                globalAveragePooling2d(),
                dense(32).activation(RELU),
                dense(classes).activation(SOFTMAX));
    }

    private static SeparableConv2D separable(int filters) {
        return separableConv2d(filters, 3).activation(RELU);
    }

    /** RMSprop, the crossentropy of one-hot classes, batches of 64, 10 epochs. */
    public Recipe recipe() {
        return Recipe.of(
                training()
                        .optimizer(rmsProp(1e-3))
                        .loss(categoricalCrossentropy())
                        .metrics("accuracy"),
                10,
                64,
                "Deep Learning with Python, section 7.3.1");
    }
}
