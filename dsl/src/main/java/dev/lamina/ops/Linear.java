package dev.lamina.ops;

import static dev.lamina.ops.Modules.MATH;
import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;

/** Products of vectors and matrices. */
public final class Linear {
    public static final Field<Contraction> CONTRACTION =
            Field.of("axes", new Contraction.ContractionCodec()).orElse(Contraction.of(2));
    public static final Field<String> SUBSCRIPTS = Fields.string("subscripts");
    public static final Field<Integer> AXIS_A = Fields.integer("axisa").orElse(-1);
    public static final Field<Integer> AXIS_B = Fields.integer("axisb").orElse(-1);
    public static final Field<Integer> AXIS_C = Fields.integer("axisc").orElse(-1);

    public static final OpType MATMUL = OpType.of(NUMPY, "Matmul", (op, in) -> matmul(in));
    public static final OpType DOT = OpType.of(NUMPY, "Dot", (op, in) -> einsum(Subscripts.dot(in), in));
    public static final OpType INNER = OpType.of(NUMPY, "Inner", (op, in) -> einsum(Subscripts.inner(in), in));
    public static final OpType TENSORDOT = OpType.of(
            NUMPY, "Tensordot", (op, in) -> einsum(Subscripts.tensordot(in, op.param(CONTRACTION)), in), CONTRACTION);
    public static final OpType EINSUM = OpType.of(
            NUMPY, "Einsum", (op, in) -> einsum(Subscripts.parse(op.param(SUBSCRIPTS), in.size()), in), SUBSCRIPTS);
    public static final OpType OUTER = OpType.of(
            NUMPY,
            "Outer",
            (op, in) -> new TensorSpec(Shape.of(elements(in.get(0)), elements(in.get(1))), promoted(in)));
    public static final OpType VDOT =
            OpType.of(NUMPY, "Vdot", (op, in) -> new TensorSpec(Shape.scalar(), promoted(in)));
    public static final OpType KRON = OpType.of(NUMPY, "Kron", (op, in) -> kron(in));
    public static final OpType CROSS =
            OpType.of(NUMPY, "Cross", (op, in) -> cross(in), AXIS_A, AXIS_B, AXIS_C, Reductions.ONE_AXIS);

    /** The Euclidean distances of the rows of two matrices. */
    public static final OpType CDIST = OpType.of(MATH, "CDist", (op, in) -> distances(in));

    private Linear() {}

    private static int elements(TensorSpec x) {
        return Math.toIntExact(x.shape().elements());
    }

    private static DType promoted(List<TensorSpec> in) {
        return in.stream().map(TensorSpec::dtype).reduce(in.get(0).dtype(), DType::promote);
    }

    /** Products of bytes are int32, as in Keras. */
    private static DType product(List<TensorSpec> in) {
        boolean bytes = in.stream().allMatch(x -> x.dtype() == DType.INT8);
        return bytes ? DType.INT32 : promoted(in);
    }

    private static TensorSpec einsum(Subscripts subscripts, List<TensorSpec> in) {
        return new TensorSpec(
                subscripts.output(in.stream().map(TensorSpec::shape).toList()), product(in));
    }

    private static TensorSpec matmul(List<TensorSpec> in) {
        Shape a = in.get(0).shape();
        Shape b = in.get(1).shape();
        if (a.rank() == 0 || b.rank() == 0) {
            throw ShapeException.because("cannot multiply a scalar").remedy("x.times(y)");
        }
        int inner = b.rank() == 1 ? b.size(0) : b.size(-2);
        if (a.last() != inner && a.last() != Shape.UNKNOWN && inner != Shape.UNKNOWN) {
            throw ShapeException.because("cannot multiply its inputs")
                    .differs("the last axis of input 0 has " + a.last() + ", axis " + (b.rank() == 1 ? 0 : -2)
                            + " of input 1 has " + inner);
        }
        Shape batch = Shape.broadcast(a.slice(0, Math.max(0, a.rank() - 2)), b.slice(0, Math.max(0, b.rank() - 2)));
        Shape result = a.rank() == 1 ? batch : batch.plus(a.size(-2));
        return new TensorSpec(b.rank() == 1 ? result : result.plus(b.last()), product(in));
    }

