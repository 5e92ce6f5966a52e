package dev.lamina.zoo;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.finiteScalarQuantizer;

import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.layers.Codebook;
import dev.lamina.layers.FiniteScalarQuantizer;
import dev.lamina.layers.ProductQuantizer;
import dev.lamina.layers.ResidualQuantizer;
import dev.lamina.layers.VectorQuantizer;

/**
 * A convolutional autoencoder whose middle is a map of entries of a learned codebook (van den Oord, Vinyals, Kavukcuoglu 2017:
 * Neural Discrete Representation Learning).
 *
 * <p>With {@link #keras} it is the net of the Keras tutorial {@code vq_vae}: two strided convolutions, a 1 by 1 convolution to
 * the codebook's dimension, and transposed convolutions back. Images are between -0.5 and 0.5.
 *
 * <p>Recipe: mean squared error over the variance of the data, Adam at 0.001, batches of 128, 30 epochs. On MNIST it ends at an error of
 * 0.040 to 0.044 of the variance (published: 0.0444) with the codebook that learns by gradient, which uses few of its codes. {@link #ema} uses
 * all and is at 0.041 after 5 epochs, {@link #finiteScalar} at 0.037. Sources: arXiv:1711.00937; https://keras.io/examples/generative/vq_vae.
 */
public final class VqVae implements Autoencoder {
    /** The variance of the built-in glyphs' pixels between 0 and 1. */
    private static final double GLYPHS_VARIANCE = 0.08;

    private final Model encoder;
    private final Layer<?> quantizer;
    private final Model decoder;
    private final Model model;
    private final Recipe recipe;

    /**
     * A VQ-VAE of these parts.
     *
     * @param encoder from an image less 0.5 to a map of vectors
     * @param quantizer from vectors to codes and their positions, and from positions to codes, as the quantizers of {@link
     *     dev.lamina.layers.Layers} do
     * @param decoder from a map of codes to an image less 0.5
     */
    VqVae(Model encoder, Layer<?> quantizer, Model decoder, Recipe recipe) {
        this.encoder = encoder;
        this.quantizer = quantizer;
        this.decoder = decoder;
        this.recipe = recipe;
        SymbolicTensor image = image();
        this.model =
                Model.of("vq_vae", image, image.then(encoder).then(quantizer).then(decoder));
    }

    /** A VQ-VAE to be configured; the defaults are the Keras tutorial's. */
    public static VqVaeBuilder builder() {
        return new VqVaeBuilder();
    }

    /** The net of the Keras tutorial for 28 by 28 grey images, with 128 codes of dimension 16. */
    public static VqVae keras() {
        return builder().build();
    }

    /**
     * The same net with a codebook of moving averages whose dead codes begin anew at vectors of the batch, which uses all of its 128
     * codes, and so gives back more of an image (van den Oord and others 2017, appendix A; restarts as in Dhariwal and others 2020:
     * Jukebox).
     *
     * @param dataVariance the variance of the training images
     */
    public static VqVae ema(double dataVariance) {
        return builder()
                .codebook(Codebook.ema(0.99).restartBelow(1))
                .dataVariance(dataVariance)
                .build();
    }

    /**
     * The same net with 240 codes of 8, 6 and 5 levels in place of a codebook, which are used all without any loss for it (Mentzer and
     * others 2023: Finite Scalar Quantization, VQ-VAE Made Simple).
     *
     * @param dataVariance the variance of the training images
     */
    public static VqVae finiteScalar(double dataVariance) {
        return builder()
                .latentDim(3)
                .quantizer(finiteScalarQuantizer(8, 6, 5).name("vector_quantizer"))
                .dataVariance(dataVariance)
                .build();
    }

    /** The net with 64 codes that {@link Pretrained#VQ_VAE} has the weights of. */
    public static VqVae glyphs() {
        return builder()
                .numEmbeddings(64)
                .codebook(Codebook.ema(0.99).restartBelow(1))
                .dataVariance(GLYPHS_VARIANCE)
                .build();
    }

    /** {@link #glyphs} with its weights, and with the prior that new codes are drawn from. */
    public static PretrainedAutoencoder pretrained() {
        return PretrainedAutoencoder.of(glyphs());
    }

    private SymbolicTensor image() {
        return input("image", encoder.inputs().list().get(0).shape().from(1).sizes());
    }

    @Override
    public Model encoder() {
        return encoder;
    }

    /** The layer in the middle. */
    public Layer<?> quantizer() {
        return quantizer;
    }

    /** How many codes there are at a place; of each codebook where the quantizer has several. */
    public int numEmbeddings() {
        return numEmbeddings(quantizer);
    }

    static int numEmbeddings(Layer<?> quantizer) {
        if (quantizer instanceof FiniteScalarQuantizer levels) {
            return levels.numEmbeddings();
        }
        if (quantizer instanceof ProductQuantizer groups) {
            return groups.quantizer().numEmbeddings();
        }
        if (quantizer instanceof ResidualQuantizer rounds) {
            return rounds.quantizer().numEmbeddings();
        }
        return ((VectorQuantizer) quantizer).numEmbeddings();
    }

    @Override
    public Model decoder() {
        return decoder;
    }

    @Override
    public Model model() {
        return model;
    }

    /**
     * From an image to its codes: int32 positions in the codebook, of shape (batch, rows, columns), with one more axis where the
     * quantizer has several codebooks.
     */
    public Model codes() {
        SymbolicTensor image = image();
        return Model.of("codes", image, quantizer.outputsOn(image.then(encoder)).get(1));
    }

    /** From codes, int32 of shape (batch, rows, columns), to an image, black at 0 and white at 1. */
    public Model fromCodes() {
        Shape positions = codes().outputs().list().get(0).shape();
        SymbolicTensor codes = input("codes", DType.INT32, positions.from(1).sizes());
        return Model.of("from_codes", codes, codes.then(quantizer).then(decoder).plus(0.5));
    }

    @Override
    public Model reconstruction() {
        SymbolicTensor image = image();
        return Model.of("reconstruction", image, image.then(model).plus(0.5));
    }

    /** How it is trained; see {@link VqVaeBuilder#build}. */
    @Override
    public Recipe recipe() {
        return recipe;
    }
}
