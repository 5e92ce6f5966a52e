package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ShapeException;
import java.util.List;

/** Products of vectors and matrices. */
public final class Linear {
    public static final OpType MATMUL = OpType.of(NUMPY, "Matmul", (op, in) -> matmul(in));

    private Linear() {}

    private static TensorSpec matmul(List<TensorSpec> in) {
        Shape a = in.get(0).shape();
        Shape b = in.get(1).shape();
        DType dtype = DType.promote(in.get(0).dtype(), in.get(1).dtype());
        if (a.rank() == 0 || b.rank() == 0) {
            throw ShapeException.because("cannot multiply a scalar");
        }
        int inner = b.rank() == 1 ? b.size(0) : b.size(-2);
        if (a.last() != inner && a.last() != Shape.UNKNOWN && inner != Shape.UNKNOWN) {
            throw ShapeException.because("cannot multiply its inputs")
                    .differs("the last axis of input 0 has " + a.last() + ", axis " + (b.rank() == 1 ? 0 : -2)
                            + " of input 1 has " + inner);
        }
        Shape batch = Shape.broadcast(a.slice(0, Math.max(0, a.rank() - 2)), b.slice(0, Math.max(0, b.rank() - 2)));
        Shape result = a.rank() == 1 ? batch : batch.plus(a.size(-2));
        return new TensorSpec(b.rank() == 1 ? result : result.plus(b.last()), dtype);
    }

    /** The matrix product. Shapes: x (…, n, k), y (…, k, m) -> (…, n, m). */
    public static SymbolicTensor matmul(SymbolicTensor x, SymbolicTensor y) {
        return MATMUL.op().on(x, y);
    }
}
