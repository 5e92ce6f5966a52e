package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Scans;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Masks of attention: true where a position of the query may look at a position of the value. */
final class ScoreMasks {
    private ScoreMasks() {}

    /** The positions 1, 2, 3, … of the second axis of x, as an int32 tensor (1, steps, 1). */
    private static SymbolicTensor positions(SymbolicTensor x) {
        Index[] part = new Index[x.shape().rank()];
        Arrays.fill(part, Index.range(0, 1));
        part[1] = Index.all();
        SymbolicTensor steps = Shapes.reshape(x.get(part), 1, x.shape().size(1), 1);
        return Scans.cumsum(Core.cast(Selection.onesLike(steps), DType.INT32), 1);
    }

    /** No position looks at a later one: (1, query steps, value steps). */
    static SymbolicTensor causal(SymbolicTensor query, SymbolicTensor value) {
        SymbolicTensor columns = Shapes.transpose(positions(value), 0, 2, 1);
        return Comparisons.greaterEqual(positions(query), columns);
    }

    /** Positions look less than {@code window} steps away: (1, query steps, value steps). */
    static SymbolicTensor near(SymbolicTensor query, SymbolicTensor value, int window) {
        SymbolicTensor columns = Shapes.transpose(positions(value), 0, 2, 1);
        SymbolicTensor distance = Elementwise.abs(positions(query).minus(columns));
        return Comparisons.less(distance, Arithmetic.literal(window, distance));
    }

    /** Where both hold; one alone where the other is null. */
    static @Nullable SymbolicTensor and(@Nullable SymbolicTensor a, @Nullable SymbolicTensor b) {
        return a == null || b == null ? (a == null ? b : a) : Logic.logicalAnd(a, b);
    }

    /** As truth values, and with a further axis of size 1. */
    static @Nullable SymbolicTensor expanded(@Nullable SymbolicTensor mask, int axis) {
        return mask == null ? null : expand(Core.cast(mask, DType.BOOL), axis);
    }

    /** With a further axis of size 1; a negative axis counts in the result. */
    static SymbolicTensor expand(SymbolicTensor x, int axis) {
        int rank = x.shape().rank() + 1;
        int position = axis < 0 ? axis + rank : axis;
        List<Index> key = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            key.add(i == position ? Index.newAxis() : Index.all());
        }
        return x.get(key.toArray(Index[]::new));
    }
}
