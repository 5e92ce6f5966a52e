package dev.lamina.tensorflow.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.alphaDropout;
import static dev.lamina.layers.Layers.dropout;
import static dev.lamina.layers.Layers.gaussianDropout;
import static dev.lamina.layers.Layers.gaussianNoise;
import static dev.lamina.layers.Layers.spatialDropout1d;
import static dev.lamina.layers.Layers.spatialDropout2d;
import static dev.lamina.layers.Layers.spatialDropout3d;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.ops.DataFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What layers draw in training: the distribution, what shares a draw, and that a seed repeats it. */
final class RandomLayersTest {
    private static final int[] LARGE = {100, 400};

    private static NdArray filled(float value, int... shape) {
        float[] values = new float[IntStream.of(shape).reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, value);
        return NdArray.of(values, shape);
    }

    private static NdArray train(Layer<?> layer, NdArray x) {
        int[] sizes = x.shape().sizes();
        return LayerRun.training(
                        layer, input("x", Arrays.copyOfRange(sizes, 1, sizes.length)), List.of(x), List.of(), List.of())
                .outputs()
                .get(0);
    }

    private static double[] values(NdArray array) {
        return IntStream.range(0, Math.toIntExact(array.size()))
                .mapToDouble(array::getDouble)
                .toArray();
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double... values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    /** Draws number 40 000: a frequency or a mean of unit variance is right within 0.02 with near certainty. */
    @Test
    void dropoutDropsAtItsRateAndScalesTheRest() {
        double[] y = values(train(dropout(0.3).seed(1), filled(2, LARGE)));

        assertThat(mean(Arrays.stream(y).map(v -> v == 0 ? 1 : 0).toArray())).isCloseTo(0.3, within(0.02));
        assertThat(Arrays.stream(y).filter(v -> v != 0))
                .allSatisfy(v -> assertThat(v).isCloseTo(2 / 0.7, within(1e-5)));
        assertThat(values(train(dropout(1), filled(2, 3, 4)))).containsOnly(0);
        assertThat(values(train(dropout(0), filled(2, 3, 4)))).containsOnly(2);
    }

    @Test
    void aNoiseShapeOfOneSharesTheDraw() {
        NdArray y = train(dropout(0.5).seed(3).noiseShape(Shape.UNKNOWN, 1, 8), filled(1, 50, 6, 8));
        for (int i = 0; i < 50; i++) {
            for (int channel = 0; channel < 8; channel++) {
                int first = i * 48 + channel;
                for (int step = 1; step < 6; step++) {
                    assertThat(y.getDouble(first + step * 8)).isEqualTo(y.getDouble(first));
                }
            }
        }
        assertThat(values(y)).containsOnly(0, 2);
        NdArray leftOut = train(dropout(0.5).seed(3).noiseShape(8), filled(1, 50, 8));
        assertThat(Arrays.copyOfRange(values(leftOut), 8, 16)).isEqualTo(Arrays.copyOf(values(leftOut), 8));
    }

    @Test
    void gaussianNoiseHasMeanZeroAndItsDeviation() {
        double[] y = values(train(gaussianNoise(0.5).seed(2), filled(3, LARGE)));

        assertThat(mean(y)).isCloseTo(3, within(0.01));
        assertThat(deviation(y)).isCloseTo(0.5, within(0.01));
    }

    @Test
    void gaussianDropoutHasMeanOneAndTheVarianceOfItsRate() {
        double[] y = values(train(gaussianDropout(0.2).seed(2), filled(2, LARGE)));

        assertThat(mean(y)).isCloseTo(2, within(0.02));
        assertThat(deviation(y)).isCloseTo(2 * Math.sqrt(0.2 / 0.8), within(0.02));
    }

    @Test
    void alphaDropoutKeepsMeanAndVariance() {
        float[] values = new float[40_000];
        Random random = new Random(4);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        double[] y = values(train(alphaDropout(0.3).seed(5), NdArray.of(values, LARGE)));

        assertThat(mean(y)).isCloseTo(0, within(0.03));
        assertThat(deviation(y)).isCloseTo(1, within(0.03));
        // What is replaced has one value, what is kept has many.
        double[] sorted = y.clone();
        Arrays.sort(sorted);
        int longest = 0;
        for (int i = 1, run = 1; i < sorted.length; i++) {
            run = sorted[i] == sorted[i - 1] ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        assertThat(longest / 40_000.0).isCloseTo(0.3, within(0.02));
    }

    @Test
    void spatialDropoutDropsWholeChannels() {
        checkChannels(values(train(spatialDropout1d(0.4).seed(6), filled(1, 200, 5, 8))), 5, 8, false);
        checkChannels(values(train(spatialDropout2d(0.4).seed(6), filled(1, 200, 3, 2, 8))), 6, 8, false);
        checkChannels(values(train(spatialDropout3d(0.4).seed(6), filled(1, 200, 3, 1, 2, 8))), 6, 8, false);
        Layer<?> first = spatialDropout2d(0.4).seed(6).dataFormat(DataFormat.CHANNELS_FIRST);
        checkChannels(values(train(first, filled(1, 200, 8, 3, 2))), 6, 8, true);
        Layer<?> volume = spatialDropout3d(0.4).seed(6).dataFormat(DataFormat.CHANNELS_FIRST);
        checkChannels(values(train(volume, filled(1, 200, 8, 3, 2, 1))), 6, 8, true);
    }

    private static void checkChannels(double[] y, int positions, int channels, boolean channelsFirst) {
        int dropped = 0;
        int all = y.length / positions;
        for (int i = 0; i < all; i++) {
            int example = i / channels;
            int channel = i % channels;
            int start = example * channels * positions + (channelsFirst ? channel * positions : channel);
            for (int position = 1; position < positions; position++) {
                assertThat(y[start + position * (channelsFirst ? 1 : channels)]).isEqualTo(y[start]);
            }
            dropped += y[start] == 0 ? 1 : 0;
        }
        assertThat(dropped / (double) all).isCloseTo(0.4, within(0.05));
    }

    static Stream<List<Layer<?>>> seeded() {
        return Stream.of(
                List.of(dropout(0.5).seed(1), dropout(0.5).seed(2)),
                List.of(gaussianNoise(0.5).seed(1), gaussianNoise(0.5).seed(2)),
                List.of(gaussianDropout(0.5).seed(1), gaussianDropout(0.5).seed(2)),
                List.of(alphaDropout(0.5).seed(1), alphaDropout(0.5).seed(2)));
    }

    @ParameterizedTest
    @MethodSource("seeded")
    void aSeedRepeatsTheDraws(List<Layer<?>> layers) {
        NdArray x = filled(1, 4, 16);

        assertThat(values(train(layers.get(0), x))).isEqualTo(values(train(layers.get(0), x)));
        assertThat(values(train(layers.get(0), x))).isNotEqualTo(values(train(layers.get(1), x)));
    }
}
