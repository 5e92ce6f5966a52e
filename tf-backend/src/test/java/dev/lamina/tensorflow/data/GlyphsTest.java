package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class GlyphsTest {
    private static String sha256(NdArray... arrays) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (NdArray array : arrays) {
            digest.update((byte[]) array.storage());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The same pixels on every platform and Java version: others' published results depend on it. */
    @Test
    void theImagesAreTheseForEver() throws NoSuchAlgorithmException {
        ImageData glyphs = Glyphs.load();
        assertThat(glyphs.trainImages().shape()).isEqualTo(Shape.of(10_000, 28, 28));
        assertThat(glyphs.testImages().shape()).isEqualTo(Shape.of(2_000, 28, 28));
        assertThat(glyphs.trainImages().dtype()).isEqualTo(DType.UINT8);
        assertThat(sha256(glyphs.trainImages(), glyphs.trainLabels(), glyphs.testImages(), glyphs.testLabels()))
                .isEqualTo("211d3afd3cecec43fc3e3cd44fdee8f1454b2b03f7fe9be6a084feda250d1d19");
    }

    @Test
    void fewerAreTheFirstOfMoreAndSeedsDiffer() {
        ImageData many = Glyphs.load(300, 50, 4);
        ImageData few = Glyphs.load(35, 7, 4);
        assertThat(few.trainImages()).isEqualTo(many.trainImages().rows(0, 35));
        assertThat(few.trainLabels()).isEqualTo(many.trainLabels().rows(0, 35));
        assertThat(few.testImages()).isEqualTo(many.testImages().rows(0, 7));
        assertThat(few.testImages()).isNotEqualTo(many.trainImages().rows(0, 7));
        assertThat(Glyphs.load(35, 7, 5).trainImages()).isNotEqualTo(few.trainImages());
    }

    @Test
    void everyTenAreTheTenDigits() {
        byte[] labels = (byte[]) Glyphs.load(200, 10, 9).trainLabels().storage();
        for (int i = 0; i < labels.length; i += 10) {
            byte[] ten = Arrays.copyOfRange(labels, i, i + 10);
            Arrays.sort(ten);
            assertThat(ten).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void everyImageHasInkOnABlackRim() {
        byte[] pixels = (byte[]) Glyphs.load(2000, 1, 1).trainImages().storage();
        for (int image = 0; image < 2000; image++) {
            int bright = 0;
            int corners = 0;
            for (int i = 0; i < 784; i++) {
                int grey = Byte.toUnsignedInt(pixels[image * 784 + i]);
                bright += grey > 127 ? 1 : 0;
                corners += i == 0 || i == 27 || i == 756 || i == 783 ? grey : 0;
            }
            assertThat(bright).as("bright pixels of image %d", image).isBetween(15, 260);
            assertThat(corners).as("corners of image %d", image).isZero();
        }
    }

    /** Recognisable, and yet no two alike: the nearest mean image names most digits, but far from all. */
    @Test
    void theDigitsCanBeLearnt() {
        ImageData glyphs = Glyphs.load(2000, 500, 0);
        double[][] means = new double[10][784];
        byte[] pixels = (byte[]) glyphs.trainImages().storage();
        byte[] labels = (byte[]) glyphs.trainLabels().storage();
        for (int i = 0; i < pixels.length; i++) {
            means[labels[i / 784]][i % 784] += Byte.toUnsignedInt(pixels[i]) / 200.0;
        }
        int right = 0;
        for (int image = 0; image < 500; image++) {
            right += nearest(means, (byte[]) glyphs.testImages().storage(), image)
                            == glyphs.testLabels().getDouble(image)
                    ? 1
                    : 0;
        }
        assertThat(right / 500.0).isBetween(0.65, 0.97);
    }

    private static int nearest(double[][] means, byte[] pixels, int image) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int digit = 0; digit < 10; digit++) {
            double distance = 0;
            for (int i = 0; i < 784; i++) {
                double off = Byte.toUnsignedInt(pixels[image * 784 + i]) - means[digit][i];
                distance += off * off;
            }
            if (distance < least) {
                least = distance;
                best = digit;
            }
        }
        return best;
    }

    @Test
    void noImagesIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Glyphs.load(0, 1, 0))
                .withMessage("from 1 to 2739137 images can be drawn; received 0");
    }
}
