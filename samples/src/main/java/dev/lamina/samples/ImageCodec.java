package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.zoo.VqVae;
import java.io.IOException;
import java.util.Locale;

/** Images as few bytes: a VQ-VAE makes codes of them, which are packed bit by bit, and draws them again. */
public final class ImageCodec {
    private final CompiledModel run;
    private final VqVae vqVae;
    private final int bits;
    private final int[] map;

    /**
     * A codec.
     *
     * @param run the trained model of {@code vqVae}
     * @param codes how many codes it has
     */
    ImageCodec(CompiledModel run, VqVae vqVae, int codes) {
        this.run = run;
        this.vqVae = vqVae;
        this.bits = 32 - Integer.numberOfLeadingZeros(codes - 1);
        this.map = vqVae.codes().outputs().list().get(0).shape().from(1).sizes();
    }

    /** The bytes of images between -0.5 and 0.5, (count, height, width, channels): an equal number for each, one after the other. */
    byte[] encode(NdArray images) {
        int[] codes = run.part(vqVae.codes()).predict(images).get(0).ints();
        byte[] bytes = new byte[(codes.length * bits + 7) / 8];
        for (int i = 0; i < codes.length * bits; i++) {
            bytes[i / 8] |= (byte) ((codes[i / bits] >> i % bits & 1) << i % 8);
        }
        return bytes;
    }

    /** Images between 0 and 1. */
    NdArray decode(byte[] bytes, int count) {
        int[] codes = new int[count * map[0] * map[1]];
        for (int i = 0; i < codes.length * bits; i++) {
            codes[i / bits] |= (bytes[i / 8] >> i % 8 & 1) << i % bits;
        }
        return run.part(vqVae.fromCodes())
                .predict(NdArray.of(codes, count, map[0], map[1]))
                .get(0);
    }

    /**
     * What became of images that were not trained on.
     *
     * @param original between 0 and 1
     * @param decoded the same from bytes
     * @param bytes all of them
     */
    record Result(NdArray original, NdArray decoded, int bytes) {
        double bitsPerPixel() {
            return 8.0 * bytes / original.size();
        }

        double meanSquaredError() {
            double sum = 0;
            for (int i = 0; i < original.size(); i++) {
                sum += Math.pow(original.floats()[i] - decoded.floats()[i], 2);
            }
            return sum / original.size();
        }
    }

    /** Writes {@code images.png}: originals above what came of their bytes. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments));
        new ImageGrid()
                .row(result.original)
                .row(result.decoded)
                .write(Scale.folder("image-codec").resolve("images.png"));
        System.out.printf(
                Locale.ROOT,
                "%.3f bits per pixel, mean squared error %.4f%n",
                result.bitsPerPixel(),
                result.meanSquaredError());
    }

    static Result run(Scale scale) {
        int codes = 64;
        var glyphs = Glyphs.load(scale.of(1000, 10_000), 10, 1);
        VqVae vqVae = VqVae.builder()
                .convFilters(scale.of(16, 32), scale.of(32, 64))
                .numEmbeddings(codes)
                .dataVariance(0.08)
                .build();
        NdArray images = Pictures.shifted(glyphs.trainPixels(), -0.5f);
        try (CompiledModel run =
                TensorFlowBackend.compile(vqVae.model(), vqVae.recipe().training(), options -> options.seed(1))) {
            run.fit(images, images, fit -> fit.epochs(scale.of(6, 20)).batchSize(64));
            ImageCodec codec = new ImageCodec(run, vqVae, codes);
            byte[] bytes = codec.encode(Pictures.shifted(glyphs.testPixels(), -0.5f));
            return new Result(glyphs.testPixels(), codec.decode(bytes, 10), bytes.length);
        }
    }
}
