package dev.lamina.metrics;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ShapeException;
import dev.lamina.losses.Ranks;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Rearranging;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Scans;
import dev.lamina.ops.Segments;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import dev.lamina.ops.Sorting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many outputs are rightly and wrongly above and below thresholds; each counts as often as its weight says.
 *
 * <p>Source: {@code keras.src.metrics.metrics_utils.update_confusion_matrix_variables}.
 *
 * @param truePositives shape (thresholds), or (thresholds, labels)
 * @param falsePositives of the same shape
 * @param totalTrue all whose target is 1: shape (), or (labels)
 * @param totalFalse all whose target is 0
 */
record Confusion(
        SymbolicTensor truePositives,
        SymbolicTensor falsePositives,
        SymbolicTensor totalTrue,
        SymbolicTensor totalFalse) {
    /** What Keras puts in place of an output that is not among the k largest. */
    private static final double NONE = -1e10;

    private static final double EPSILON = 1e-7;

    /**
     * What is counted.
     *
     * @param topK the outputs of an example that count as positive; null for all
     * @param classId the one class that counts; null for all
     * @param byLabel whether each label is counted alone, in outputs of shape (batch, labels)
     * @param labelWeights a weight for each label; empty for none
     */
    record Rule(
            List<Double> thresholds,
            boolean even,
            @Nullable Integer topK,
            @Nullable Integer classId,
            boolean byLabel,
            List<Double> labelWeights) {
        static Rule of(List<Double> thresholds, @Nullable Integer topK, @Nullable Integer classId) {
            return new Rule(thresholds, isEven(thresholds), topK, classId, false, List.of());
        }

        /** Whether thresholds lie at equal distances from 0 to 1: then each output's place among them can be computed. */
        static boolean isEven(List<Double> thresholds) {
            int last = thresholds.size() - 1;
            for (int i = 0; i <= last; i++) {
                double even = (double) i / last;
                if (!(Math.abs(thresholds.get(i) - even) <= EPSILON + 1e-5 * even)) {
                    return false;
                }
            }
            return last >= 2;
        }
    }

    SymbolicTensor trueNegatives() {
        return totalFalse.minus(falsePositives);
    }

    SymbolicTensor falseNegatives() {
        return totalTrue.minus(truePositives);
    }

    static Confusion of(Metric.Batch batch, Rule rule) {
        SymbolicTensor outputs = batch.yPred();
        SymbolicTensor targets = batch.yTrue();
        if (!targets.shape().isCompatibleWith(outputs.shape())
                || outputs.shape().rank() == 0) {
            throw ShapeException.because("needs targets of the shape of the outputs")
                    .differs(outputs.shape() + " is not " + targets.shape());
        }
        if (rule.topK() != null) {
            outputs = largest(outputs, rule.topK());
        }
        if (rule.classId() != null) {
            outputs = classOf(outputs, rule.classId());
            targets = classOf(targets, rule.classId());
        }
        SymbolicTensor weights = Selection.onesLike(outputs);
        SymbolicTensor given = batch.weights();
        if (given != null) {
            weights = weights.times(Ranks.fit(given, weights));
        }
        if (!rule.labelWeights().isEmpty()) {
            weights = weights.times(vector(rule.labelWeights()));
        }
        SymbolicTensor isTrue = Core.cast(Comparisons.notEqual(targets, Arithmetic.literal(0, targets)), DType.FLOAT32);
        int[] shape = rule.byLabel() ? new int[] {-1, outputs.shape().last()} : new int[] {-1, 1};
        SymbolicTensor right = Shapes.reshape(isTrue.times(weights), shape);
        SymbolicTensor wrong = Shapes.reshape(isTrue.unaryMinus().plus(1).times(weights), shape);
        SymbolicTensor flat = Shapes.reshape(outputs, shape);
        Confusion counted = rule.even() ? bucketed(flat, right, wrong, rule) : compared(flat, right, wrong, rule);
        return rule.byLabel() ? counted : counted.withoutLabels();
    }

    private Confusion withoutLabels() {
        return new Confusion(first(truePositives), first(falsePositives), first(totalTrue), first(totalFalse));
    }

    private static SymbolicTensor first(SymbolicTensor x) {
        return x.get(Index.ellipsis(), Index.at(0));
    }

    private static SymbolicTensor vector(List<Double> values) {
        double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
        return Arithmetic.literal(NdArray.of(array, array.length).cast(DType.FLOAT32));
    }

    private static SymbolicTensor largest(SymbolicTensor x, int k) {
        int size = x.shape().last();
        if (size == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of classes");
        }
        SymbolicTensor chosen = Reductions.sum(Nn.oneHot(Sorting.topK(x, k).get(1), size), -2);
        return x.times(chosen).plus(chosen.unaryMinus().plus(1).times(NONE));
    }

    private static SymbolicTensor classOf(SymbolicTensor x, int classId) {
        if (x.shape().rank() < 2) {
            throw ShapeException.because("needs outputs of shape (batch, classes) to count one class")
                    .differs("outputs " + x.shape());
        }
        return x.get(Index.ellipsis(), Index.at(classId), Index.newAxis());
    }

    /** Compares each output with each threshold. Shapes: x, right, wrong (n, labels). */
    private static Confusion compared(SymbolicTensor x, SymbolicTensor right, SymbolicTensor wrong, Rule rule) {
        SymbolicTensor thresholds = Shapes.reshape(vector(rule.thresholds()), -1, 1, 1);
        SymbolicTensor above = Core.cast(Comparisons.greater(x, thresholds), DType.FLOAT32);
        return new Confusion(
                Reductions.sum(above.times(right), 1),
                Reductions.sum(above.times(wrong), 1),
                Reductions.sum(right, 0),
                Reductions.sum(wrong, 0));
    }

    /** Sorts outputs into the spaces between thresholds, and sums from above. */
    private static Confusion bucketed(SymbolicTensor x, SymbolicTensor right, SymbolicTensor wrong, Rule rule) {
        int count = rule.thresholds().size();
        SymbolicTensor clipped = Elementwise.minimum(Elementwise.maximum(x, 0), 1);
        SymbolicTensor places = Rounding.ceil(clipped.times(count - 1)).minus(1);
        if (rule.thresholds().get(0) < 0) {
            places = Elementwise.maximum(places, 0);
        }
        SymbolicTensor buckets = Core.cast(places, DType.INT32);
        return new Confusion(
                above(right, buckets, count),
                above(wrong, buckets, count),
                Reductions.sum(right, 0),
                Reductions.sum(wrong, 0));
    }

    private static SymbolicTensor above(SymbolicTensor values, SymbolicTensor buckets, int count) {
        int labels = values.shape().last();
        // Each label has its own row of buckets; below the first threshold lies bucket -1, which is not counted.
        int[] starts = new int[labels];
        for (int i = 0; i < labels; i++) {
            starts[i] = i * count;
        }
        SymbolicTensor row = Arithmetic.literal(NdArray.of(starts, labels));
        SymbolicTensor numbers =
                Selection.where(Comparisons.less(buckets, 0), Arithmetic.literal(-1, DType.INT32), buckets.plus(row));
        SymbolicTensor sums =
                Segments.segmentSum(Shapes.reshape(values, -1), Shapes.reshape(numbers, -1), count * labels);
        SymbolicTensor byBucket = Shapes.transpose(Shapes.reshape(sums, labels, count));
        return Rearranging.flip(Scans.cumsum(Rearranging.flip(byBucket, 0), 0), 0);
    }
}
