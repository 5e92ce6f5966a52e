package dev.lamina.layers;

import dev.lamina.DType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Core;
import dev.lamina.ops.Counting;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Reductions;
import org.jspecify.annotations.Nullable;

/**
 * Turns indices of categories into vectors. Indices of at least {@code depth} are in none.
 *
 * <p>Shapes: one_hot (…, n) -> (…, n, depth), and (…, 1) -> (…, depth); multi_hot and count (batch, n, …) -> (batch, …, depth),
 * and (n) -> (depth). As Keras computes them, not always as it announces them. Source: {@code encode_categorical_inputs}.
 */
final class Categories {
    private Categories() {}

    static SymbolicTensor encode(SymbolicTensor indices, OutputMode mode, int depth) {
        return encode(indices, mode, depth, null);
    }

    /**
     * Vectors for indices, float32.
     *
     * @param weights what each index counts for, where indices are counted; null where each counts 1
     */
    static SymbolicTensor encode(SymbolicTensor indices, OutputMode mode, int depth, @Nullable SymbolicTensor weights) {
        Shape shape = indices.shape();
        if (shape.rank() == 0) {
            throw ShapeException.because("needs an input with an axis").differs("the input is a scalar");
        }
        if (mode == OutputMode.ONE_HOT) {
            return oneHot(shape.rank() > 1 && shape.last() == 1 ? Axes.squeeze(indices, -1) : indices, depth);
        }
        boolean binary = mode == OutputMode.MULTI_HOT;
        if (shape.rank() <= 2) {
            return Counting.occurrences(indices, depth, binary, weights);
        }
        SymbolicTensor hot = oneHot(indices, depth);
        if (weights != null) {
            hot = hot.times(Axes.expandDims(Core.cast(weights, DType.FLOAT32), -1));
        }
        return binary ? Reductions.max(hot, 1) : Reductions.sum(hot, 1);
    }

    private static SymbolicTensor oneHot(SymbolicTensor indices, int depth) {
        return Nn.ONE_HOT.op(Config.empty().set(Nn.NUM_CLASSES, depth)).on(indices);
    }

    /** The numbers as integers, rounded towards zero. */
    static SymbolicTensor whole(SymbolicTensor x) {
        return x.dtype().isInteger() ? x : Core.cast(x, DType.INT64);
    }
}
