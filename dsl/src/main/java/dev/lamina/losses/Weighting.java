package dev.lamina.losses;

import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Core;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Joins masks with the weights of examples, for losses and metrics.
 *
 * <p>Source: {@code keras.src.losses.loss.apply_mask}.
 */
public final class Weighting {
    private Weighting() {}

    /**
     * The weights where the mask holds, else 0.
     *
     * @param weights null for 1 everywhere
     * @param mask null where all counts
     * @return null where both are
     */
    public static @Nullable SymbolicTensor masked(
            @Nullable SymbolicTensor weights, @Nullable SymbolicTensor mask, DType dtype) {
        return join(weights, mask == null ? null : Core.cast(mask, dtype), dtype);
    }

    /** The same, scaled so that a mean over all positions becomes the mean over those where the mask holds. */
    static @Nullable SymbolicTensor meanOfMasked(
            @Nullable SymbolicTensor weights, @Nullable SymbolicTensor mask, DType dtype) {
        if (mask == null) {
            return join(weights, null, dtype);
        }
        SymbolicTensor valid = Core.cast(mask, dtype);
        // No position may be valid: then all weights are 0, and so is the loss.
        SymbolicTensor scale = Rounding.divideNoNan(Selection.onesLike(Reductions.mean(valid)), Reductions.mean(valid));
        return join(weights, valid.times(scale), dtype);
    }

    private static @Nullable SymbolicTensor join(
            @Nullable SymbolicTensor weights, @Nullable SymbolicTensor mask, DType dtype) {
        SymbolicTensor typed = weights == null ? null : Core.cast(weights, dtype);
        if (typed == null || mask == null) {
            return typed == null ? mask : typed;
        }
        return typed.shape().rank() < mask.shape().rank()
                ? mask.times(Ranks.fit(typed, mask))
                : typed.times(Ranks.fit(mask, typed));
    }

    /** Positions that both masks hold; null where there is none. */
    static @Nullable SymbolicTensor both(@Nullable SymbolicTensor a, @Nullable SymbolicTensor b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return dev.lamina.ops.Logic.logicalAnd(Core.cast(a, DType.BOOL), Core.cast(b, DType.BOOL));
    }
}
