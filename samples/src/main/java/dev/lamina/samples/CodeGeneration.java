package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.zoo.PixelCnn;
import dev.lamina.zoo.ResidualVqVae;
import dev.lamina.zoo.VqVae;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Draws new images: a VQ-VAE learns the codes of images, a PixelCNN learns which maps of codes there are and draws new ones. */
public final class CodeGeneration {
    private CodeGeneration() {}

    /**
     * What was learned and drawn.
     *
     * @param reconstructionError of the VQ-VAE, by epoch
     * @param accuracy of the PixelCNN: how often the likeliest code is the right one, by epoch
     * @param originals ten that were learned from, (10, 28, 28, 1) between 0 and 1
     * @param restored the same from codes
     * @param images drawn, (count, 28, 28, 1) between 0 and 1
     */
    record Result(
            List<Double> reconstructionError,
            List<Double> accuracy,
            NdArray originals,
            NdArray restored,
            NdArray images) {}

    /** Writes {@code images.png} with 100 new images, and {@code reconstructions.png}: originals over what came of their codes. */
    public static void main(String[] arguments) throws IOException {
        show(run(Scale.of(arguments)), Scale.folder("code-generation"));
    }

    /** The same with the deeper net of the paper, in residual blocks. */
    static void residual(String[] arguments) throws IOException {
        show(runResidual(Scale.of(arguments)), Scale.folder("residual-code-generation"));
    }

    private static void show(Result result, Path folder) throws IOException {
        System.out.println("error of the VQ-VAE:      " + result.reconstructionError);
        System.out.println("accuracy of the PixelCNN: " + result.accuracy);
        draw(result, folder);
    }

    static void draw(Result result, Path folder) throws IOException {
        new ImageGrid().row(result.originals).row(result.restored).write(folder.resolve("reconstructions.png"));
        new ImageGrid().wrapped(result.images, 10).write(folder.resolve("images.png"));
    }

    static Result run(Scale scale) {
        int codes = scale.of(16, 64);
        VqVae vqVae = VqVae.builder()
                .convFilters(scale.of(16, 32), scale.of(32, 64))
                .numEmbeddings(codes)
                .dataVariance(0.08)
                .build();
        return run(scale, vqVae, codes, scale.of(1000, 10_000), scale.of(6, 15));
    }

    static Result runResidual(Scale scale) {
        int codes = scale.of(16, 64);
        VqVae vqVae = ResidualVqVae.of(Shape.of(28, 28, 1), codes, 32, 0.08);
        return run(scale, vqVae, codes, scale.of(300, 10_000), scale.of(4, 8));
    }

    private static Result run(Scale scale, VqVae vqVae, int codes, int count, int epochs) {
        NdArray images = Pictures.shifted(Glyphs.load(count, 1, 1).trainPixels(), -0.5f);
        PixelCnn prior = new PixelCnn(7, 7, codes, scale.of(32, 128), 2, PixelCnn.Kind.MASKED);
        try (CompiledModel coder = TensorFlowBackend.compile(
                        vqVae.model(), vqVae.recipe().training(), options -> options.seed(1));
                CompiledModel drawer = TensorFlowBackend.compile(
                        prior.model(), prior.recipe().training(), options -> options.seed(1))) {
            coder.learningRate(1e-3);
            List<Double> errors = coder.fit(
                            images, images, fit -> fit.epochs(epochs).batchSize(scale.of(20, 64)))
                    .get("mean_squared_error");
            NdArray maps = coder.part(vqVae.codes()).predict(images).get(0);
            drawer.learningRate(scale == Scale.SMALL ? 3e-3 : 1e-3);
            List<Double> accuracy = drawer.fit(
                            maps, maps, fit -> fit.epochs(scale.of(5, 20)).batchSize(64))
                    .get("accuracy");
            NdArray drawn = prior.sample(some -> drawer.predict(some).get(0), scale.of(10, 100), 1, 1);
            CompiledModel decoder = coder.part(vqVae.fromCodes());
            return new Result(
                    errors,
                    accuracy,
                    Pictures.shifted(images.rows(0, 10), 0.5f),
                    decoder.predict(maps.rows(0, 10)).get(0),
                    decoder.predict(drawn).get(0));
        }
    }
}
