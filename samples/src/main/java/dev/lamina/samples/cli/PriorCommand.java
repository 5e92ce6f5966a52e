package dev.lamina.samples.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--epochs",
            paramLabel = "N",
            order = 3,
            description = "How often the codes are seen; the recipe's number unless said otherwise.")
    private @Nullable Integer epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            order = 4,
            description = "Maps of codes per step; the recipe's number unless said otherwise.")
    private @Nullable Integer batchSize;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            order = 7,
            description = "Decides all random numbers: equal seeds make equal trainings.")
    private int seed;

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
        if (epochs != null) {
            positive("--epochs", epochs);
        }
        if (batchSize != null) {
            positive("--batch-size", batchSize);
        }
        try (ZooFile zoo = ZooFile.of(model.load(this))) {
            PriorRun run = new PriorRun(zoo, seed, new RunFolder(out));
            run.train(data.load(this), epochs, batchSize, err(), columns());
            run.report(out());
        }
    }
}
