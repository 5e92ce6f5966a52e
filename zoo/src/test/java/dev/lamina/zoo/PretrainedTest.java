package dev.lamina.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The models that come trained, on glyphs that they have not seen. */
final class PretrainedTest {
    private static final int COUNT = 200;
    private static final double VARIANCE = 0.08;
    private static final NdArray PIXELS = Glyphs.load(1, COUNT, 77).testPixels();

    private static NdArray shifted(NdArray pixels) {
        float[] values = pixels.floats().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] -= 0.5f;
        }
        return NdArray.of(values, pixels.shape().sizes());
    }

    private static double error(NdArray images) {
        double sum = 0;
        for (int i = 0; i < images.size(); i++) {
            sum += Math.pow(images.floats()[i] - PIXELS.floats()[i], 2);
        }
        return sum / images.size();
    }

    private static double reconstructionError(Autoencoder net, Pretrained weights, NdArray inputs) {
        try (CompiledModel run = TensorFlowBackend.compile(net.model())) {
            run.loadWeights(weights.file());
            return error(run.part(net.reconstruction()).predict(inputs).get(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isSmall(Pretrained model) throws IOException {
        assertThat(Files.size(model.file())).isBetween(100_000L, 1_000_000L);
    }

    @Test
    void autoencodersGiveBackWhatTheyHaveNotSeen() {
        assertThat(reconstructionError(VqVae.glyphs(), Pretrained.VQ_VAE, shifted(PIXELS)))
                .isLessThan(0.08 * VARIANCE);
        assertThat(reconstructionError(DenseVae.standard(), Pretrained.DENSE_VAE, PIXELS.reshape(COUNT, 784)))
                .isLessThan(0.2 * VARIANCE);
        assertThat(reconstructionError(ConvVae.keras(), Pretrained.CONV_VAE, PIXELS))
                .isLessThan(0.6 * VARIANCE);
    }

    /** Drawn blindly, a code costs log 64 = 4.16 nats. */
    @Test
    void priorDrawsCodesThatDecode() {
        VqVae vqVae = VqVae.glyphs();
        PixelCnn net = PixelCnn.glyphs();
        try (CompiledModel coder = TensorFlowBackend.compile(vqVae.model());
                CompiledModel prior =
                        TensorFlowBackend.compile(net.model(), net.recipe().training())) {
            coder.loadWeights(Pretrained.VQ_VAE.file());
            prior.loadWeights(Pretrained.PIXEL_CNN.file());

            NdArray codes = coder.part(vqVae.codes()).predict(shifted(PIXELS)).get(0);
            assertThat(IntStream.of(codes.ints()).distinct().count()).isGreaterThan(60);
            assertThat(prior.evaluate(codes, codes).get("loss")).isLessThan(1.1);

            NdArray drawn = net.sample(maps -> prior.predict(maps).get(0), 20, 1, 5);
            NdArray images = coder.part(vqVae.fromCodes()).predict(drawn).get(0);
            double ink = IntStream.range(0, images.size())
                    .mapToDouble(images::getDouble)
                    .average()
                    .orElseThrow();
            double glyphs = IntStream.range(0, PIXELS.size())
                    .mapToDouble(PIXELS::getDouble)
                    .average()
                    .orElseThrow();
            assertThat(ink).isBetween(0.7 * glyphs, 1.3 * glyphs);
        }
    }
}
