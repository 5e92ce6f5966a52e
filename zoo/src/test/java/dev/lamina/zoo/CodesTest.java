package dev.lamina.zoo;

import static dev.lamina.layers.Layers.finiteScalarQuantizer;
import static dev.lamina.layers.Layers.productQuantizer;
import static dev.lamina.layers.Layers.residualQuantizer;
import static dev.lamina.layers.Layers.vectorQuantizer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.ConfigException;
import dev.lamina.layers.Codebook;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.tensorflow.train.History;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is between images and codes: quantizers, their codebooks, and the priors that codes are drawn by. */
final class CodesTest {
    private static NdArray glyphs(int examples) {
        float[] pixels = Glyphs.load(examples, 1, 7).trainPixels().floats();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] -= 0.5f;
        }
        return NdArray.of(pixels, examples, 28, 28, 1);
    }

    private static double last(History history, String name) {
        List<Double> values = history.values().get(name);
        return values.get(values.size() - 1);
    }

    static Stream<Layer<?>> quantizers() {
        return Stream.of(
                vectorQuantizer(32, 4).cosine(true).codebook(Codebook.ema(0.9).restartBelow(0.5)),
                productQuantizer(2, vectorQuantizer(16, 2)),
                residualQuantizer(3, vectorQuantizer(16, 4).codebook(Codebook.ema(0.9))),
                finiteScalarQuantizer(8, 6, 5, 3));
    }

    /** Each brings the error below half the variance in a few steps, and codes give the same image back. */
    @ParameterizedTest
    @MethodSource("quantizers")
    void vqVaeLearnsAroundEachQuantizer(Layer<?> quantizer) {
        NdArray images = glyphs(1000);
        VqVae vqVae = VqVae.builder()
                .convFilters(16, 16)
                .latentDim(4)
                .quantizer(quantizer)
                .dataVariance(0.08)
                .build();
        try (CompiledModel run =
                TensorFlowBackend.compile(vqVae.model(), vqVae.recipe().training(), options -> options.seed(3))) {
            History history = run.fit(images, images, fit -> fit.epochs(6).batchSize(32));
            assertThat(last(history, "mean_squared_error")).isLessThan(0.5 * 0.08);
            NdArray codes = run.part(vqVae.codes()).predict(images.rows(0, 3)).get(0);
            assertThat(run.part(vqVae.fromCodes()).predict(codes).get(0).floats())
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(run.part(vqVae.reconstruction())
                            .predict(images.rows(0, 3))
                            .get(0)
                            .floats());
        }
    }

    @Test
    void clustersAreFoundAndBeginACodebook() {
        SplittableRandom random = new SplittableRandom(5);
        float[] vectors = new float[300 * 2];
        for (int i = 0; i < 300; i++) {
            vectors[2 * i] = 10 * (i % 3) + random.nextFloat();
            vectors[2 * i + 1] = -7 * (i % 3) + random.nextFloat();
        }
        NdArray codebook = KMeans.codebook(NdArray.of(vectors, 100, 3, 2), 3, 10, 1);
        float[] firsts = Arrays.copyOf(codebook.floats(), 3);
        Arrays.sort(firsts);
        assertThat(firsts).usingComparatorWithPrecision(0.15f).containsExactly(0.5f, 10.5f, 20.5f);
        assertThatThrownBy(() -> KMeans.codebook(NdArray.of(vectors, 300, 2), 301, 1, 1))
                .isInstanceOf(ConfigException.class)
                .hasMessage("KMeans: 301 codes need as many vectors at least; received 300");

        VqVae vqVae =
                VqVae.builder().convFilters(4, 4).latentDim(2).numEmbeddings(16).build();
        NdArray images = glyphs(50);
        try (CompiledModel run = TensorFlowBackend.compile(vqVae.model())) {
            NdArray seen = run.part(vqVae.encoder()).predict(images).get(0);
            run.setWeights(Map.of("vector_quantizer/embeddings", KMeans.codebook(seen, 16, 10, 1)));
            int[] codes = run.part(vqVae.codes()).predict(images).get(0).ints();
            assertThat(IntStream.of(codes).distinct().count()).isGreaterThan(12);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlaceOfAPriorSeesNothingAtOrBehindIt(PixelCnn.Kind kind) {
        PixelCnn prior = new PixelCnn(4, 5, 3, 8, 2, kind);
        try (CompiledModel run =
                TensorFlowBackend.compile(prior.model(), prior.recipe().training())) {
            int[] map = new int[20];
            float[] before = run.predict(NdArray.of(map, 1, 4, 5)).get(0).floats();
            for (int place = 0; place < 20; place++) {
                int[] changed = map.clone();
                changed[place] = 1;
                float[] after = run.predict(NdArray.of(changed, 1, 4, 5)).get(0).floats();
                int first = IntStream.range(0, 60)
                        .filter(i -> before[i] != after[i])
                        .findFirst()
                        .orElse(60);
                assertThat(first / 3).as("first place that sees place " + place).isGreaterThan(place);
                if (place % 5 < 4) {
                    assertThat(first / 3).isEqualTo(place + 1);
                }
            }
        }
    }

    /** Codes that count up from a first one drawn at random: a prior that has learned them draws such maps alone. */
    @Test
    void priorDrawsMapsLikeThoseItLearned() {
        int[] maps = new int[400 * 12];
        SplittableRandom random = new SplittableRandom(2);
        for (int map = 0; map < 400; map++) {
            int first = random.nextInt(4);
            for (int i = 0; i < 12; i++) {
                maps[map * 12 + i] = (first + i) % 4;
            }
        }
        PixelCnn prior = new PixelCnn(3, 4, 4, 16, 1, PixelCnn.Kind.GATED);
        NdArray learned = NdArray.of(maps, 400, 3, 4);
        try (CompiledModel run =
                TensorFlowBackend.compile(prior.model(), prior.recipe().training(), options -> options.seed(1))) {
            run.learningRate(0.01);
            run.fit(learned, learned, fit -> fit.epochs(8).batchSize(20));
            int[] drawn =
                    prior.sample(some -> run.predict(some).get(0), 20, 1, 9).ints();
            long right = IntStream.range(0, 240)
                    .filter(i -> i % 12 == 0 || drawn[i] == (drawn[i - 1] + 1) % 4)
                    .count();
            assertThat(right).isGreaterThan(220);
            assertThat(IntStream.range(0, 20).map(i -> drawn[12 * i]).distinct().count())
                    .isGreaterThan(2);
        }
    }

    @Test
    void drawsByTemperature() {
        SplittableRandom random = new SplittableRandom(1);
        float[] logits = {9, 0, (float) Math.log(3)};
        int[] counts = new int[2];
        for (int i = 0; i < 4000; i++) {
            counts[Draw.byLogits(logits, 1, 2, 1, random)]++;
        }
        assertThat(counts[1]).isBetween(2850, 3150);
        for (int i = 0; i < 100; i++) {
            assertThat(Draw.byProbabilities(new float[] {0.4f, 0.6f}, 0, 2, 0.01, random))
                    .isEqualTo(1);
        }
    }

    @Test
    void codesOfTheNetByGradientBeginUniformlyAndLearn() {
        VqVae net = ResidualVqVae.byGradient(Shape.of(8, 8, 1), 40, 4, 0.1);
        NdArray images = NdArray.zeros(DType.FLOAT32, Shape.of(2, 8, 8, 1));
        try (CompiledModel run =
                TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(1))) {
            float[] begun = codes(run);
            for (float code : begun) {
                assertThat(code).isBetween(-1 / 40f, 1 / 40f);
            }
            assertThat(IntStream.range(0, begun.length)
                            .mapToDouble(i -> Math.abs(begun[i]))
                            .average()
                            .orElseThrow())
                    .isBetween(0.4 / 40, 0.6 / 40);
            run.trainOnBatch(images, images);
            assertThat(codes(run)).isNotEqualTo(begun);
        }
    }

    private static float[] codes(CompiledModel run) {
        return run.weights().entrySet().stream()
                .filter(weight -> weight.getKey().endsWith("embeddings"))
                .findFirst()
                .orElseThrow()
                .getValue()
                .floats()
                .clone();
    }

    @Test
    void refusesImagesThatCannotBeHalvedTwice() {
        assertThatThrownBy(() -> ResidualVqVae.of(Shape.of(30, 32, 3), 8, 4, 0.1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("multiples of 4");
        assertThatThrownBy(() -> ResidualVae.of(Shape.of(32, 30, 3), 8)).isInstanceOf(ConfigException.class);
    }
}
