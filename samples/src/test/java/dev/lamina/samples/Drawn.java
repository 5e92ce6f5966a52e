package dev.lamina.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** What programs drew. */
final class Drawn {
    private Drawn() {}

    /** Fails where a file is no picture, or one of hardly any colours, as grids of black images are. */
    static void assertIsPicture(Path file) throws IOException {
        assertThat(pixels(file).distinct().count())
                .as("colours of %s", file.getFileName())
                .isGreaterThan(20);
    }

    /** Fails where a file is no picture, or one without lines, areas and points, which alone have colours in charts. */
    static void assertIsChart(Path file) throws IOException {
        long coloured = pixels(file)
                .filter(rgb -> Color.RGBtoHSB(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, null)[1] > 0.5)
                .count();
        // A sample in the legend has about a hundred.
        assertThat(coloured).as("coloured pixels of %s", file.getFileName()).isGreaterThan(300);
    }

    private static IntStream pixels(Path file) throws IOException {
        assertThat(file).exists();
        BufferedImage image = ImageIO.read(file.toFile());
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()));
    }
}
