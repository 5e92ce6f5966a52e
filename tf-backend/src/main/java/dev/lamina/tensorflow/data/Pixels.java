package dev.lamina.tensorflow.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The pixels of images as numbers.
 *
 * <p>Source: {@code tf.image.resize} with {@code bilinear}, {@code antialias=False}: centres of pixels, edges repeated.
 */
final class Pixels {
    private Pixels() {}

    /** Stores an image in another size, its elements from 0 to 255, as rows of pixels of channels. */
    static void resize(BufferedImage image, int height, int width, int channels, float[] to, int offset) {
        float[] pixels = of(image, channels);
        int[][] rows = neighbours(image.getHeight(), height);
        int[][] columns = neighbours(image.getWidth(), width);
        float[] down = shares(image.getHeight(), height);
        float[] right = shares(image.getWidth(), width);
        int at = offset;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    float top = between(pixels, image, rows[0][y], columns, x, right[x], channels, c);
                    float bottom = between(pixels, image, rows[1][y], columns, x, right[x], channels, c);
                    to[at++] = top + (bottom - top) * down[y];
                }
            }
        }
    }

    private static float between(
            float[] pixels, BufferedImage image, int row, int[][] columns, int x, float share, int channels, int c) {
        float left = pixels[(row * image.getWidth() + columns[0][x]) * channels + c];
        float right = pixels[(row * image.getWidth() + columns[1][x]) * channels + c];
        return left + (right - left) * share;
    }

    private static float place(int from, int to, int i) {
        return (i + 0.5f) * ((float) from / to) - 0.5f;
    }

    /** The two pixels between which each new one lies. */
    private static int[][] neighbours(int from, int to) {
        int[][] both = new int[2][to];
        for (int i = 0; i < to; i++) {
            int lower = (int) Math.floor(place(from, to, i));
            both[0][i] = Math.max(0, lower);
            both[1][i] = Math.min(from - 1, lower + 1);
        }
        return both;
    }

    /** How much of the second of them. */
    private static float[] shares(int from, int to) {
        float[] shares = new float[to];
        for (int i = 0; i < to; i++) {
            float place = place(from, to, i);
            shares[i] = place - (float) Math.floor(place);
        }
        return shares;
    }

    private static float[] of(BufferedImage image, int channels) {
        int width = image.getWidth();
        float[] pixels = new float[image.getHeight() * width * channels];
        Raster raster = image.getRaster();
        // getRGB would brighten shades of grey, which Java takes to be linear.
        boolean grey = raster.getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel);
        double scale = grey ? 255.0 / ((1 << image.getSampleModel().getSampleSize(0)) - 1) : 1;
        for (int i = 0; i < image.getHeight() * width; i++) {
            int rgb = grey ? 0 : image.getRGB(i % width, i / width);
            int red = grey ? (int) (raster.getSample(i % width, i / width, 0) * scale) : rgb >> 16 & 255;
            int green = grey ? red : rgb >> 8 & 255;
            int blue = grey ? red : rgb & 255;
            if (channels == 1) {
                pixels[i] = grey ? red : Math.round(0.299f * red + 0.587f * green + 0.114f * blue);
            } else {
                pixels[3 * i] = red;
                pixels[3 * i + 1] = green;
                pixels[3 * i + 2] = blue;
            }
        }
        return pixels;
    }
}
