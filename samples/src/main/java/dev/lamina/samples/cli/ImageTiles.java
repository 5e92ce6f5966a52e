package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A PNG file as grey images of one size: one, or several in rows and columns without gaps. */
final class ImageTiles {
    private ImageTiles() {}

    /**
     * Reads images row by row.
     *
     * @return uint8 (n, side, side)
     * @throws LaminaException if the file is no picture, or its sides are no multiples of {@code side}
     */
    static NdArray read(Path file, int side) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        BufferedImage image = ImageIO.read(file.toFile());
        if (image == null || image.getWidth() % side != 0 || image.getHeight() % side != 0) {
            throw new LaminaException(Facts.of("\"" + file + "\" holds no images for the model")
                    .and("expected", "a picture whose sides are multiples of " + side + ": images in rows and columns")
                    .and(
                            "found",
                            image == null ? "no picture" : image.getWidth() + " by " + image.getHeight() + " pixels")
                    .and("try", "scaling it to " + side + " by " + side)
                    .toString());
        }
        int columns = image.getWidth() / side;
        int count = columns * (image.getHeight() / side);
        byte[] pixels = new byte[count * side * side];
        for (int i = 0; i < pixels.length; i++) {
            int tile = i / (side * side);
            int x = tile % columns * side + i % side;
            int y = tile / columns * side + i / side % side;
            pixels[i] = (byte) grey(image.getRGB(x, y));
        }
        return NdArray.of(pixels, count, side, side);
    }

    /** As television weighs colours. */
    private static int grey(int rgb) {
        return (int) Math.round(0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff));
    }
}
