package dev.lamina.samples;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.zoo.Autoencoder;
import dev.lamina.zoo.ConvVae;
import dev.lamina.zoo.DenseVae;
import dev.lamina.zoo.PixelCnn;
import dev.lamina.zoo.Pretrained;
import dev.lamina.zoo.Recipe;
import dev.lamina.zoo.VqVae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Trains the models that come with the zoo, and writes the files that are the resources of {@link Pretrained}. */
public final class PretrainedModels {
    private static final int BATCH = 100;
    private static final double RATE = 1e-3;
    private static final double PRIOR_RATE = 2e-3;

    private final Path folder;
    private final int epochs;

    private PretrainedModels(Path folder, int epochs) {
        this.folder = folder;
        this.epochs = epochs;
    }

    /** Writes {@code runs/pretrained/*.keras}. */
    public static void main(String[] arguments) throws IOException {
        run(Scale.of(arguments), Scale.folder("pretrained"));
    }

    static void run(Scale scale, Path folder) throws IOException {
        Files.createDirectories(folder);
        NdArray images = Glyphs.load(scale.of(256, 12_000), 1, 1).trainPixels();
        PretrainedModels models = new PretrainedModels(folder, scale.of(1, 15));
        models.codes(Pictures.shifted(images, -0.5f));
        models.autoencoder(
                Pretrained.DENSE_VAE,
                DenseVae.standard(),
                images.reshape(images.shape().size(0), 28 * 28));
        models.autoencoder(Pretrained.CONV_VAE, ConvVae.keras(), images);
    }

    private void autoencoder(Pretrained kind, Autoencoder net, NdArray images) {
        try (CompiledModel run = trained(net.model(), net.recipe(), RATE, images)) {
            save(kind, run);
        }
    }

    private void codes(NdArray images) {
        VqVae vqVae = VqVae.glyphs();
        PixelCnn prior = PixelCnn.glyphs();
        try (CompiledModel coder = trained(vqVae.model(), vqVae.recipe(), RATE, images)) {
            save(Pretrained.VQ_VAE, coder);
            NdArray maps = coder.part(vqVae.codes()).predict(images).get(0);
            try (CompiledModel run = trained(prior.model(), prior.recipe(), PRIOR_RATE, maps)) {
                save(Pretrained.PIXEL_CNN, run);
            }
        }
    }

    private CompiledModel trained(Model model, Recipe recipe, double rate, NdArray examples) {
        CompiledModel run = TensorFlowBackend.compile(model, recipe.training(), options -> options.seed(1));
        run.learningRate(rate);
        List<Double> losses = run.fit(
                        examples, examples, fit -> fit.epochs(epochs).batchSize(BATCH))
                .get("loss");
        System.out.println(model.name() + ": " + losses);
        return run;
    }

    /** The model without its optimizer, which would take twice as much again. */
    private void save(Pretrained kind, CompiledModel trained) {
        try (CompiledModel bare = TensorFlowBackend.compile(trained.model())) {
            bare.setWeights(List.copyOf(trained.weights().values()));
            bare.save(folder.resolve(kind.fileName()));
        }
    }
}
