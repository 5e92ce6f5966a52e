package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.util.List;

/**
 * The built-in data set: 28x28 grey images of the ten digits, drawn as strokes with random style, rotation, shear,
 * scale, position and thickness. Nothing is downloaded and no font is used; a seed gives the same images on every
 * platform. Easier than MNIST, but learnt by the same models.
 */
public final class Glyphs {
    private static final int PIXELS = GlyphPen.SIZE * GlyphPen.SIZE;
    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private Glyphs() {}

    /** 10,000 images to train and 2,000 to test. */
    public static ImageData load() {
        return load(10_000, 2_000, 0);
    }

    /**
     * Images drawn from a seed. Image i of the training images depends on the seed and i only, so that fewer are the
     * first of more; the same holds for the test images. Every ten images, from the first, are the ten digits in random
     * order.
     *
     * @param train the number of training images, at least 1
     * @param test the number of test images, at least 1
     */
    public static ImageData load(int train, int test, long seed) {
        NdArray[] training = draw(train, SplitMix.of(seed, 0).nextLong());
        NdArray[] testing = draw(test, SplitMix.of(seed, 1).nextLong());
        return new ImageData("glyphs", CLASSES, training[0], training[1], testing[0], testing[1]);
    }

    /** Images and labels. */
    private static NdArray[] draw(int count, long seed) {
        if (count < 1 || count > Integer.MAX_VALUE / PIXELS) {
            throw new IllegalArgumentException(
                    "from 1 to " + Integer.MAX_VALUE / PIXELS + " images can be drawn; received " + count);
        }
        byte[] images = new byte[count * PIXELS];
        byte[] labels = new byte[count];
        GlyphPen pen = new GlyphPen();
        int[] digits = {};
        for (int i = 0; i < count; i++) {
            if (i % 10 == 0) {
                digits = SplitMix.of(seed, -1 - i).permutation(10);
            }
            labels[i] = (byte) digits[i % 10];
            pen.draw(digits[i % 10], SplitMix.of(seed, i), images, i * PIXELS);
        }
        return new NdArray[] {NdArray.of(images, count, GlyphPen.SIZE, GlyphPen.SIZE), NdArray.of(labels, count)};
    }
}
