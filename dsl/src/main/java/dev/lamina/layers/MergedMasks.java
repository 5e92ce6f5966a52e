package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** How layers that combine tensors element by element treat steps that only some of them have. */
final class MergedMasks {
    private MergedMasks() {}

    /** Where any of the inputs has a step; none where an input has no mask. */
    static List<@Nullable SymbolicTensor> any(List<@Nullable SymbolicTensor> masks) {
        SymbolicTensor result = null;
        for (SymbolicTensor mask : masks) {
            if (mask == null) {
                return List.of();
            }
            result = result == null ? mask : Logic.logicalOr(result, mask);
        }
        List<@Nullable SymbolicTensor> one = new ArrayList<>();
        one.add(result);
        return one;
    }

    /** The masks with an axis of size 1 behind them; null where there is none. */
    private static @Nullable SymbolicTensor wide(@Nullable SymbolicTensor mask) {
        return mask == null ? null : ScoreMasks.expand(mask, -1);
    }

    /** The largest, or another choice of one: what an input does not have is that of the others. */
    static SymbolicTensor choice(
            List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks, BinaryOperator<SymbolicTensor> choose) {
        SymbolicTensor output = inputs.get(0);
        SymbolicTensor known = wide(masks.get(0));
        for (int i = 1; i < inputs.size(); i++) {
            SymbolicTensor x = inputs.get(i);
            SymbolicTensor mask = wide(masks.get(i));
            x = mask == null ? x : Selection.where(mask, x, output);
            output = known == null ? output : Selection.where(known, output, x);
            known = known == null || mask == null ? null : Logic.logicalOr(known, mask);
            output = choose.apply(output, x);
        }
        return output;
    }

    /** The product: what an input does not have is 1; what none has is 0. */
    static SymbolicTensor product(List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        SymbolicTensor output = null;
        for (int i = 0; i < inputs.size(); i++) {
            SymbolicTensor x = inputs.get(i);
            SymbolicTensor mask = wide(masks.get(i));
            x = mask == null ? x : Selection.where(mask, x, Arithmetic.literal(1, x));
            output = output == null ? x : output.times(x);
        }
        SymbolicTensor product = java.util.Objects.requireNonNull(output);
        List<@Nullable SymbolicTensor> any = any(masks);
        SymbolicTensor counts = any.isEmpty() ? null : wide(any.get(0));
        return counts == null ? product : Selection.where(counts, product, Arithmetic.literal(0, product));
    }
}