    private static TensorSpec kron(List<TensorSpec> in) {
        Shape a = in.get(0).shape();
        Shape b = in.get(1).shape();
        int rank = Math.max(a.rank(), b.rank());
        int[] sizes = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int left = i <= a.rank() ? a.size(-i) : 1;
            int right = i <= b.rank() ? b.size(-i) : 1;
            sizes[rank - i] = left == Shape.UNKNOWN || right == Shape.UNKNOWN ? Shape.UNKNOWN : left * right;
        }
        return new TensorSpec(Shape.of(sizes), promoted(in));
    }

    private static TensorSpec cross(List<TensorSpec> in) {
        TensorSpec both = Arithmetic.broadcast(in);
        if (in.stream().anyMatch(x -> x.shape().rank() == 0 || x.shape().last() != 3)) {
            throw ShapeException.because("needs vectors of size 3 in the last axis of both inputs")
                    .differs("the shapes are " + in.get(0).shape() + " and "
                            + in.get(1).shape());
        }
        return both;
    }

    /** Whether the axes of a cross product are all the last. */
    public static boolean isLast(Op op, int rank) {
        Integer axis = op.param(Reductions.ONE_AXIS);
        return (axis == null ? List.of(op.param(AXIS_A), op.param(AXIS_B), op.param(AXIS_C)) : List.of(axis))
                .stream().allMatch(given -> given == -1 || given == rank - 1);
    }

    private static TensorSpec distances(List<TensorSpec> in) {
        Shape a = in.get(0).shape();
        Shape b = in.get(1).shape();
        if (a.rank() < 2 || b.rank() < 2 || !Shape.of(a.last()).isCompatibleWith(Shape.of(b.last()))) {
            throw ShapeException.because("needs two matrices with rows of one size")
                    .differs("the shapes are " + a + " and " + b);
        }
        Shape batch = Shape.broadcast(a.slice(0, a.rank() - 2), b.slice(0, b.rank() - 2));
        return Arithmetic.floating(new TensorSpec(batch.plus(a.size(-2), b.size(-2)), promoted(in)));
    }

    /**
     * The matrix product. Shapes: x (…, n, k), y (…, k, m) -> (…, n, m).
     *
     * <pre>{@code
     * SymbolicTensor z = matmul(input("x", 2, 3), input("y", 3, 4)); // (?, 2, 4)
     * }</pre>
     */
    public static SymbolicTensor matmul(SymbolicTensor x, SymbolicTensor y) {
        return MATMUL.op().on(x, y);
    }

    /**
     * The sum over the last axis of x and the last but one of y. Shapes: x (…, k), y (…, k, m) -> (…, …, m).
     *
     * <pre>{@code
     * SymbolicTensor z = dot(input("x", 4), ones(4, 2)); // (?, 2)
     * }</pre>
     */
    public static SymbolicTensor dot(SymbolicTensor x, SymbolicTensor y) {
        return DOT.op().on(x, y);
    }

    /**
     * The sum over axes of x and axes of y, in pairs.
     *
     * <pre>{@code
     * SymbolicTensor z = tensordot(input("x", 4), ones(4, 2), List.of(1), List.of(0)); // (?, 2)
     * }</pre>
     */
    public static SymbolicTensor tensordot(
            SymbolicTensor x, SymbolicTensor y, List<Integer> axesOfX, List<Integer> axesOfY) {
        return TENSORDOT.op(CONTRACTION, new Contraction(-1, axesOfX, axesOfY)).on(x, y);
    }

    /**
     * A sum of products in Einstein's notation, such as {@code bij,bjk->bik}.
     *
     * <pre>{@code
     * SymbolicTensor z = einsum("bij,bjk->bik", input("x", 2, 3), input("y", 3, 4)); // (?, 2, 4)
     * }</pre>
     */
    public static SymbolicTensor einsum(String subscripts, SymbolicTensor... tensors) {
        return EINSUM.op(SUBSCRIPTS, subscripts).on(tensors);
    }

    /**
     * All products of an element of x and one of y. Shapes: x (any), y (any) -> (elements of x, elements of y).
     *
     * <pre>{@code
     * SymbolicTensor z = outer(ones(2), ones(3)); // (2, 3)
     * }</pre>
     */
    public static SymbolicTensor outer(SymbolicTensor x, SymbolicTensor y) {
        return OUTER.op().on(x, y);
    }

    /**
     * The cross product. Shapes: x (…, 3), y (…, 3) -> (…, 3).
     *
     * <pre>{@code
     * SymbolicTensor z = cross(input("x", 3), input("y", 3)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor cross(SymbolicTensor x, SymbolicTensor y) {
        return CROSS.op(Config.empty()).on(x, y);
    }

    /**
     * The Kronecker product.
     *
     * <pre>{@code
     * SymbolicTensor z = kron(eye(2), ones(1, 3)); // (2, 6)
     * }</pre>
     */
    public static SymbolicTensor kron(SymbolicTensor x, SymbolicTensor y) {
        return KRON.op().on(x, y);
    }
}
