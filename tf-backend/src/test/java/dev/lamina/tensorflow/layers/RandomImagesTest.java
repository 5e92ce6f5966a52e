package dev.lamina.tensorflow.layers;

import static dev.lamina.Lamina.batchInput;
import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.augMix;
import static dev.lamina.layers.Layers.cutMix;
import static dev.lamina.layers.Layers.mixUp;
import static dev.lamina.layers.Layers.randAugment;
import static dev.lamina.layers.Layers.randomBrightness;
import static dev.lamina.layers.Layers.randomCrop;
import static dev.lamina.layers.Layers.randomElasticTransform;
import static dev.lamina.layers.Layers.randomErasing;
import static dev.lamina.layers.Layers.randomFlip;
import static dev.lamina.layers.Layers.randomGrayscale;
import static dev.lamina.layers.Layers.randomHue;
import static dev.lamina.layers.Layers.randomInvert;
import static dev.lamina.layers.Layers.randomPerspective;
import static dev.lamina.layers.Layers.randomPosterization;
import static dev.lamina.layers.Layers.randomRotation;
import static dev.lamina.layers.Layers.randomShear;
import static dev.lamina.layers.Layers.randomTranslation;
import static dev.lamina.layers.Layers.randomZoom;
import static dev.lamina.layers.Layers.solarization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Tensors;
import dev.lamina.layers.FlipMode;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Objective;
import dev.lamina.lowering.Program;
import dev.lamina.tensorflow.runtime.EmittedProgram;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What random layers draw: how often, from where to where, and what stays the same. */
final class RandomImagesTest {
    private static final int BATCH = 400;

