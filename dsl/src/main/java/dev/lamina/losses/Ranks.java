package dev.lamina.losses;

import dev.lamina.Index;
import dev.lamina.SymbolicTensor;

/**
 * Brings targets, outputs and weights to one rank where they differ by a last axis of size 1.
 *
 * <p>Source: {@code keras.src.losses.loss.squeeze_or_expand_to_same_rank}.
 */
public record Ranks(SymbolicTensor first, SymbolicTensor second) {
    /** Two tensors of the same rank, where a last axis of size 1 makes the difference; else the tensors as they are. */
    public static Ranks align(SymbolicTensor a, SymbolicTensor b) {
        if (a.shape().rank() == b.shape().rank() + 1 && a.shape().last() == 1) {
            return b.shape().rank() == 1 ? new Ranks(a, expanded(b, 2)) : new Ranks(squeezed(a), b);
        }
        if (b.shape().rank() == a.shape().rank() + 1 && b.shape().last() == 1) {
            Ranks turned = align(b, a);
            return turned.swapped();
        }
        return new Ranks(a, b);
    }

    private Ranks swapped() {
        return new Ranks(/* first= */ second, /* second= */ first);
    }

    /** Weights of examples, with axes of size 1 behind them, to be multiplied with values. */
    public static SymbolicTensor fit(SymbolicTensor weights, SymbolicTensor values) {
        if (weights.shape().rank() == values.shape().rank() + 1
                && weights.shape().last() == 1) {
            return squeezed(weights);
        }
        return weights.shape().rank() < values.shape().rank()
                ? expanded(weights, values.shape().rank())
                : weights;
    }

    private static SymbolicTensor squeezed(SymbolicTensor x) {
        return x.get(Index.ellipsis(), Index.at(0));
    }

    private static SymbolicTensor expanded(SymbolicTensor x, int rank) {
        SymbolicTensor result = x;
        while (result.shape().rank() < rank) {
            result = result.get(Index.ellipsis(), Index.newAxis());
        }
        return result;
    }
}
