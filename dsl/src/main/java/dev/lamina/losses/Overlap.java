package dev.lamina.losses;

import static dev.lamina.losses.Formulas.EPSILON;

import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Reductions;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far the regions of targets and outputs overlap.
 *
 * @param over the axes of a region; all where empty
 */
record Overlap(SymbolicTensor truth, SymbolicTensor found, List<Integer> over) {
    static Overlap of(SymbolicTensor truth, SymbolicTensor found, @Nullable List<Integer> axes) {
        Formulas.checkSame(truth, found);
        return new Overlap(truth, found, axes == null ? List.of() : axes);
    }

    /** The value of a field of axes: null for all. */
    static @Nullable List<Integer> axes(int... axes) {
        return axes.length == 0 ? null : IntStream.of(axes).boxed().toList();
    }

    SymbolicTensor dice() {
        SymbolicTensor sizes = sum(truth).plus(sum(found)).plus(EPSILON);
        return Crossentropy.complement(intersection().times(2).div(sizes));
    }

    SymbolicTensor tversky(double alpha, double beta) {
        SymbolicTensor both = intersection();
        SymbolicTensor missed = sum(Crossentropy.complement(found).times(truth)).times(alpha);
        SymbolicTensor added = sum(Crossentropy.complement(truth).times(found)).times(beta);
        return Crossentropy.complement(both.div(both.plus(missed).plus(added).plus(EPSILON)));
    }

    private SymbolicTensor intersection() {
        return sum(truth.times(found));
    }

    private SymbolicTensor sum(SymbolicTensor x) {
        return Reductions.sum(x, over.stream().mapToInt(Integer::intValue).toArray());
    }
}
