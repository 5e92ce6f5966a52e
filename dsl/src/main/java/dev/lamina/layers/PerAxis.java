package dev.lamina.layers;

import dev.lamina.Index;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Shapes;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Sizes for each spatial axis, and where those axes are. */
final class PerAxis {
    private PerAxis() {}

    /** One size for each of {@code axes} axes; a single one stands for all. */
    static List<Integer> sizes(int axes, int... sizes) {
        return sizes.length == 1
                ? Collections.nCopies(axes, sizes[0])
                : IntStream.of(sizes).boxed().toList();
    }

    /** The axis of the channels. */
    static int channels(DataFormat dataFormat) {
        return dataFormat == DataFormat.CHANNELS_LAST ? -1 : 1;
    }

    /** The first spatial axis. */
    static int first(DataFormat dataFormat) {
        return dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
    }

    /** Checks that x has a batch axis, {@code axes} spatial axes, and channels. */
    static void check(SymbolicTensor x, int axes) {
        if (x.shape().rank() != axes + 2) {
            throw ShapeException.because(
                            "needs an input of rank " + (axes + 2) + ": batch, " + axes + " spatial axes, channels")
                    .differs("the input has rank " + x.shape().rank());
        }
    }

    /** Reshapes a tensor to the first {@code axes} axes of another, whatever of that one's shape is known. */
    static SymbolicTensor reshapeLike(SymbolicTensor tensor, SymbolicTensor other, int axes) {
        Shape shape = other.shape().slice(0, axes);
        long unknown = IntStream.of(shape.sizes())
                .filter(size -> size == Shape.UNKNOWN)
                .count();
        return unknown <= 1
                ? Shapes.reshape(tensor, shape.sizes())
                : Shapes.reshape(tensor, shape, Core.shape(other).get(Index.range(0, axes)));
    }
}
