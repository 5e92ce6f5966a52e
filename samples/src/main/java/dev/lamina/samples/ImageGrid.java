package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures in rows and columns, as one PNG file. */
public final class ImageGrid {
    private static final int GAP = 2;
    private static final int ENLARGEMENT = 2;
    private static final int BACKGROUND = 0x404a58;

    private final List<NdArray> rows = new ArrayList<>();

    /**
     * Adds a row of pictures.
     *
     * @param images (columns, height, width, 1 or 3), black at 0 and white at 1; what lies outside is cut
     */
    public ImageGrid row(NdArray images) {
        if (images.shape().rank() != 4
                || (images.shape().last() != 1 && images.shape().last() != 3)) {
            throw new IllegalArgumentException(
                    "a row of pictures has shape (columns, height, width, 1 or 3); received " + images.shape());
        }
        rows.add(images);
        return this;
    }

    /** Adds pictures in rows of {@code columns}. */
    public ImageGrid wrapped(NdArray images, int columns) {
        for (int from = 0; from < images.shape().size(0); from += columns) {
            row(images.rows(from, Math.min(images.shape().size(0), from + columns)));
        }
        return this;
    }

    /** Writes the grid as a PNG file, making its folder where there is none. */
    public void write(Path file) throws IOException {
        BufferedImage image = draw();
        WholeFile.write(file, out -> ImageIO.write(image, "png", out));
    }

    private BufferedImage draw() {
        Shape shape = rows.get(0).shape();
        int height = shape.size(1) * ENLARGEMENT + GAP;
        int width = shape.size(2) * ENLARGEMENT + GAP;
        int columns = rows.stream().mapToInt(row -> row.shape().size(0)).max().orElseThrow();
        BufferedImage image =
                new BufferedImage(columns * width + GAP, rows.size() * height + GAP, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, BACKGROUND);
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < rows.get(r).shape().size(0); c++) {
                draw(image, rows.get(r), c, c * width + GAP, r * height + GAP);
            }
        }
        return image;
    }

    private static void draw(BufferedImage target, NdArray images, int index, int left, int top) {
        int height = images.shape().size(1);
        int width = images.shape().size(2);
        int channels = images.shape().last();
        float[] values = images.floats();
        for (int y = 0; y < height * ENLARGEMENT; y++) {
            for (int x = 0; x < width * ENLARGEMENT; x++) {
                int pixel = ((index * height + y / ENLARGEMENT) * width + x / ENLARGEMENT) * channels;
                int red = level(values[pixel]);
                int green = channels == 3 ? level(values[pixel + 1]) : red;
                int blue = channels == 3 ? level(values[pixel + 2]) : red;
                target.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
            }
        }
    }

    private static int level(float value) {
        return Math.round(255 * Math.max(0, Math.min(1, value)));
    }
}
