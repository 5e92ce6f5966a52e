package dev.lamina.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.NdArray;
import dev.lamina.errors.ConfigException;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The models that come trained, on glyphs that they have not seen. */
final class PretrainedTest {
    private static final int COUNT = 200;
    private static final double VARIANCE = 0.08;
    private static final NdArray PIXELS = Glyphs.load(1, COUNT, 77).testPixels();

    private static double error(NdArray images) {
        double sum = 0;
        for (int i = 0; i < images.size(); i++) {
            sum += Math.pow(images.floats()[i] - PIXELS.floats()[i], 2);
        }
        return sum / images.size();
    }

    private static double reconstructionError(PretrainedAutoencoder net) {
        try (net) {
            return error(net.decode(net.encode(PIXELS)));
        }
    }

    private static double ink(NdArray images) {
        return IntStream.range(0, images.size())
                .mapToDouble(images::getDouble)
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void isSmall(Pretrained model) throws IOException {
        assertThat(Files.size(model.file())).isBetween(100_000L, 1_000_000L);
    }

    @Test
    void autoencodersGiveBackWhatTheyHaveNotSeen() {
        assertThat(reconstructionError(VqVae.pretrained())).isLessThan(0.08 * VARIANCE);
        assertThat(reconstructionError(DenseVae.pretrained())).isLessThan(0.2 * VARIANCE);
        assertThat(reconstructionError(ConvVae.pretrained())).isLessThan(0.6 * VARIANCE);
    }

    /** Drawn blindly, a code costs log 64 = 4.16 nats. */
    @Test
    void priorForeseesCodes() {
        PixelCnn net = PixelCnn.glyphs();
        try (PretrainedAutoencoder vqVae = VqVae.pretrained();
                CompiledModel prior =
                        TensorFlowBackend.compile(net.model(), net.recipe().training())) {
            prior.loadWeights(Pretrained.PIXEL_CNN.file());
            NdArray codes = vqVae.encode(PIXELS);
            assertThat(IntStream.of(codes.ints()).distinct().count()).isGreaterThan(60);
            assertThat(prior.evaluate(codes, codes).get("loss")).isLessThan(1.1);
        }
    }

    @ParameterizedTest
    @MethodSource("opened")
    void drawsImagesWithAsMuchInkAsGlyphs(PretrainedAutoencoder opened) {
        try (PretrainedAutoencoder net = opened) {
            NdArray drawn = net.generate(50, 5);
            assertThat(drawn.shape().sizes()).containsExactly(50, 28, 28, 1);
            assertThat(ink(drawn)).isBetween(0.7 * ink(PIXELS), 1.3 * ink(PIXELS));
            assertThat(net.generate(50, 5)).isEqualTo(drawn);
            assertThat(net.generate(50, 6)).isNotEqualTo(drawn);
            assertThatThrownBy(() -> net.generate(0, 5))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("received 0 and 1.0");
        }
    }

    static Stream<PretrainedAutoencoder> opened() {
        return Stream.of(VqVae.pretrained(), DenseVae.pretrained(), ConvVae.pretrained());
    }

    @Test
    void coolerDrawsVaryLess() {
        try (PretrainedAutoencoder net = ConvVae.pretrained()) {
            assertThat(spread(net.generate(40, 0.1, 3))).isLessThan(0.5 * spread(net.generate(40, 1, 3)));
        }
    }

    /** The mean distance of neighbouring images, squared. */
    private static double spread(NdArray images) {
        float[] values = images.floats();
        int pixels = 28 * 28;
        double sum = 0;
        for (int i = pixels; i < values.length; i++) {
            sum += Math.pow(values[i] - values[i - pixels], 2);
        }
        return sum / (values.length - pixels);
    }
}
