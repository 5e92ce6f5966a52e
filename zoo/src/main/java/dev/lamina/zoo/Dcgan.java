package dev.lamina.zoo;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.conv2dTranspose;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.dropout;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.leakyReLU;
import static dev.lamina.layers.Layers.reshape;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.ops.Padding.SAME;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Block;
import dev.lamina.Model;
import dev.lamina.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * Two models that learn from each other: one makes images of noise, the other tells them from real ones (Radford, Metz, Chintala 2015:
 * Unsupervised Representation Learning with Deep Convolutional Generative Adversarial Networks).
 *
 * <p>Shapes: generator (batch, latent) -> images (batch, side, side, channels) between 0 and 1; discriminator: images -> the
 * probability that they are real (batch, 1). Source: keras-io {@code examples/generative/dcgan_overriding_train_step.py}.
 *
 * <pre>{@code
 * Model generator = Dcgan.keras().generator();
 * Model discriminator = Dcgan.keras().discriminator();
 * }</pre>
 *
 * @param side of an image, a multiple of 8
 * @param channels of an image
 * @param latent the size of the noise that an image is made of
 * @param width what numbers of filters are multiples of; 64 in the tutorial
 */
public record Dcgan(int side, int channels, int latent, int width) {
    /** The nets of the Keras tutorial for faces of 64 by 64: 3,979,651 and 404,801 parameters. */
    public static Dcgan keras() {
        return new Dcgan(64, 3, 128, 64);
    }

    /** From noise to images, with new layers each time. */
    public Model generator() {
        int small = side / 8;
        List<Block> layers =
                new ArrayList<>(List.of(dense(small * small * 2 * width), reshape(small, small, 2 * width)));
        for (int filters : new int[] {2 * width, 4 * width, 8 * width}) {
            layers.add(conv2dTranspose(filters, 4).strides(2).padding(SAME));
            layers.add(leakyReLU().negativeSlope(0.2));
        }
        layers.add(conv2d(channels, 5).padding(SAME).activation(SIGMOID));
        return Sequential.of("generator", input("noise", latent), layers);
    }

    /** From images to the probability that they are real, with new layers each time. */
    public Model discriminator() {
        List<Block> layers = new ArrayList<>();
        for (int filters : new int[] {width, 2 * width, 2 * width}) {
            layers.add(conv2d(filters, 4).strides(2).padding(SAME));
            layers.add(leakyReLU().negativeSlope(0.2));
        }
        layers.addAll(List.of(flatten(), dropout(0.2), dense(1).activation(SIGMOID)));
        return Sequential.of("discriminator", input("image", side, side, channels), layers);
    }

    /** Of each of the two: Adam at 0.0001, binary crossentropy, batches of 32, 30 epochs. */
    public Recipe recipe() {
        return Recipe.of(
                training().optimizer(adam(1e-4)).loss(binaryCrossentropy()),
                30,
                32,
                "keras-io examples/generative/dcgan_overriding_train_step.py");
    }
}
