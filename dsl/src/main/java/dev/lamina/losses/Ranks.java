package dev.lamina.losses;

import dev.lamina.Index;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ShapeException;
import java.util.stream.IntStream;

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

    /**
     * Weights of examples, with axes of size 1 behind them, to be multiplied with values.
     *
     * @throws ShapeException if the weights are not for the examples, or for parts of them
     */
    public static SymbolicTensor fit(SymbolicTensor weights, SymbolicTensor values) {
        int rank = values.shape().rank();
        if (rank == 0) {
            return weights;
        }
        boolean column = weights.shape().rank() == rank + 1 && weights.shape().last() == 1;
        SymbolicTensor fitted = column ? squeezed(weights) : expanded(weights, rank);
        boolean fits = fitted.shape().rank() == rank
                && IntStream.range(0, rank)
                        .allMatch(
                                i -> fits(fitted.shape().size(i), values.shape().size(i)));
        if (!fits) {
            throw ShapeException.because("cannot weigh its values")
                    .differs("weights or mask " + weights.shape() + ", values " + values.shape())
                    .remedy("one weight for each example: shape (batch,)");
        }
        return fitted;
    }

    private static boolean fits(int weights, int values) {
        return weights == values || weights == 1 || weights == Shape.UNKNOWN || values == Shape.UNKNOWN;
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
