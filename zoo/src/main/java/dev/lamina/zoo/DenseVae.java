package dev.lamina.zoo;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.klDivergence;
import static dev.lamina.layers.Layers.sampling;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.metrics.Metrics;
import dev.lamina.ops.Shapes;
import java.util.List;

/**
 * A variational autoencoder of dense layers: 784 pixels to {@code hidden}, to {@code latent}, and back to logits of pixels
 * (Kingma and Welling 2013: Auto-Encoding Variational Bayes).
 *
 * <p>Recipe: crossentropy summed over pixels plus divergence, Adam at 0.001, batches of 128, 10 epochs. On MNIST's test images {@link
 * #standard} ends at 111.1 nats and {@link #wide} at 105.8 (published: 105.6). Sources: arXiv:1312.6114; the {@code vae} of PyTorch's
 * examples.
 */
public final class DenseVae implements Autoencoder {
    private final Model encoder;
    private final Model decoder;
    private final Model model;

    private DenseVae(int hidden, int latent) {
        SymbolicTensor pixels = pixels();
        SymbolicTensor h = pixels.then(dense(hidden).activation(RELU));
        this.encoder = Model.of(
                "encoder",
                pixels,
                List.of(
                        h.then(dense(latent).name("z_mean")),
                        h.then(dense(latent).name("z_log_var"))));
        SymbolicTensor z = input("z", latent);
        this.decoder = Model.of("decoder", z, z.then(chain(dense(hidden).activation(RELU), dense(Pixels.COUNT))));
        this.model = whole();
    }

    /** 784-128-20. */
    public static DenseVae standard() {
        return of(128, 20);
    }

    /** 784-400-20: the net of PyTorch's examples, which comes to 105.6 nats per image of MNIST's test images after 10 epochs. */
    public static DenseVae wide() {
        return of(400, 20);
    }

    /**
     * A net of these sizes.
     *
     * @param hidden the size of the layers between pixels and middle
     * @param latent the dimension of the middle
     */
    public static DenseVae of(int hidden, int latent) {
        return new DenseVae(hidden, latent);
    }

    /** {@link #standard} with weights: trained on the built-in glyphs. */
    public static PretrainedAutoencoder pretrained() {
        DenseVae net = standard();
        return PretrainedAutoencoder.of(
                net,
                Pretrained.DENSE_VAE,
                image -> net.encoder
                        .outputsOn(Shapes.reshape(image, -1, Pixels.COUNT))
                        .get(0),
                z -> z.then(net.decoder).then(Pixels::image));
    }

    private static SymbolicTensor pixels() {
        return input("pixels", Pixels.COUNT);
    }

    private Model whole() {
        SymbolicTensor pixels = pixels();
        List<SymbolicTensor> latent = encoder.outputsOn(pixels);
        List<SymbolicTensor> regularized = klDivergence().outputsOn(latent.get(0), latent.get(1));
        return Model.of(
                "dense_vae",
                pixels,
                sampling().on(regularized.get(0), regularized.get(1)).then(decoder));
    }

    /** From pixels to mean and logarithm of the variance of their place in the middle, both (batch, latent). */
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

    @Override
    public Model reconstruction() {
        SymbolicTensor pixels = pixels();
        return Model.of(
                "reconstruction",
                pixels,
                encoder.outputsOn(pixels).get(0).then(decoder).then(Pixels::image));
    }

    /** Adam at 0.001, batches of 128, 10 epochs; crossentropy summed over pixels plus divergence, averaged over the batch. */
    @Override
    public Recipe recipe() {
        return new Recipe(
                training()
                        .optimizer(adam(1e-3))
                        .loss(binaryCrossentropy().fromLogits(true))
                        .lossWeights(Pixels.COUNT)
                        .metrics(Metrics.binaryCrossentropy().fromLogits(true)),
                10,
                128,
                0,
                false,
                "pytorch/examples vae, with smaller layers");
    }
}
