package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ops that pick elements by position. */
public final class Gathering {
    public static final OpType TAKE =
            OpType.of(NUMPY, "Take", (op, in) -> taken(in, op.param(Reductions.ONE_AXIS)), Reductions.ONE_AXIS);

    private Gathering() {}

    private static TensorSpec taken(List<TensorSpec> in, @Nullable Integer axis) {
        TensorSpec x = in.get(0);
        Shape indices = in.get(1).shape();
        if (!in.get(1).dtype().isInteger()) {
            throw ShapeException.because("needs integer positions")
                    .differs("input 1 is " + in.get(1).dtype().kerasName())
                    .remedy("cast(indices, INT32), or an input of an integer type");
        }
        if (axis == null) {
            return new TensorSpec(indices, x.dtype());
        }
        int at = x.shape().axis(axis);
        return new TensorSpec(x.shape().slice(0, at).plus(indices).plus(x.shape().from(at + 1)), x.dtype());
    }

    /** The slices of x at positions on an axis. Shapes: x (a, n, b), indices (i) -> (a, i, b). */
    public static SymbolicTensor take(SymbolicTensor x, SymbolicTensor indices, int axis) {
        return TAKE.op(Reductions.ONE_AXIS, axis).on(x, indices);
    }
}
