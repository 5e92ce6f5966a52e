package dev.lamina.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs at a small scale, and what they learned. */
final class ProgramsTest {
    @TempDir
    Path folder;

    private static double meanSquaredError(NdArray a, NdArray b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += Math.pow(a.floats()[i] - b.floats()[i], 2);
        }
        return sum / a.size();
    }

    @Test
    void javaExampleOfTheReadmeWritesAModelThatReconstructs() {
        Path file = folder.resolve("vq_vae.keras");
        NdArray images = Glyphs.load(2000, 1, 1).trainPixels();
        ReadmeExample.train(images, file);
        try (CompiledModel loaded = TensorFlowBackend.load(file)) {
            NdArray some = images.rows(0, 50);
            NdArray nothing = NdArray.zeros(some.dtype(), some.shape());
            assertThat(meanSquaredError(loaded.predict(some).get(0), some))
                    .isLessThan(0.8 * meanSquaredError(nothing, some));
        }
    }

    @Test
    void kotlinExampleOfTheReadmeLearnsThroughRounding() {
        NdArray pixels = Glyphs.load(2000, 1, 1).trainPixels().reshape(2000, 784);
        List<Double> losses = ReadmeExampleKt.trainRounded(pixels).values().get("loss");
        assertThat(losses.get(4)).isLessThan(0.7 * losses.get(0));
    }

    @Test
    void enduranceWritesARowForEachThousandSteps() throws IOException {
        Path table = folder.resolve("endurance.csv");
        Path picture = folder.resolve("endurance.png");
        EnduranceBenchmark.main(new String[] {"2", table.toString(), picture.toString()});
        assertThat(Files.readAllLines(table))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("steps,ms_per_step,resident_mib"),
                        line -> assertThat(line).matches("1000,[0-9.]+,[0-9.]+"),
                        line -> assertThat(line).matches("2000,[0-9.]+,[0-9.]+"));
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(720);
    }

    @Test
    void imagesComeBackFromCodesAndFromTheFile() {
        ImageCodes done = ImageCodesKt.imagesThroughCodes(2000, 6, folder.resolve("vq_vae.keras"));
        assertThat(done.getCodes().shape()).isEqualTo(Shape.of(10, 7, 7));
        List<Double> errors = done.getHistory().values().get("mean_squared_error");
        assertThat(errors.get(5)).isLessThan(0.05);
        assertThat(done.getImagesOfLoadedModel().floats())
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(done.getImages().floats());
    }
}
