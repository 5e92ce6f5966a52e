package dev.lamina.zoo;

import dev.lamina.training.Training;

/**
 * How a model of the zoo is trained.
 *
 * @param training optimizer, losses and metrics
 * @param epochs how often the examples are seen
 * @param batchSize examples per step
 * @param offset what is added to pixels between 0 and 1 to make the model's inputs
 * @param trainsOnTestImages whether it was published with the test images among the training ones, as some that only generate are
 * @param source where the recipe was published
 */
public record Recipe(
        Training training, int epochs, int batchSize, double offset, boolean trainsOnTestImages, String source) {
    /** A recipe for inputs as they are, by a source that kept the test examples apart. */
    static Recipe of(Training training, int epochs, int batchSize, String source) {
        return new Recipe(training, epochs, batchSize, 0, false, source);
    }

    /** This recipe with another number of epochs. */
    public Recipe epochs(int changed) {
        return new Recipe(training, changed, batchSize, offset, trainsOnTestImages, source);
    }

    /** This recipe with another number of examples per step. */
    public Recipe batchSize(int changed) {
        return new Recipe(training, epochs, changed, offset, trainsOnTestImages, source);
    }
}
