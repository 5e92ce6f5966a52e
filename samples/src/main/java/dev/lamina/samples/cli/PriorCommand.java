package dev.lamina.samples.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prior",
        description = "Trains a PixelCNN on the codes that a VQ-VAE has for images, by which new images are drawn.",
        footer = {
            "",
            "Every tenth of the training images, from the end, validates. Writes to DIR: model.keras; history.csv and",
            "curves.png, the losses of every epoch; samples.png, new images.",
            "",
            "Example:",
            "  lamina prior runs/vq-vae/model.keras --epochs 10 --out runs/prior",
            "  lamina generate runs/vq-vae/model.keras --prior runs/prior/model.keras --out new.png"
        })
final class PriorCommand extends Verb {
    @Mixin
    private ModelOptions model;

    @Mixin
    private DataOptions data;

    @Mixin
    private RecipeOptions recipe;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/prior",
            order = 8,
            description = "Where the files go; ${DEFAULT-VALUE} unless said otherwise.")
    private Path out;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    PriorCommand() {}

    @Override
    void execute() throws Exception {
        recipe.check(this);
        try (ZooFile zoo = ZooFile.of(model.load(this))) {
            PriorRun run = new PriorRun(zoo, recipe.seed(), new RunFolder(out));
            run.train(data.load(this), recipe.epochs(), recipe.batchSize(), err(), columns());
            run.report(out());
        }
    }
}
