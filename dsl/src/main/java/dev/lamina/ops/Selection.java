package dev.lamina.ops;

import static dev.lamina.ops.Modules.CORE;
import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arguments;
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
import org.jspecify.annotations.Nullable;

/** Ops that choose between values, and tensors of one value. */
public final class Selection {
    public static final Field<Double> LOWEST = Fields.number("x_min");
    public static final Field<Double> HIGHEST = Fields.number("x_max");

    /** The type of the result; null for that of the input. */
    public static final Field<@Nullable DType> DTYPE = Fields.dtype("dtype").orNull();

    public static final OpType WHERE = OpType.of(NUMPY, "Where", (op, in) -> chosen(in));
    public static final OpType CLIP = OpType.of(NUMPY, "Clip", (op, in) -> clipped(op, in.get(0)), LOWEST, HIGHEST);

    /** Conditions, as many values, and a default: where several conditions hold, the first one's value. */
    public static final OpType SELECT = OpType.of(NUMPY, "Select", (op, in) -> selected(in));

    public static final OpType FULL_LIKE = OpType.of(NUMPY, "FullLike", (op, in) -> like(op, in.get(0)), DTYPE);
    public static final OpType ONES_LIKE = OpType.of(NUMPY, "OnesLike", (op, in) -> like(op, in.get(0)), DTYPE);
    public static final OpType ZEROS_LIKE = OpType.of(NUMPY, "ZerosLike", (op, in) -> like(op, in.get(0)), DTYPE);
    /** A tensor whose values are not defined; here zeros. */
    public static final OpType EMPTY_LIKE = OpType.of(NUMPY, "EmptyLike", (op, in) -> like(op, in.get(0)), DTYPE);

    /** The same bits as another type; the last axis grows or shrinks with the size of the type. */
    public static final OpType VIEW = OpType.of(NUMPY, "View", (op, in) -> viewed(op, in.get(0)), DTYPE);

    public static final OpType ARRAY = OpType.of(NUMPY, "Array", (op, in) -> like(op, in.get(0)), DTYPE);
    public static final OpType CONVERT_TO_TENSOR = OpType.of(
            CORE,
            "ConvertToTensor",
            (op, in) -> like(op, in.get(0)),
            DTYPE,
            Fields.bool("sparse").orNull(),
            Fields.bool("ragged").orNull());

    private Selection() {}

    private static TensorSpec like(Op op, TensorSpec x) {
        DType dtype = op.param(DTYPE);
        return new TensorSpec(x.shape(), dtype == null ? x.dtype() : dtype);
    }

    private static TensorSpec viewed(Op op, TensorSpec x) {
        DType dtype = like(op, x).dtype();
        int from = x.dtype().bytes();
        int to = dtype.bytes();
        if (x.dtype() == dtype) {
            return x;
        }
        if (from == 0 || to == 0 || x.dtype() == DType.BOOL || dtype == DType.BOOL) {
            throw ShapeException.because("cannot view " + x.dtype().kerasName() + " as " + dtype.kerasName())
                    .remedy("cast(x, " + dtype + ")");
        }
        if (from == to) {
            return new TensorSpec(x.shape(), dtype);
        }
        int last = x.shape().rank() == 0 ? 1 : x.shape().last();
        boolean fits = x.shape().rank() > 0 && (last == Shape.UNKNOWN || last * from % to == 0);
        if (!fits) {
            throw ShapeException.because("cannot view " + x.dtype().kerasName() + " as " + dtype.kerasName())
                    .differs("the last axis of " + x.shape() + " does not hold a whole number of them");
        }
        return new TensorSpec(x.shape().withSize(-1, last == Shape.UNKNOWN ? last : last * from / to), dtype);
    }

    private static TensorSpec chosen(List<TensorSpec> in) {
        if (in.size() != 3) {
            throw ShapeException.because("needs a condition and two values")
                    .remedy(
                            "cast(condition, ...) to work with the positions that hold; their number depends on values");
        }
        TensorSpec values = Arithmetic.broadcast(in.subList(1, 3));
        return new TensorSpec(Shape.broadcast(in.get(0).shape(), values.shape()), values.dtype());
    }

    private static TensorSpec selected(List<TensorSpec> in) {
        int conditions = in.size() / 2;
        TensorSpec result = in.get(in.size() - 1);
        for (int i = 0; i < conditions; i++) {
            result = chosen(List.of(in.get(i), in.get(conditions + i), result));
        }
        return result;
    }

    private static TensorSpec clipped(Op op, TensorSpec x) {
        boolean whole =
                op.param(LOWEST) == Math.rint(op.param(LOWEST)) && op.param(HIGHEST) == Math.rint(op.param(HIGHEST));
        DType dtype = x.dtype() == DType.BOOL ? DType.INT32 : x.dtype();
        return new TensorSpec(x.shape(), dtype.isFloating() || whole ? dtype : DType.FLOAT32);
    }

    /**
     * x where the condition holds, else y; all three broadcast.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = where(isnan(x), zerosLike(x), x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor where(SymbolicTensor condition, SymbolicTensor x, SymbolicTensor y) {
        return WHERE.op().on(condition, x, y);
    }

    /**
     * The value of the first condition that holds, else the default.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = select(List.of(isnan(x)), List.of(zerosLike(x)), x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor select(
            List<SymbolicTensor> conditions, List<SymbolicTensor> values, SymbolicTensor otherwise) {
        return SELECT.op()
                .call(Arguments.of(
                        List.of(List.copyOf(conditions), List.copyOf(values), otherwise), java.util.Map.of()))
                .get(0);
    }

    /**
     * x, or the nearer bound where it lies outside.
     *
     * <pre>{@code
     * SymbolicTensor y = clip(input("x", 3), -1, 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor clip(SymbolicTensor x, double lowest, double highest) {
        return CLIP.op(Config.empty().set(LOWEST, lowest).set(HIGHEST, highest)).on(x);
    }

    /**
     * The same bits as another type. Shapes: x (…, n) -> (…, n · bytes of the type / bytes of the new type).
     *
     * <pre>{@code
     * SymbolicTensor bits = view(input("x", 3), DType.INT32); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor view(SymbolicTensor x, DType dtype) {
        return VIEW.op(DTYPE, dtype).on(x);
    }

    /**
     * {@code onesLike} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = onesLike(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor onesLike(SymbolicTensor x) {
        return ONES_LIKE.op().on(x);
    }

    /**
     * {@code zerosLike} of each element.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = zerosLike(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor zerosLike(SymbolicTensor x) {
        return ZEROS_LIKE.op().on(x);
    }

    /**
     * A tensor of x's shape that is everywhere the value.
     *
     * <pre>{@code
     * SymbolicTensor y = fullLike(input("x", 3), 0.5); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor fullLike(SymbolicTensor x, double value) {
        return FULL_LIKE.op().on(x, Arithmetic.literal(value, x.dtype()));
    }
}
