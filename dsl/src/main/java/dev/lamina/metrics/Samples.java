package dev.lamina.metrics;

import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.SymbolicTensor;
import dev.lamina.losses.Ranks;
import dev.lamina.ops.Core;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One value and one weight for each example.
 *
 * <p>Source: {@code keras.src.metrics.reduction_metrics.reduce_to_samplewise_values}.
 *
 * @param weights null where all count the same
 */
record Samples(SymbolicTensor values, @Nullable SymbolicTensor weights) {
    /** How the parts of an example become one value. */
    interface Reducer {
        SymbolicTensor over(SymbolicTensor x, int... axes);
    }

    static Samples of(SymbolicTensor values, @Nullable SymbolicTensor weights, Reducer reducer) {
        if (weights == null) {
            return new Samples(whole(values, reducer), null);
        }
        int rank = weights.shape().rank();
        SymbolicTensor parts = values.shape().rank() > rank && rank > 0
                ? reducer.over(
                        values, IntStream.range(rank, values.shape().rank()).toArray())
                : values;
        SymbolicTensor each = Ranks.fit(weights, parts).times(Selection.onesLike(parts));
        return new Samples(whole(parts.times(each), reducer), whole(each, reducer));
    }

    private static SymbolicTensor whole(SymbolicTensor x, Reducer reducer) {
        int rank = x.shape().rank();
        return rank > 1 ? reducer.over(x, IntStream.range(1, rank).toArray()) : x;
    }

    SymbolicTensor total() {
        return Reductions.sum(values);
    }

    /** The sum of the weights, or the number of examples; a scalar counts as one. */
    SymbolicTensor count() {
        if (weights != null) {
            return Reductions.sum(weights);
        }
        return values.shape().rank() == 0
                ? Selection.onesLike(values)
                : Core.cast(Core.shape(values).get(Index.at(0)), DType.FLOAT64);
    }
}
