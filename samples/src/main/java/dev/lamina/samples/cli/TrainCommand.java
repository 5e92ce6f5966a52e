package dev.lamina.samples.cli;

import dev.lamina.tensorflow.data.ImageData;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "train",
        description = "Trains a model of the zoo with its recipe, and draws what it learned.",
        footer = {
            "",
            "Writes to DIR: model.keras; history.csv and curves.png, the losses of every epoch; reconstructions.png,",
            "test images over what the model makes of them; samples.png, new images, where the model can draw",
            "some; logs/, for TensorBoard. Interrupted by Ctrl-C, it saves what it has.",
            "",
            "Example:",
            "  lamina train vq-vae --epochs 5 --out runs/first",
            "  lamina train vq-vae --epochs 30 --out runs/first --resume"
        })
final class TrainCommand extends Verb {
    @Parameters(
            paramLabel = "ZOO_MODEL",
            converter = ZooModel.Converter.class,
            completionCandidates = ZooModel.Candidates.class,
            description = "The model: ${COMPLETION-CANDIDATES}.")
    private ZooModel model;

    @Mixin
    private DataOptions data;

    @Mixin
    private RecipeOptions recipe;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = 8,
            description = "Where the files go; runs/ZOO_MODEL unless said otherwise.")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            order = 9,
            description = "Go on with the training whose files are in DIR; --epochs counts those of before too.")
    private boolean resume;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    TrainCommand() {}

    @Override
    void execute() throws Exception {
        recipe.check(this);
        ImageData images = data.load(this);
        Path folder = out == null ? Path.of("runs", model.id()) : out;
        TrainingRun run = new TrainingRun(model, images, recipe.epochs(), recipe.batchSize(), recipe.seed(), folder);
        run.train(resume, err(), columns());
        run.report(out());
    }
}
