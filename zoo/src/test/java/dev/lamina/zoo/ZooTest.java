package dev.lamina.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.ConfigException;
import dev.lamina.layers.Codebook;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.tensorflow.train.History;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ZooTest {
    private static final int EXAMPLES = 2000;

    private static long parameters(Model model) {
        return model.weights().stream()
                .mapToLong(weight -> weight.spec().shape().elements())
                .sum();
    }

    /** Glyphs between 0 and 1, moved by the recipe's offset. */
    private static NdArray glyphs(Recipe recipe, int... shape) {
        float[] pixels = Glyphs.load(EXAMPLES, 1, 7).trainImages().floats();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (pixels[i] / 255 + recipe.offset());
        }
        return NdArray.of(pixels, shape);
    }

    private static double variance(NdArray values) {
        double sum = 0;
        double squares = 0;
        for (float value : values.floats()) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.size();
        return squares / values.size() - mean * mean;
    }

    private static double last(History history, String name) {
        List<Double> values = history.values().get(name);
        return values.get(values.size() - 1);
    }

    /** The numbers of parameters that the Keras tutorials print. */
    @Test
    void hasAsManyParametersAsTheTutorials() {
        VqVae vqVae = VqVae.keras();
        assertThat(parameters(vqVae.encoder())).isEqualTo(19_856);
        assertThat(parameters(vqVae.decoder())).isEqualTo(28_033);
        assertThat(parameters(vqVae.model())).isEqualTo(49_937);
        for (ConvVae.LastLayer lastLayer : ConvVae.LastLayer.values()) {
            ConvVae convVae = ConvVae.of(2, lastLayer);
            assertThat(parameters(convVae.encoder())).isEqualTo(69_076);
            assertThat(parameters(convVae.decoder())).isEqualTo(65_089);
        }
        assertThat(parameters(DenseAutoencoder.standard().model()))
                .isEqualTo(784 * 256 + 256 + 256 * 128 + 128 + 128 * 20 + 20 + 20 * 128 + 128 + 128 * 256 + 256
                        + 256 * 784 + 784);
        assertThat(parameters(DenseVae.standard().model()))
                .isEqualTo(784 * 128 + 128 + 2 * (128 * 20 + 20) + 20 * 128 + 128 + 128 * 784 + 784);
    }

    @Test
    void vqVaeLearnsAndItsPartsAgree() {
        VqVae vqVae = VqVae.keras();
        NdArray images = glyphs(vqVae.recipe(), EXAMPLES, 28, 28, 1);
        VqVae scaled = VqVae.builder().dataVariance(variance(images)).build();
        Recipe recipe = scaled.recipe();
        try (CompiledModel run =
                TensorFlowBackend.compile(scaled.model(), recipe.training(), options -> options.seed(3))) {
            NdArray before = run.weights().get("vector_quantizer/embeddings");
            History history = run.fit(images, images, fit -> fit.epochs(8).batchSize(32));
            assertThat(last(history, "mean_squared_error")).isLessThan(0.35 * variance(images));
            assertThat(last(history, "perplexity")).isGreaterThan(1.5);
            assertThat(run.weights().get("vector_quantizer/embeddings")).isNotEqualTo(before);

            NdArray some = images.rows(0, 5);
            NdArray codes = run.part(scaled.codes()).predict(some).get(0);
            assertThat(codes.shape()).isEqualTo(Shape.of(5, 7, 7));
            assertThat(IntStream.of(codes.ints()).boxed()).allMatch(code -> code >= 0 && code < 128);
            NdArray direct = run.part(scaled.reconstruction()).predict(some).get(0);
            NdArray throughCodes = run.part(scaled.fromCodes()).predict(codes).get(0);
            assertThat(throughCodes.floats())
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(direct.floats());
        }
    }

    @Test
    void vqVaeUsesMoreOfAMovingCodebookThatRestarts() {
        VqVae vqVae = VqVae.builder()
                .dataVariance(0.08)
                .codebook(Codebook.ema(0.9).restartBelow(0.5))
                .build();
        Recipe recipe = vqVae.recipe();
        NdArray images = glyphs(recipe, EXAMPLES, 28, 28, 1);
        try (CompiledModel run =
                TensorFlowBackend.compile(vqVae.model(), recipe.training(), options -> options.seed(3))) {
            History history = run.fit(images, images, fit -> fit.epochs(6).batchSize(32));
            assertThat(last(history, "perplexity")).isGreaterThan(10);
            assertThat(last(history, "codebook_usage")).isGreaterThan(0.3);
        }
    }

    @Test
    void convVaeLearnsAndDoesNotCollapse() {
        ConvVae vae = ConvVae.keras();
        NdArray images = glyphs(vae.recipe(), EXAMPLES, 28, 28, 1);
        try (CompiledModel run =
                TensorFlowBackend.compile(vae.model(), vae.recipe().training(), options -> options.seed(3))) {
            History history = run.fit(images, images, fit -> fit.epochs(6).batchSize(32));
            List<Double> losses = history.values().get("loss");
            assertThat(losses.get(5)).isLessThan(0.8 * losses.get(0));
            NdArray places =
                    run.part(vae.encoder()).predict(images.rows(0, 100)).get(0);
            assertThat(variance(places))
                    .as("variance of the places of images in the plane")
                    .isGreaterThan(0.1);
            float[] pixels = run.part(vae.reconstruction())
                    .predict(images.rows(0, 2))
                    .get(0)
                    .floats();
            for (float pixel : pixels) {
                assertThat(pixel).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void denseNetsLearn() {
        for (Autoencoder net : List.of(DenseAutoencoder.standard(), DenseAutoencoder.deep(), DenseVae.standard())) {
            NdArray pixels = glyphs(net.recipe(), EXAMPLES, 784);
            try (CompiledModel run =
                    TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(3))) {
                History history = run.fit(pixels, pixels, fit -> fit.epochs(8).batchSize(32));
                List<Double> losses = history.values().get("loss");
                assertThat(losses.get(7)).as(net.model().name()).isLessThan(0.8 * losses.get(0));
                NdArray back = run.part(net.reconstruction())
                        .predict(pixels.rows(0, 3))
                        .get(0);
                assertThat(back.shape()).isEqualTo(Shape.of(3, 28, 28, 1));
            }
        }
    }

    @Test
    void convolutionalAutoencodersLearn() {
        NdArray images =
                glyphs(ConvAutoencoder.keras().recipe(), EXAMPLES, 28, 28, 1).rows(0, 600);
        for (Autoencoder net : List.of(
                ConvAutoencoder.keras(),
                ConvAutoencoder.denoising(0.5),
                ResidualVae.of(Shape.of(28, 28, 1), 8, new ResidualNet(16, 8, 1)))) {
            try (CompiledModel run =
                    TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(3))) {
                History history = run.fit(images, images, fit -> fit.epochs(3).batchSize(32));
                List<Double> losses = history.values().get("loss");
                assertThat(losses.get(2)).as(net.model().name()).isLessThan(0.8 * losses.get(0));
                NdArray back = run.part(net.reconstruction())
                        .predict(images.rows(0, 3))
                        .get(0);
                assertThat(back.shape()).isEqualTo(Shape.of(3, 28, 28, 1));
            }
        }
    }

    /** More weight on the divergence moves the places of images towards the middle. */
    @Test
    void betaDrawsPlacesTogether() {
        NdArray images = glyphs(ConvVae.keras().recipe(), EXAMPLES, 28, 28, 1).rows(0, 600);
        double[] divergences = new double[2];
        for (int i = 0; i < 2; i++) {
            ConvVae vae = ConvVae.betaVae(4, i == 0 ? 1 : 20);
            try (CompiledModel run =
                    TensorFlowBackend.compile(vae.model(), vae.recipe().training(), options -> options.seed(3))) {
                run.fit(images, images, fit -> fit.epochs(3).batchSize(32));
                divergences[i] =
                        variance(run.part(vae.encoder()).predict(images).get(0));
            }
        }
        assertThat(divergences[1]).isLessThan(divergences[0] / 2);
    }

    @Test
    void refusesListsOfDifferentLengths() {
        assertThatThrownBy(() -> VqVae.builder().convFilters(8, 8, 8).build())
                .isInstanceOf(ConfigException.class)
                .hasMessage("VqVae: convFilters, convKernels and convStrides must have one number for each convolution;"
                        + " received [8, 8, 8], [3, 3], [2, 2]");
        assertThatThrownBy(() -> VqVae.builder().dataVariance(0).build())
                .isInstanceOf(ConfigException.class)
                .hasMessage("VqVae: dataVariance must be positive; received 0.0");
    }
}
