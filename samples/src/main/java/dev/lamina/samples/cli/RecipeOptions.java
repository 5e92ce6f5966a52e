package dev.lamina.samples.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that change a recipe. */
final class RecipeOptions {
    @Option(
            names = "--epochs",
            paramLabel = "N",
            order = 3,
            description = "How often the training images are seen; the recipe's number unless said otherwise.")
    private @Nullable Integer epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            order = 4,
            description = "Images per step; the recipe's number unless said otherwise.")
    private @Nullable Integer batchSize;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            order = 7,
            description = "Decides all random numbers: equal seeds make equal trainings.")
    private int seed;

    /** Made by picocli, which fills the fields. */
    RecipeOptions() {}

    /** Refuses numbers that are not positive. */
    void check(Verb verb) {
        if (epochs != null) {
            verb.positive("--epochs", epochs);
        }
        if (batchSize != null) {
            verb.positive("--batch-size", batchSize);
        }
    }

    @Nullable
    Integer epochs() {
        return epochs;
    }

    @Nullable
    Integer batchSize() {
        return batchSize;
    }

    int seed() {
        return seed;
    }
}
