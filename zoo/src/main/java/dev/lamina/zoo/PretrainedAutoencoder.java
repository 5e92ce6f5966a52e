package dev.lamina.zoo;

import static dev.lamina.Lamina.input;

import dev.lamina.Block;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.backend.Backend;
import dev.lamina.backend.Predictor;
import dev.lamina.errors.ConfigException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An autoencoder that was trained on the built-in glyphs: it encodes, decodes and draws at once, run by the backend that is installed.
 *
 * <p>Images are of shape (count, 28, 28, 1), black at 0 and white at 1. It holds native memory until it is closed.
 *
 * <pre>{@code
 * try (PretrainedAutoencoder vqVae = VqVae.pretrained()) {
 *     NdArray drawn = vqVae.generate(4, 7);
 *     NdArray codes = vqVae.encode(drawn); // (4, 7, 7), int32
 *     NdArray restored = vqVae.decode(codes);
 * }
 * }</pre>
 */
public final class PretrainedAutoencoder implements AutoCloseable {
    private final Predictor whole;
    private final Predictor encoder;
    private final Predictor decoder;
    private final int latent;
    private final @Nullable Predictor prior;

    private PretrainedAutoencoder(Predictor whole, Block encoder, Model decoder, @Nullable Predictor prior) {
        var image = input("image", 28, 28, 1);
        this.whole = whole;
        this.encoder = whole.part(Model.of("encoder", image, image.then(encoder)));
        this.decoder = whole.part(decoder);
        this.latent = decoder.inputs().list().get(0).shape().last();
        this.prior = prior;
    }

    /** Codes that are positions in a codebook; new ones come from the prior that was trained on them. */
    static PretrainedAutoencoder of(VqVae net) {
        Model codes = net.codes();
        Predictor prior = Backend.installed().open(PixelCnn.glyphs().model(), Pretrained.PIXEL_CNN.file());
        try {
            return new PretrainedAutoencoder(
                    Backend.installed().open(net.model(), Pretrained.VQ_VAE.file()),
                    image -> image.minus(0.5).then(codes),
                    net.fromCodes(),
                    prior);
        } catch (RuntimeException e) {
            prior.close();
            throw e;
        }
    }

    /**
     * Codes that are distributed normally.
     *
     * @param encoder from images (batch, 28, 28, 1) to their codes
     * @param decoder from codes to such images
     */
    static PretrainedAutoencoder of(Autoencoder net, Pretrained weights, Block encoder, Block decoder) {
        var code = input("code", net.decoder().inputs().list().get(0).shape().last());
        return new PretrainedAutoencoder(
                Backend.installed().open(net.model(), weights.file()),
                encoder,
                Model.of("decoder", code, code.then(decoder)),
                null);
    }

    /** The codes of images: positions in the codebook, int32 (count, 7, 7), of a VQ-VAE; means, (count, latent), of a VAE. */
    public NdArray encode(NdArray images) {
        return encoder.predict(images).get(0);
    }

    /** The images that codes stand for. */
    public NdArray decode(NdArray codes) {
        return decoder.predict(codes).get(0);
    }

    /**
     * Draws new images; see {@link #generate(int, double, long)}.
     *
     * @param seed of the draws
     */
    public NdArray generate(int count, long seed) {
        return generate(count, 1, seed);
    }

    /**
     * Draws new images.
     *
     * @param count how many
     * @param temperature above 0; 1 draws as the data was distributed, less gives likelier images of less variety
     * @param seed of the draws
     */
    public NdArray generate(int count, double temperature, long seed) {
        if (count < 1 || !(temperature > 0)) {
            throw new ConfigException(
                    "PretrainedAutoencoder: count must be 1 or more and temperature above 0; received " + count
                            + " and " + temperature);
        }
        return decode(
                prior == null
                        ? normal(count, temperature, seed)
                        : PixelCnn.glyphs().sample(maps -> prior.predict(maps).get(0), count, temperature, seed));
    }

    private NdArray normal(int count, double deviation, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count * latent];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return NdArray.of(values, count, latent);
    }

    @Override
    public void close() {
        whole.close();
        if (prior != null) {
            prior.close();
        }
    }
}
