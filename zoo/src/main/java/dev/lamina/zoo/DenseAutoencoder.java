package dev.lamina.zoo;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;

/** An autoencoder of dense layers: 784-256-128-20-128-256-784, giving logits of pixels. */
public final class DenseAutoencoder implements Autoencoder {
    private final Model encoder;
    private final Model decoder;
    private final Model model;

    private DenseAutoencoder(int latent) {
        SymbolicTensor pixels = pixels();
        this.encoder = Model.of(
                "encoder",
                pixels,
                pixels.then(chain(dense(256).activation(RELU), dense(128).activation(RELU), dense(latent))));
        SymbolicTensor z = input("z", latent);
        this.decoder = Model.of(
                "decoder",
                z,
                z.then(chain(dense(128).activation(RELU), dense(256).activation(RELU), dense(Pixels.COUNT))));
        SymbolicTensor whole = pixels();
        this.model = Model.of("dense_autoencoder", whole, whole.then(encoder).then(decoder));
    }

    /** A middle of 20. */
    public static DenseAutoencoder standard() {
        return of(20);
    }

    /**
     * A net with a middle of this size.
     *
     * @param latent the dimension of the middle
     */
    public static DenseAutoencoder of(int latent) {
        return new DenseAutoencoder(latent);
    }

    private static SymbolicTensor pixels() {
        return input("pixels", Pixels.COUNT);
    }

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
        return Model.of("reconstruction", pixels, pixels.then(model).then(Pixels::image));
    }

    /** Adam at 0.001, batches of 128, 30 epochs; crossentropy of the pixels. */
    @Override
    public Recipe recipe() {
        return new Recipe(
                training().optimizer(adam(1e-3)).loss(binaryCrossentropy().fromLogits(true)),
                30,
                128,
                0,
                false,
                "no published number for this net; better than the best linear one of its size (PCA) is what it must be");
    }
}
