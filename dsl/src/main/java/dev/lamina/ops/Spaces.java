package dev.lamina.ops;

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
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Numbers between tensors, at equal distances or factors; {@link Constants} has those between numbers. */
public final class Spaces {
    public static final Field<Integer> NUM =
            Fields.integer("num", "an integer of at least 0", num -> num >= 0).orElse(50);
    public static final Field<Boolean> ENDPOINT = Fields.bool("endpoint").orElse(true);
    public static final Field<Integer> AXIS = Fields.integer("axis").orElse(0);
    public static final Field<Double> BASE = Fields.number("base").orElse(10.0);
    public static final Field<List<Integer>> SHAPE = Fields.integers("shape");

    /** The type of the result; null for that of the inputs, float32 for integers and always of {@link #FULL}. */
    public static final Field<@Nullable DType> DTYPE = Fields.dtype("dtype").orNull();

    public static final OpType LINSPACE =
            OpType.of(NUMPY, "Linspace", Spaces::spaced, NUM, ENDPOINT, Rules.onlyFalse("retstep"), DTYPE, AXIS);
    public static final OpType LOGSPACE =
            OpType.of(NUMPY, "Logspace", Spaces::spaced, NUM, ENDPOINT, BASE, DTYPE, AXIS);
    public static final OpType GEOMSPACE = OpType.of(NUMPY, "Geomspace", Spaces::spaced, NUM, ENDPOINT, DTYPE, AXIS);

    /** A tensor of a shape that is everywhere a scalar, or repeats a tensor. */
    public static final OpType FULL = OpType.of(NUMPY, "Full", (op, in) -> filled(op, in.get(0)), SHAPE, DTYPE);

    private Spaces() {}

    private static DType type(Op op, DType natural) {
        DType wanted = op.param(DTYPE);
        return wanted == null ? natural : wanted;
    }

    private static TensorSpec spaced(Op op, List<TensorSpec> in) {
        TensorSpec ends = Arithmetic.floating(Arithmetic.broadcast(in));
        int axis = ends.shape().plus(1).axis(op.param(AXIS));
        Shape shape = ends.shape()
                .slice(0, axis)
                .plus(op.param(NUM))
                .plus(ends.shape().from(axis));
        return new TensorSpec(shape, type(op, ends.dtype()));
    }

    private static TensorSpec filled(Op op, TensorSpec value) {
        Shape shape =
                Shape.of(op.param(SHAPE).stream().mapToInt(Integer::intValue).toArray());
        if (!Shape.broadcast(value.shape(), shape).equals(shape)) {
            throw new IllegalArgumentException(value.shape() + " cannot be repeated to " + shape);
        }
        return new TensorSpec(shape, type(op, DType.FLOAT32));
    }

    /**
     * Numbers at equal distances between two tensors, both included. Shapes: start (…), stop (…) -> (num, …).
     *
     * <pre>{@code
     * SymbolicTensor x = linspace(input("a", 3), input("b", 3), 5); // (5, ?, 3)
     * }</pre>
     */
    public static SymbolicTensor linspace(SymbolicTensor start, SymbolicTensor stop, int num) {
        return LINSPACE.op(NUM, num).on(start, stop);
    }

    /**
     * Powers of 10 whose exponents lie at equal distances between two tensors, both included. Shapes: start (…), stop (…) ->
     * (num, …).
     *
     * <pre>{@code
     * SymbolicTensor x = logspace(input("a", 3), input("b", 3), 5); // (5, ?, 3)
     * }</pre>
     */
    public static SymbolicTensor logspace(SymbolicTensor start, SymbolicTensor stop, int num) {
        return LOGSPACE.op(Config.empty().set(NUM, num)).on(start, stop);
    }

    /**
     * Numbers that grow by equal factors between two tensors, both included. Shapes: start (…), stop (…) -> (num, …).
     *
     * <pre>{@code
     * SymbolicTensor x = geomspace(input("a", 3), input("b", 3), 5); // (5, ?, 3)
     * }</pre>
     */
    public static SymbolicTensor geomspace(SymbolicTensor start, SymbolicTensor stop, int num) {
        return GEOMSPACE.op(NUM, num).on(start, stop);
    }

    /**
     * A tensor of a shape that repeats another.
     *
     * <pre>{@code
     * SymbolicTensor x = full(sum(input("x", 3)), 2, 2); // (2, 2)
     * }</pre>
     */
    public static SymbolicTensor full(SymbolicTensor value, int... shape) {
        return FULL.op(SHAPE, IntStream.of(shape).boxed().toList()).on(value);
    }
}
