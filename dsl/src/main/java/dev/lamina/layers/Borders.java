package dev.lamina.layers;

import dev.lamina.Index;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Pads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes away and adds what lies at the borders of sequences, images and volumes. */
final class Borders {
    private Borders() {}

    /**
     * The tensor without its borders.
     *
     * @throws ShapeException if nothing would be left
     */
    static SymbolicTensor crop(SymbolicTensor x, Sides sides, DataFormat dataFormat) {
        int axes = sides.pairs().size();
        PerAxis.check(x, axes);
        int first = PerAxis.first(dataFormat);
        List<Index> keys = new ArrayList<>(Collections.nCopies(first, Index.all()));
        for (int i = 0; i < axes; i++) {
            keys.add(part(x, first + i, sides.pairs().get(i)));
        }
        return x.get(keys.toArray(Index[]::new));
    }

    private static Index part(SymbolicTensor x, int axis, List<Integer> pair) {
        int size = x.shape().size(axis);
        int before = pair.get(0);
        int behind = pair.get(1);
        if (size != Shape.UNKNOWN && size - behind <= before) {
            throw ShapeException.because("takes away more than there is")
                    .differs("axis " + axis + ": the input has " + size + ", " + before + " and " + behind + " go")
                    .remedy("smaller crops, or a larger input");
        }
        return behind == 0 ? Index.from(before) : Index.range(before, -behind);
    }

    /** The tensor with zeros around it. */
    static SymbolicTensor pad(SymbolicTensor x, Sides sides, DataFormat dataFormat) {
        PerAxis.check(x, sides.pairs().size());
        List<List<Integer>> widths =
                new ArrayList<>(Collections.nCopies(x.shape().rank(), List.of(0, 0)));
        for (int i = 0; i < sides.pairs().size(); i++) {
            widths.set(PerAxis.first(dataFormat) + i, sides.pairs().get(i));
        }
        return Pads.pad(x, widths, 0);
    }
}
