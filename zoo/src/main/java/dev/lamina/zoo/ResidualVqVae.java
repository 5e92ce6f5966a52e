package dev.lamina.zoo;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.vectorQuantizer;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ConfigException;
import dev.lamina.initializers.Initializers;
import dev.lamina.layers.Codebook;
import dev.lamina.layers.VectorQuantizer;
import dev.lamina.metrics.Metrics;

/**
 * VQ-VAEs of strided 4 by 4 convolutions and residual blocks, which is the net of the paper (van den Oord, Vinyals, Kavukcuoglu 2017)
 * and of its authors' example in Sonnet.
 *
 * <p>Recipe: mean squared error over the variance of the data, Adam at 0.0003, batches of 32, 8 epochs. Expected of {@link #sonnet} on
 * CIFAR-10: an error of 0.056 of the variance; of {@link #of(Shape, int, int, double)} with 128 codes on MNIST 0.034 to 0.038 after 2
 * epochs. Sources: arXiv:1711.00937; Sonnet's {@code examples/vqvae_example.ipynb}.
 *
 * <pre>{@code
 * VqVae small = ResidualVqVae.of(Shape.of(28, 28, 1), 64, 32, 0.0949);
 * Model model = ResidualVqVae.sonnet().model();
 * }</pre>
 */
public final class ResidualVqVae {
    private static final double CIFAR10_VARIANCE = 0.06327;

    private ResidualVqVae() {}

    /**
     * Sonnet's net for CIFAR-10: colour images of 32 by 32 to 8 by 8 of 512 codes of dimension 64, which are moving averages. It comes to
     * an error of 0.056 of the variance and a perplexity of 326 after 10,000 steps.
     */
    public static VqVae sonnet() {
        return of(Shape.of(32, 32, 3), 64, vectorQuantizer(512, 64).codebook(Codebook.ema(0.99)), CIFAR10_VARIANCE);
    }

    /**
     * The same net for other images, with a codebook of moving averages whose dead codes begin anew.
     *
     * @param image height, width and channels; sides are multiples of 4
     * @param codes how many there are
     * @param latentDim the dimension of a code
     * @param dataVariance the variance of the training images, which the reconstruction loss is divided by
     */
    public static VqVae of(Shape image, int codes, int latentDim, double dataVariance) {
        VectorQuantizer quantizer = vectorQuantizer(codes, latentDim)
                .codebook(Codebook.ema(0.99).restartBelow(1))
                .name("vector_quantizer");
        return of(image, latentDim, quantizer, dataVariance);
    }

    /**
     * The same net with a codebook that learns by gradient and begins uniformly from -1/codes to 1/codes, as the implementations in
     * PyTorch have it that the paper is mostly read with.
     *
     * @param image height, width and channels; sides are multiples of 4
     * @param codes how many there are
     * @param latentDim the dimension of a code
     * @param dataVariance the variance of the training images, which the reconstruction loss is divided by
     */
    public static VqVae byGradient(Shape image, int codes, int latentDim, double dataVariance) {
        VectorQuantizer quantizer = vectorQuantizer(codes, latentDim)
                .embeddingsInitializer(Initializers.randomUniform(-1.0 / codes, 1.0 / codes))
                .name("vector_quantizer");
        return of(image, latentDim, quantizer, dataVariance);
    }

    /**
     * The same net around another quantizer.
     *
     * @param latentDim the size of the vectors that it takes
     * @param quantizer one of the quantizers of {@link dev.lamina.layers.Layers}
     */
    public static VqVae of(Shape image, int latentDim, Layer<?> quantizer, double dataVariance) {
        return of(image, ResidualNet.SONNET, latentDim, quantizer, dataVariance);
    }

    static VqVae of(Shape image, ResidualNet net, int latentDim, Layer<?> quantizer, double dataVariance) {
        if (image.rank() != 3 || image.size(0) % 4 != 0 || image.size(1) % 4 != 0) {
            throw new ConfigException(
                    "ResidualVqVae: images have a height and a width that are multiples of 4, and channels; received "
                            + image);
        }
        Model encoder = net.encoder(image, conv2d(latentDim, 1));
        SymbolicTensor latent =
                input("latent", encoder.outputs().list().get(0).shape().from(1).sizes());
        Model decoder = Model.of("decoder", latent, latent.then(net.decoder(image.last())));
        return new VqVae(encoder, quantizer, decoder, recipe(dataVariance));
    }

    /** Adam at 0.0003, batches of 32, 8 epochs of 40,000 images. */
    private static Recipe recipe(double dataVariance) {
        return new Recipe(
                training()
                        .optimizer(adam(3e-4))
                        .loss(meanSquaredError())
                        .lossWeights(1 / dataVariance)
                        .metrics(Metrics.meanSquaredError()),
                8,
                32,
                -0.5,
                false,
                "deepmind/sonnet examples/vqvae_example.ipynb");
    }
}
