package dev.lamina.zoo;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.klDivergence;
import static dev.lamina.layers.Layers.reshape;
import static dev.lamina.layers.Layers.sampling;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ConfigException;
import dev.lamina.metrics.Metrics;
import dev.lamina.ops.Nn;
import java.util.List;

/**
 * A variational autoencoder of strided convolutions and the residual blocks of {@link ResidualVqVae}, giving logits of pixels.
 *
 * <p>Recipe: crossentropy summed over pixels plus divergence, Adam at 0.001, batches of 128, 30 epochs. No numbers are published for this
 * net. Sources: arXiv:1312.6114 for the loss, Sonnet's {@code examples/vqvae_example.ipynb} for the blocks.
 *
 * <p>Shapes: images (batch, height, width, channels) between 0 and 1 -> logits of the same shape.
 *
 * <pre>{@code
 * Model model = ResidualVae.of(Shape.of(32, 32, 3), 64).model();
 * }</pre>
 */
public final class ResidualVae implements Autoencoder {
    private final Shape image;
    private final Model encoder;
    private final Model decoder;
    private final Model model;

    private ResidualVae(Shape image, int latent, ResidualNet net) {
        this.image = image;
        SymbolicTensor pixels = pixels();
        SymbolicTensor h = pixels.then(net.encoder());
        SymbolicTensor flat = h.then(flatten());
        this.encoder = Model.of(
                "encoder",
                pixels,
                List.of(
                        flat.then(dense(latent).name("z_mean")),
                        flat.then(dense(latent).name("z_log_var"))));
        int[] map = h.shape().from(1).sizes();
        SymbolicTensor z = input("z", latent);
        this.decoder = Model.of(
                "decoder",
                z,
                z.then(chain(dense(flat.shape().last()).activation(RELU), reshape(map), net.decoder(image.last()))));
        SymbolicTensor whole = pixels();
        List<SymbolicTensor> place = encoder.outputsOn(whole);
        List<SymbolicTensor> regularized = klDivergence().outputsOn(place.get(0), place.get(1));
        this.model = Model.of(
                "residual_vae",
                whole,
                sampling().on(regularized.get(0), regularized.get(1)).then(decoder));
    }

    /**
     * A net for images of a shape.
     *
     * @param image height, width and channels; sides are multiples of 4
     * @param latent the dimension of the middle
     */
    public static ResidualVae of(Shape image, int latent) {
        return of(image, latent, ResidualNet.SONNET);
    }

    static ResidualVae of(Shape image, int latent, ResidualNet net) {
        if (image.rank() != 3 || image.size(0) % 4 != 0 || image.size(1) % 4 != 0) {
            throw new ConfigException(
                    "ResidualVae: images have a height and a width that are multiples of 4, and channels; received "
                            + image);
        }
        return new ResidualVae(image, latent, net);
    }

    private SymbolicTensor pixels() {
        return input("image", image.sizes());
    }

    /** From an image to mean and logarithm of the variance of its place in the middle, both (batch, latent). */
    @Override
    public Model encoder() {
        return encoder;
    }

    /** From the middle to logits of pixels. */
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
        SymbolicTensor pixels = pixels();
        SymbolicTensor logits = encoder.outputsOn(pixels).get(0).then(decoder);
        return Model.of("reconstruction", pixels, Nn.sigmoid(logits));
    }

    /** Adam at 0.001, batches of 128, 30 epochs; crossentropy summed over pixels plus divergence, averaged over the batch. */
    @Override
    public Recipe recipe() {
        return Recipe.of(
                training()
                        .optimizer(adam(1e-3))
                        .loss(binaryCrossentropy().fromLogits(true))
                        .lossWeights((double) image.elements())
                        .metrics(Metrics.binaryCrossentropy().fromLogits(true)),
                30,
                128,
                "no published number for this net; trained as the Keras tutorial's");
    }
}
