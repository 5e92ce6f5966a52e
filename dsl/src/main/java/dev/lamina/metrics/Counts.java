package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;

/** The sums of the four counts of a confusion matrix so far. */
record Counts(
        SymbolicTensor truePositives,
        SymbolicTensor falsePositives,
        SymbolicTensor trueNegatives,
        SymbolicTensor falseNegatives) {
    static Counts of(Tally tally, Confusion counted) {
        return new Counts(
                tally.sum("true_positives", counted.truePositives()),
                tally.sum("false_positives", counted.falsePositives()),
                tally.sum("true_negatives", counted.trueNegatives()),
                tally.sum("false_negatives", counted.falseNegatives()));
    }

    SymbolicTensor precision() {
        return Tally.ratio(truePositives, truePositives.plus(falsePositives));
    }

    /** Also called sensitivity. */
    SymbolicTensor recall() {
        return Tally.ratio(truePositives, truePositives.plus(falseNegatives));
    }

    SymbolicTensor specificity() {
        return Tally.ratio(trueNegatives, trueNegatives.plus(falsePositives));
    }

    SymbolicTensor falsePositiveRate() {
        return Tally.ratio(falsePositives, falsePositives.plus(trueNegatives));
    }
}
