package dev.lamina.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Trained models that come with the zoo. They have seen 12,000 of the built-in glyphs, 28 by 28 grey images of digits; the program
 * {@code PretrainedModels} of the samples made them. A backend loads the file as a model, or its weights into the zoo's own, whose
 * parts then encode, decode and draw:
 *
 * <pre>{@code
 * VqVae vqVae = VqVae.glyphs();
 * Path weights = Pretrained.VQ_VAE.file(); // run.loadWeights(weights)
 * }</pre>
 */
public enum Pretrained {
    /** The weights of {@link VqVae#glyphs}. */
    VQ_VAE,
    /** The weights of {@link PixelCnn#glyphs}, the prior of the codes of {@link #VQ_VAE}. */
    PIXEL_CNN,
    /** The weights of {@link DenseVae#standard}. */
    DENSE_VAE,
    /** The weights of {@link ConvVae#keras}. */
    CONV_VAE;

    /** What the command line calls it, such as {@code vq-vae:glyphs}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ":glyphs";
    }

    /** The name of its file, such as {@code vq_vae.keras}. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".keras";
    }

    /**
     * A {@code .keras} archive: model and weights, as real Keras writes them. A copy, which is deleted when the process ends.
     *
     * @throws UncheckedIOException if it cannot be copied
     */
    public Path file() {
        String resource = "glyphs/" + fileName();
        try (InputStream in = Pretrained.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the zoo has been packed without " + resource);
            }
            Path copy = Files.createTempFile("lamina-", ".keras");
            copy.toFile().deleteOnExit();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
