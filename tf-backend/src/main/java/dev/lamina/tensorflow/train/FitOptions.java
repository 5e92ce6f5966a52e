package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long and on what a model is trained; Keras's defaults. A setter returns a changed copy.
 *
 * @param initialEpoch the number of the first epoch, as when training goes on
 * @param stepsPerEpoch the batches of an epoch; 0 for all that the data has
 * @param shuffle whether each epoch has another order of the examples
 * @param seed what decides the order of the examples and all draws of random numbers; null for another one in each call of {@code fit}
 * @param validationSplit what part of the examples, the last ones, validates and does not train
 * @param validationBatchSize the batch size of the validation; 0 for that of the training
 * @param validationSteps the batches of a validation, the first ones; 0 for all
 * @param validationFreq every how many epochs there is a validation
 * @param classWeight how much the examples of a class count; 1 where a class is left out
 * @param checkNumerics whether each step is searched for numbers that are none before it is done
 */
public record FitOptions(
        int epochs,
        int initialEpoch,
        int batchSize,
        int stepsPerEpoch,
        boolean shuffle,
        @Nullable Long seed,
        double validationSplit,
        @Nullable Dataset validation,
        int validationBatchSize,
        int validationSteps,
        int validationFreq,
        Map<Integer, Double> classWeight,
        boolean checkNumerics,
        List<Callback> callbacks) {
    static final FitOptions DEFAULT =
            new FitOptions(1, 0, 32, 0, true, null, 0, null, 0, 0, 1, Map.of(), false, List.of());

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public FitOptions {
        atLeast(1, epochs, "epochs");
        atLeast(0, initialEpoch, "initialEpoch");
        atLeast(1, batchSize, "batchSize");
        atLeast(0, stepsPerEpoch, "stepsPerEpoch");
        atLeast(0, validationBatchSize, "validationBatchSize");
        atLeast(0, validationSteps, "validationSteps");
        atLeast(1, validationFreq, "validationFreq");
        if (!(validationSplit >= 0 && validationSplit < 1)) {
            throw new IllegalArgumentException(
                    "validationSplit is at least 0 and less than 1; received " + validationSplit);
        }
        callbacks = List.copyOf(callbacks);
        classWeight = Map.copyOf(classWeight);
    }

    private static void atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(what + " is at least " + least + "; received " + value);
        }
    }

    /** What a setter changes. */
    private static final class Draft {
        private int epochs;
        private int initialEpoch;
        private int batchSize;
        private int stepsPerEpoch;
        private boolean shuffle;
        private @Nullable Long seed;
        private double validationSplit;
        private @Nullable Dataset validation;
        private int validationBatchSize;
        private int validationSteps;
        private int validationFreq;
        private Map<Integer, Double> classWeight;
        private boolean checkNumerics;
        private List<Callback> callbacks;

        Draft(FitOptions from) {
            epochs = from.epochs;
            initialEpoch = from.initialEpoch;
            batchSize = from.batchSize;
            stepsPerEpoch = from.stepsPerEpoch;
            shuffle = from.shuffle;
            seed = from.seed;
            validationSplit = from.validationSplit;
            validation = from.validation;
            validationBatchSize = from.validationBatchSize;
            validationSteps = from.validationSteps;
            validationFreq = from.validationFreq;
            classWeight = from.classWeight;
            checkNumerics = from.checkNumerics;
            callbacks = from.callbacks;
        }

        FitOptions options() {
            return new FitOptions(
                    epochs,
                    initialEpoch,
                    batchSize,
                    stepsPerEpoch,
                    shuffle,
                    seed,
                    validationSplit,
                    validation,
                    validationBatchSize,
                    validationSteps,
                    validationFreq,
                    classWeight,
                    checkNumerics,
                    callbacks);
        }
    }

    private FitOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** The number of the epoch to stop before; the number of epochs where training begins with epoch 0. */
    public FitOptions epochs(int changed) {
        return changed(draft -> draft.epochs = changed);
    }

    public FitOptions initialEpoch(int changed) {
        return changed(draft -> draft.initialEpoch = changed);
    }

    public FitOptions batchSize(int changed) {
        return changed(draft -> draft.batchSize = changed);
    }

    /**
     * How many batches an epoch has, as for data without an end. The next epoch goes on with the batch behind; data that ends between
     * two epochs begins again, and data that ends inside an epoch ends the epoch.
     */
    public FitOptions stepsPerEpoch(int changed) {
        return changed(draft -> draft.stepsPerEpoch = changed);
    }

    public FitOptions shuffle(boolean changed) {
        return changed(draft -> draft.shuffle = changed);
    }

    public FitOptions seed(long changed) {
        return changed(draft -> draft.seed = changed);
    }

    public FitOptions validationSplit(double changed) {
        return changed(draft -> draft.validationSplit = changed);
    }

    /** Validates each epoch on other examples. */
    public FitOptions validation(Dataset changed) {
        return changed(draft -> draft.validation = changed);
    }

    /** Validates each epoch on other examples. */
    public FitOptions validation(NdArray x, NdArray y) {
        return validation(ArrayDataset.of(x, y));
    }

    public FitOptions validationBatchSize(int changed) {
        return changed(draft -> draft.validationBatchSize = changed);
    }

    /** How many batches a validation has; each begins with the first one. */
    public FitOptions validationSteps(int changed) {
        return changed(draft -> draft.validationSteps = changed);
    }

    public FitOptions validationFreq(int changed) {
        return changed(draft -> draft.validationFreq = changed);
    }

    /**
     * How much the examples of each class count, by the number of the class in their one target; 1 where a class is left out.
     */
    public FitOptions classWeight(Map<Integer, Double> changed) {
        return changed(draft -> draft.classWeight = changed);
    }

    /**
     * Computes each step once before, and ends training at the first that would make infinities or NaN, with an exception that names
     * the layer, loss or gradient where they appear first; the weights are then those of the step before. Two to three times as slow.
     */
    public FitOptions checkNumerics(boolean changed) {
        return changed(draft -> draft.checkNumerics = changed);
    }

    /** Adds callbacks; they are called in the order in which they were added. */
    public FitOptions callbacks(Callback... more) {
        List<Callback> all = new ArrayList<>(callbacks);
        all.addAll(List.of(more));
        return changed(draft -> draft.callbacks = all);
    }
}