    /** Images of 4 by 4 elements and 3 channels, all different, from 0 to 1. */
    private static NdArray images(int batch) {
        float[] values = new float[batch * 48];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 37 % 241) / 241f;
        }
        return NdArray.of(values, batch, 4, 4, 3);
    }

    /** The outputs of some steps of training. */
    private static List<NdArray> steps(Layer<?> layer, SymbolicTensor x, NdArray fed, int count) {
        Model model = Model.of("tested", Tensors.one(x), Tensors.one(layer.on(x)));
        Objective none = (any, outputs, masks, feed) -> new Objective.Scalars(List.of(), List.of());
        Program program = Lowering.training(model, none);
        List<NdArray> found = new ArrayList<>();
        try (GraphRuntime runtime = new GraphRuntime(0)) {
            EmittedProgram emitted = runtime.emit(program, "tested");
            for (int i = 0; i < count; i++) {
                found.add(runtime.execute(new Step(emitted.feeds(), emitted.outputs(), List.of()), List.of(fed))
                        .get(0));
            }
        }
        return found;
    }

    private static NdArray step(Layer<?> layer, NdArray fed) {
        return steps(layer, input("x", 4, 4, 3), fed, 1).get(0);
    }

    static Stream<Layer<?>> layers() {
        return Stream.of(
                randomFlip(),
                randomRotation(0.2),
                randomTranslation(0.3, 0.3),
                randomZoom(0.4).widthFactor(0.2),
                randomShear(0.4, 0.3),
                randomPerspective(1, 1).scale(0.5),
                randomElasticTransform(1, 1).valueRange(0, 1),
                randomBrightness(0.5).valueRange(0, 1),
                randomHue(0.5).valueRange(0, 1),
                randomInvert(0.5).valueRange(0, 1),
                randomGrayscale(0.5),
                randomPosterization(1, 8).valueRange(0, 1),
                solarization().thresholdFactor(1).valueRange(0, 1),
                randomErasing(0.5).valueRange(0, 1),
                randAugment().valueRange(0, 1),
                augMix().valueRange(0, 1),
                mixUp().alpha(1),
                cutMix(1));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void drawsAnewInEachStepAndForEachImage(Layer<?> layer) {
        float[] one = images(1).floats();
        float[] same = new float[one.length * 16];
        IntStream.range(0, 16).forEach(i -> System.arraycopy(one, 0, same, i * one.length, one.length));
        boolean mixes = layer.className().endsWith("Mix") || layer.className().equals("MixUp");
        NdArray fed = mixes ? images(16) : NdArray.of(same, 16, 4, 4, 3);
        List<NdArray> found = steps(layer, input("x", 4, 4, 3), fed, 3);
        assertThat(found).allSatisfy(output -> {
            assertThat(output.shape()).isEqualTo(fed.shape());
            for (float value : output.floats()) {
                assertThat(value).isBetween(-1e-5f, 1 + 1e-5f);
            }
        });
        assertThat(found.stream()
                        .map(NdArray::floats)
                        .map(java.util.Arrays::hashCode)
                        .distinct())
                .hasSizeGreaterThan(1);
        if (!mixes
                && !layer.className().equals("RandAugment")
                && !layer.className().equals("AugMix")) {
            long different = IntStream.range(0, 16)
                    .mapToObj(i -> java.util.Arrays.hashCode(
                            found.get(0).rows(i, i + 1).floats()))
                    .distinct()
                    .count();
            assertThat(different).as("different images").isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theSameSeedDrawsTheSame(Layer<?> layer) {
        assertThat(step(layer, images(5))).isEqualTo(step(layer, images(5)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void takesImagesOfUnknownSizes(Layer<?> layer) {
        boolean needsSides =
                List.of("RandomPerspective", "RandomElasticTransform").contains(layer.className());
        if (!needsSides) {
            SymbolicTensor x = batchInput("x", new TensorSpec(Shape.of(-1, -1, -1, 3), DType.FLOAT32));
            assertThat(steps(layer, x, images(3), 1).get(0)).isEqualTo(step(layer, images(3)));
        }
    }

    @Test
    void flipsHalfOfTheImages() {
        NdArray fed = images(BATCH);
        NdArray found = step(randomFlip().mode(FlipMode.HORIZONTAL).seed(3), fed);
        int flipped = 0;
        for (int image = 0; image < BATCH; image++) {
            boolean same = true;
            boolean mirrored = true;
            for (int i = 0; i < 48; i++) {
                int row = i / 12;
                int column = i / 3 % 4;
                float value = found.floats()[image * 48 + i];
                same &= value == fed.floats()[image * 48 + i];
                mirrored &= value == fed.floats()[image * 48 + row * 12 + (3 - column) * 3 + i % 3];
            }
            assertThat(same ^ mirrored).as("image " + image).isTrue();
            flipped += mirrored ? 1 : 0;
        }
        assertThat(flipped / (double) BATCH).isCloseTo(0.5, within(0.1));
    }

    @Test
    void brightnessIsEvenlySpread() {
        NdArray dark = NdArray.zeros(DType.FLOAT32, Shape.of(BATCH, 4, 4, 3));
        NdArray found = step(randomBrightness(0.2, 0.8).valueRange(0, 1), dark);
        double sum = 0;
        double least = 1;
        double most = 0;
        for (int image = 0; image < BATCH; image++) {
            double value = found.getDouble(image * 48);
            assertThat(found.getDouble(image * 48 + 47)).isEqualTo(value);
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(sum / BATCH).isCloseTo(0.5, within(0.04));
        assertThat(least).isBetween(0.2, 0.22);
        assertThat(most).isBetween(0.78, 0.8);
    }

    @Test
    void movesByPartsOfTheSides() {
        NdArray fed = images(BATCH);
        NdArray found = step(randomTranslation(0.25, 0).heightFactor(0.25, 0.25), fed);
        for (int i = 0; i < 36; i++) {
            assertThat(found.getDouble(12 + i)).isCloseTo(fed.getDouble(i), within(1e-6));
        }
    }

    @Test
    void cropsAreParts() {
        List<NdArray> found = steps(randomCrop(2, 3), input("x", 4, 4, 3), images(2), 30);
        List<Float> corners = new ArrayList<>();
        for (NdArray crop : found) {
            assertThat(crop.shape()).isEqualTo(Shape.of(2, 2, 3, 3));
            float corner = crop.floats()[0];
            int at = IntStream.range(0, 48)
                    .filter(i -> images(2).floats()[i] == corner)
                    .findFirst()
                    .orElseThrow();
            assertThat(at % 3).isZero();
            assertThat(crop.floats()[9]).isEqualTo(images(2).floats()[at + 12]);
            corners.add(corner);
        }
        assertThat(corners.stream().distinct().count()).isEqualTo(6);
    }

    @Test
    void rectanglesHaveTheSizesThatWereAskedFor() {
        NdArray found = step(randomErasing(1, 1).scale(0.25, 0.25).fillValue(2).valueRange(0, 2), images(BATCH));
        for (int image = 0; image < BATCH; image++) {
            int erased = 0;
            for (int i = 0; i < 48; i += 3) {
                erased += found.getDouble(image * 48 + i) == 2 ? 1 : 0;
            }
            assertThat(erased).isEqualTo(4);
        }
    }

    @Test
    void mixesPairsOfImages() {
        NdArray fed = NdArray.zeros(DType.FLOAT32, Shape.of(BATCH, 1, 1, 1));
        for (int i = 0; i < BATCH; i++) {
            fed.floats()[i] = i;
        }
        NdArray mixed = steps(mixUp().alpha(1), input("x", 1, 1, 1), fed, 1).get(0);
        NdArray cut = steps(cutMix(1), input("x", 1, 1, 1), fed, 1).get(0);
        double mean = IntStream.range(0, BATCH)
                .mapToDouble(mixed::getDouble)
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo((BATCH - 1) / 2.0, within(15.0));
        for (int i = 0; i < BATCH; i++) {
            assertThat(mixed.getDouble(i)).isBetween(0.0, BATCH - 1.0);
            assertThat(cut.getDouble(i)).isEqualTo(Math.rint(cut.getDouble(i)));
        }
        assertThat(mixed).isNotEqualTo(fed);
    }
}
