package dev.lamina;

import dev.lamina.config.Field;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ops behind the operators of {@link SymbolicTensor}; the package {@code ops} holds all others. */
public final class Arithmetic {
    private static final String NUMPY = "keras.src.ops.numpy";

    public static final OpType ADD = OpType.of(NUMPY, "Add", (op, in) -> broadcast(in));
    public static final OpType SUBTRACT = OpType.of(NUMPY, "Subtract", (op, in) -> broadcast(in));
    public static final OpType MULTIPLY = OpType.of(NUMPY, "Multiply", (op, in) -> broadcast(in));
    public static final OpType DIVIDE = OpType.of(NUMPY, "Divide", (op, in) -> floating(broadcast(in)));
    public static final OpType NEGATIVE = OpType.of(NUMPY, "Negative", (op, in) -> in.get(0));
    public static final Field<List<Index>> KEYS = Field.of("key", new Index.KeysCodec());
    public static final OpType GET_ITEM = OpType.of(
                    NUMPY,
                    "GetItem",
                    (op, in) -> new TensorSpec(
                            indexed(in.get(0).shape(), op.param(KEYS)),
                            in.get(0).dtype()))
            .passing(KEYS);

    private Arithmetic() {}

    /** The spec of an elementwise op on two tensors: shapes broadcast, types promoted. */
    public static TensorSpec broadcast(List<TensorSpec> inputs) {
        TensorSpec a = inputs.get(0);
        TensorSpec b = inputs.get(1);
        try {
            return new TensorSpec(Shape.broadcast(a.shape(), b.shape()), DType.promote(a.dtype(), b.dtype()));
        } catch (IllegalArgumentException e) {
            throw ShapeException.because("cannot combine its inputs")
                    .differs(String.valueOf(e.getMessage()))
                    .remedy("reshape one of them, or give it axes of size 1 where the other has more");
        }
    }

    /** The same with float32 in place of integers and booleans. */
    public static TensorSpec floating(TensorSpec spec) {
        return spec.dtype().isFloating() ? spec : new TensorSpec(spec.shape(), DType.FLOAT32);
    }

    /** A number as a constant of the type it takes beside a tensor: the tensor's, or float32 beside integers. */
    public static SymbolicTensor literal(double value, SymbolicTensor beside) {
        boolean keeps = beside.dtype().isFloating() || (beside.dtype().isInteger() && value == Math.rint(value));
        return literal(value, keeps ? beside.dtype() : DType.FLOAT32);
    }

    /**
     * A number of a file as a constant of the type that Keras gives it beside a tensor: an integer keeps the tensor's type
     * where that holds numbers; one with a point makes integers float32.
     */
    public static SymbolicTensor weakLiteral(Number value, SymbolicTensor beside) {
        boolean whole = value instanceof Integer || value instanceof Long;
        if (beside.dtype().isFloating() || (whole && beside.dtype().isInteger())) {
            return literal(value.doubleValue(), beside.dtype());
        }
        return literal(value.doubleValue(), whole ? DType.INT32 : DType.FLOAT32);
    }

    /** A scalar constant. */
    public static SymbolicTensor literal(double value, DType dtype) {
        return literal(NdArray.of(new double[] {value}).cast(dtype));
    }

    /** A constant. */
    public static SymbolicTensor literal(NdArray value) {
        return Node.source(new Source.Literal(value), new TensorSpec(value.shape(), value.dtype()));
    }

    private static Shape indexed(Shape shape, List<Index> keys) {
        long consumed = keys.stream()
                .filter(key -> key instanceof Index.At || key instanceof Index.Range)
                .count();
        if (consumed > shape.rank()) {
            throw ShapeException.because("cannot take " + consumed + " indices of a tensor of rank " + shape.rank());
        }
        List<Integer> sizes = new ArrayList<>();
        int axis = 0;
        for (Index key : keys) {
            if (key instanceof Index.At at) {
                checkPosition(at.position(), shape, axis++);
            } else if (key instanceof Index.Range range) {
                sizes.add(length(range, shape.size(axis++)));
            } else if (key instanceof Index.NewAxis) {
                sizes.add(1);
            } else {
                for (long rest = shape.rank() - consumed; rest > 0; rest--) {
                    sizes.add(shape.size(axis++));
                }
            }
        }
        while (axis < shape.rank()) {
            sizes.add(shape.size(axis++));
        }
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    private static void checkPosition(int position, Shape shape, int axis) {
        int size = shape.size(axis);
        if (size != Shape.UNKNOWN && (position >= size || position < -size)) {
            throw ShapeException.because("has no position " + position + " on axis " + axis + " of size " + size);
        }
    }

    private static int length(Index.Range range, int size) {
        int step = range.step() == null ? 1 : range.step();
        if (step == 0) {
            throw ShapeException.because("cannot take a range with step 0");
        }
        if (size == Shape.UNKNOWN) {
            return Shape.UNKNOWN;
        }
        int start = clip(range.start(), step > 0 ? 0 : size - 1, size, step);
        int stop = clip(range.stop(), step > 0 ? size : -1, size, step);
        int span = step > 0 ? stop - start : start - stop;
        return span <= 0 ? 0 : (span - 1) / Math.abs(step) + 1;
    }

    private static int clip(@Nullable Integer position, int absent, int size, int step) {
        if (position == null) {
            return absent;
        }
        int counted = position < 0 ? position + size : position;
        return step > 0 ? Math.max(0, Math.min(size, counted)) : Math.max(-1, Math.min(size - 1, counted));
    }
}
