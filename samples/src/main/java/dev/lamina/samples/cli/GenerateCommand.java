package dev.lamina.samples.cli;

import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.samples.ImageGrid;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "generate",
        description = "Draws new images with a variational autoencoder of the zoo.",
        footer = {"", "Example:", "  lamina generate runs/conv-vae/model.keras --count 64 --out new.png"})
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

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    GenerateCommand() {}

    @Override
    void execute() throws IOException {
        positive("--count", count);
        ModelTarget.of(this, "--out", out, ModelTarget.PNG);
        try (ZooFile zoo = ZooFile.of(model.load(this))) {
            if (!zoo.halves().isGenerative()) {
                throw new LaminaException(Facts.of("model \""
                                + zoo.compiled().model().name() + "\" has no distribution to draw new codes from")
                        .and("expected", "a model whose middle is drawn from a normal distribution")
                        .and("try", "conv-vae or dense-vae; or a model of vq-vae's codes, and \"lamina decode\"")
                        .toString());
            }
            int latent = zoo.halves().decoder().inputs().list().get(0).shape().last();
            new ImageGrid()
                    .wrapped(zoo.decoded(Pictures.normal(count, latent, seed)), (int) Math.ceil(Math.sqrt(count)))
                    .write(out);
        }
        out().println(out);
        out().flush();
    }
}
