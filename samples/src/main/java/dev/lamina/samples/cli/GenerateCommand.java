package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.samples.ImageGrid;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.zoo.PixelCnn;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "generate",
        description =
                "Draws new images with a variational autoencoder of the zoo, or with a VQ-VAE and a prior of its codes.",
        footer = {
            "",
            "Example:",
            "  lamina generate runs/conv-vae/model.keras --count 64 --out new.png",
            "  lamina generate runs/vq-vae/model.keras --prior runs/prior/model.keras --out new.png",
            "  lamina generate vq-vae:glyphs --prior pixel-cnn:glyphs --out new.png"
        })
final class GenerateCommand extends Verb {
    @Mixin
    private ModelOptions model;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "16",
            order = 2,
            description = "How many; ${DEFAULT-VALUE} unless said otherwise.")
    private int count;

    @Option(names = "--out", required = true, paramLabel = "FILE.png", order = 3, description = "Where they go.")
    private Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            order = 4,
            description = "Decides the random codes.")
    private int seed;

    @Option(
            names = "--prior",
            paramLabel = "FILE.keras",
            order = 5,
            converter = ModelOptions.Converter.class,
            description = "What the codes of a VQ-VAE are drawn by: what \"lamina prior\" wrote, or pixel-cnn:glyphs.")
    private @Nullable Path prior;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    GenerateCommand() {}

    @Override
    void execute() throws IOException {
        positive("--count", count);
        ModelTarget.of(this, "--out", out, ModelTarget.PNG);
        try (ZooFile zoo = ZooFile.of(model.load(this))) {
            NdArray images = zoo.decoded(prior == null ? normal(zoo) : drawn(prior));
            new ImageGrid().wrapped(images, (int) Math.ceil(Math.sqrt(count))).write(out);
        }
        out().println(out);
        out().flush();
    }

    private NdArray normal(ZooFile zoo) {
        if (!zoo.halves().isGenerative()) {
            throw new LaminaException(Facts.of("model \""
                            + zoo.compiled().model().name() + "\" has no distribution to draw new codes from")
                    .and("expected", "a model whose middle is drawn from a normal distribution, or --prior")
                    .and(
                            "try",
                            "conv-vae or dense-vae; or \"lamina prior\", which learns what codes of vq-vae there are")
                    .toString());
        }
        int latent = zoo.halves().decoder().inputs().list().get(0).shape().last();
        return Pictures.normal(count, latent, seed);
    }

    private NdArray drawn(Path file) {
        try (CompiledModel compiled = TensorFlowBackend.load(file)) {
            return PixelCnn.sample(
                    compiled.model(), maps -> compiled.predict(maps).get(0), count, 1, seed);
        }
    }
}
