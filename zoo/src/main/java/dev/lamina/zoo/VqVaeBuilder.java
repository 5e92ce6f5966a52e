package dev.lamina.zoo;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.conv2dTranspose;
import static dev.lamina.layers.Layers.vectorQuantizer;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.ops.Padding.SAME;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ConfigException;
import dev.lamina.layers.Codebook;
import dev.lamina.metrics.Metrics;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a VQ-VAE is made of. Mutable; {@link #build} may be called any number of times. */
public final class VqVaeBuilder {
    /** The variance of MNIST's pixels between 0 and 1. */
    private static final double MNIST_VARIANCE = 0.09493;

    private int[] inputShape = {28, 28, 1};
    private List<Integer> convFilters = List.of(32, 64);
    private List<Integer> convKernels = List.of(3, 3);
    private List<Integer> convStrides = List.of(2, 2);
    private int latentDim = 16;
    private int numEmbeddings = 128;
    private double beta = 0.25;
    private double dataVariance = MNIST_VARIANCE;
    private Codebook codebook = Codebook.gradient();
    private @Nullable Layer<?> quantizer;

    VqVaeBuilder() {}

    /** The shape of an image: height, width, channels. */
    public VqVaeBuilder inputShape(int height, int width, int channels) {
        inputShape = new int[] {height, width, channels};
        return this;
    }

    /** The filters of each convolution of the encoder; the decoder has them backwards. */
    public VqVaeBuilder convFilters(int... filters) {
        convFilters = listed(filters);
        return this;
    }

    /** The side of the window of each convolution. */
    public VqVaeBuilder convKernels(int... kernels) {
        convKernels = listed(kernels);
        return this;
    }

    /** The stride of each convolution. */
    public VqVaeBuilder convStrides(int... strides) {
        convStrides = listed(strides);
        return this;
    }

    /** The dimension of the codebook's entries. */
    public VqVaeBuilder latentDim(int dimension) {
        latentDim = dimension;
        return this;
    }

    /** The number of entries of the codebook. */
    public VqVaeBuilder numEmbeddings(int entries) {
        numEmbeddings = entries;
        return this;
    }

    /** The weight of the commitment loss, which keeps the encoder near the codebook. */
    public VqVaeBuilder beta(double weight) {
        beta = weight;
        return this;
    }

    /** How the codebook learns; by gradients unless said otherwise. */
    public VqVaeBuilder codebook(Codebook kind) {
        codebook = kind;
        return this;
    }

    /**
     * Another layer in the middle, such as one of several codebooks or of levels, in place of the one that {@link #numEmbeddings},
     * {@link #beta} and {@link #codebook} describe. {@link #latentDim} must be what it takes.
     */
    public VqVaeBuilder quantizer(Layer<?> layer) {
        quantizer = layer;
        return this;
    }

    /** The variance of the training images, which the recipe divides the reconstruction loss by; MNIST's by default. */
    public VqVaeBuilder dataVariance(double variance) {
        dataVariance = variance;
        return this;
    }

    /**
     * The model. It is trained by Adam at 0.001, in batches of 128, for 30 epochs; the mean squared error is divided by the
     * variance of the data, so that it weighs the same beside the codebook's losses whatever the images are.
     *
     * @throws ConfigException if filters, kernels and strides are not equally many, or the variance is not positive
     */
    public VqVae build() {
        boolean equal = convFilters.size() == convKernels.size() && convFilters.size() == convStrides.size();
        if (!equal || convFilters.isEmpty()) {
            throw new ConfigException("VqVae: convFilters, convKernels and convStrides must have one number for each"
                    + " convolution; received " + convFilters + ", " + convKernels + ", " + convStrides);
        }
        if (!(dataVariance > 0)) {
            throw new ConfigException("VqVae: dataVariance must be positive; received " + dataVariance);
        }
        Model encoder = encoder();
        Model decoder = decoder(encoder.outputs().list().get(0).shape());
        return new VqVae(encoder, middle(), decoder, recipe());
    }

    private Layer<?> middle() {
        return quantizer != null
                ? quantizer
                : vectorQuantizer(numEmbeddings, latentDim)
                        .commitmentCost(beta)
                        .codebook(codebook)
                        .name("vector_quantizer");
    }

    private Recipe recipe() {
        return new Recipe(
                training()
                        .optimizer(adam(1e-3))
                        .loss(meanSquaredError())
                        .lossWeights(1 / dataVariance)
                        .metrics(Metrics.meanSquaredError()),
                30,
                128,
                -0.5,
                false,
                "keras-io examples/generative/vq_vae.py");
    }

    private static List<Integer> listed(int... values) {
        return IntStream.of(values).boxed().toList();
    }

    private Model encoder() {
        SymbolicTensor image = input("image", inputShape);
        SymbolicTensor x = image;
        for (int i = 0; i < convFilters.size(); i++) {
            x = x.then(conv2d(convFilters.get(i), convKernels.get(i))
                    .strides(convStrides.get(i))
                    .padding(SAME)
                    .activation(RELU));
        }
        return Model.of("encoder", image, x.then(conv2d(latentDim, 1).padding(SAME)));
    }

    private Model decoder(Shape latent) {
        SymbolicTensor z = input("latent", latent.from(1).sizes());
        SymbolicTensor x = z;
        for (int i = convFilters.size() - 1; i >= 0; i--) {
            x = x.then(conv2dTranspose(convFilters.get(i), convKernels.get(i))
                    .strides(convStrides.get(i))
                    .padding(SAME)
                    .activation(RELU));
        }
        return Model.of(
                "decoder",
                z,
                x.then(conv2dTranspose(inputShape[2], convKernels.get(0)).padding(SAME)));
    }
}
