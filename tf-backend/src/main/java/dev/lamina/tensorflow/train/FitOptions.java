package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long and on what a model is trained; Keras's defaults. A setter returns a changed copy.
 *
 * @param initialEpoch the number of the first epoch, as when training goes on
 * @param shuffle whether each epoch has another order of the examples
 * @param seed what decides the order of the examples and all draws of random numbers; null for another one in each call of {@code fit}
 * @param validationSplit what part of the examples, the last ones, validates and does not train
 * @param validationBatchSize the batch size of the validation; 0 for that of the training
 * @param validationFreq every how many epochs there is a validation
 * @param classWeight how much the examples of a class count; 1 where a class is left out
 */
public record FitOptions(
        int epochs,
        int initialEpoch,
        int batchSize,
        boolean shuffle,
        @Nullable Long seed,
        double validationSplit,
        @Nullable Dataset validation,
        int validationBatchSize,
        int validationFreq,
        Map<Integer, Double> classWeight,
        List<Callback> callbacks) {
    static final FitOptions DEFAULT = new FitOptions(1, 0, 32, true, null, 0, null, 0, 1, Map.of(), List.of());

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public FitOptions {
        if (epochs < 1 || initialEpoch < 0 || batchSize < 1 || validationFreq < 1 || validationBatchSize < 0) {
            throw new IllegalArgumentException("epochs, batchSize and validationFreq are at least 1, initialEpoch and"
                    + " validationBatchSize at least 0; received epochs " + epochs + ", batchSize " + batchSize
                    + ", validationFreq " + validationFreq + ", initialEpoch " + initialEpoch
                    + ", validationBatchSize " + validationBatchSize);
        }
        if (!(validationSplit >= 0 && validationSplit < 1)) {
            throw new IllegalArgumentException(
                    "validationSplit is at least 0 and less than 1; received " + validationSplit);
        }
        callbacks = List.copyOf(callbacks);
        classWeight = Map.copyOf(classWeight);
    }

    /** The number of the epoch to stop before; the number of epochs where training begins with epoch 0. */
    public FitOptions epochs(int changed) {
        return new FitOptions(
                changed,
                initialEpoch,
                batchSize,
                shuffle,
                seed,
                validationSplit,
                validation,
                validationBatchSize,
                validationFreq,
                classWeight,
                callbacks);
    }

    public FitOptions initialEpoch(int changed) {
        return new FitOptions(
                epochs,
                changed,
                batchSize,
                shuffle,
                seed,
                validationSplit,
                validation,
                validationBatchSize,
                validationFreq,
                classWeight,
                callbacks);
    }

    public FitOptions batchSize(int changed) {
        return new FitOptions(
                epochs,
                initialEpoch,
                changed,
                shuffle,
                seed,
                validationSplit,
                validation,
                validationBatchSize,
                validationFreq,
                classWeight,
                callbacks);
    }

    public FitOptions shuffle(boolean changed) {
        return new FitOptions(
                epochs,
                initialEpoch,
                batchSize,
                changed,
                seed,
                validationSplit,
                validation,
                validationBatchSize,
                validationFreq,
                classWeight,
                callbacks);
    }

    public FitOptions seed(long changed) {
        return new FitOptions(
                epochs,
                initialEpoch,
                batchSize,
                shuffle,
                changed,
                validationSplit,
                validation,
                validationBatchSize,
                validationFreq,
                classWeight,
                callbacks);
    }

    public FitOptions validationSplit(double changed) {
        return new FitOptions(
                epochs,
                initialEpoch,
                batchSize,
                shuffle,
                seed,
                changed,
                validation,
                validationBatchSize,
                validationFreq,
                classWeight,
                callbacks);
    }

    /** Validates each epoch on other examples. */
    public FitOptions validation(Dataset changed) {
        return new FitOptions(
                epochs,
                initialEpoch,
                batchSize,
                shuffle,
                seed,
                validationSplit,
                changed,
                validationBatchSize,
                validationFreq,
                classWeight,
                callbacks);
    }

    /** Validates each epoch on other examples. */
    public FitOptions validation(NdArray x, NdArray y) {
        return validation(ArrayDataset.of(x, y));
    }

    public FitOptions validationBatchSize(int changed) {
        return new FitOptions(
                epochs,
                initialEpoch,
                batchSize,
                shuffle,
                seed,
                validationSplit,
                validation,
                changed,
                validationFreq,
                classWeight,
                callbacks);
    }

    public FitOptions validationFreq(int changed) {
        return new FitOptions(
                epochs,
                initialEpoch,
                batchSize,
                shuffle,
                seed,
                validationSplit,
                validation,
                validationBatchSize,
                changed,
                classWeight,
                callbacks);
    }

    /**
     * How much the examples of each class count, by the number of the class in their one target; 1 where a class is left out.
     */
    public FitOptions classWeight(Map<Integer, Double> changed) {
        return new FitOptions(
                epochs,
                initialEpoch,
                batchSize,
                shuffle,
                seed,
                validationSplit,
                validation,
                validationBatchSize,
                validationFreq,
                changed,
                callbacks);
    }

    /** Adds callbacks; they are called in the order in which they were added. */
    public FitOptions callbacks(Callback... more) {
        List<Callback> all = new ArrayList<>(callbacks);
        all.addAll(List.of(more));
        return new FitOptions(
                epochs,
                initialEpoch,
                batchSize,
                shuffle,
                seed,
                validationSplit,
                validation,
                validationBatchSize,
                validationFreq,
                classWeight,
                all);
    }
}
