package dev.lamina.ops;

import static dev.lamina.ops.Modules.LAMINA;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import java.util.List;
import java.util.stream.IntStream;

/** Draws of random numbers: the same for the same seed. No gradient flows through them. */
public final class Random {
    /** What is known of the shape, else -1. */
    private static final Field<List<Integer>> KNOWN = Fields.integers("shape");

    /** Draws from a normal distribution of mean 0 and variance 1. */
    public static final OpType NORMAL = draw("RandomNormal");

    /** The same, with draws beyond two standard deviations drawn anew. */
    public static final OpType TRUNCATED_NORMAL = draw("RandomTruncatedNormal");

    /** Draws from 0 (included) to 1 (excluded), all equally likely. */
    public static final OpType UNIFORM = draw("RandomUniform");

    private Random() {}

    private static OpType draw(String className) {
        return OpType.of(
                LAMINA,
                className,
                (op, in) -> TensorSpec.of(
                        DType.FLOAT32,
                        op.param(KNOWN).stream().mapToInt(Integer::intValue).toArray()),
                KNOWN);
    }

    private static SymbolicTensor on(OpType type, Shape known, SymbolicTensor shape, SymbolicTensor seed) {
        return type.op(KNOWN, IntStream.of(known.sizes()).boxed().toList()).on(shape, seed);
    }

    /**
     * Draws for each element of a tensor.
     *
     * @param type {@link #NORMAL}, {@link #TRUNCATED_NORMAL} or {@link #UNIFORM}
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor like(OpType type, SymbolicTensor x, SymbolicTensor seed) {
        return on(type, x.shape(), Core.shape(x), seed);
    }

    /** Draws for a shape that is known whole. */
    public static SymbolicTensor of(OpType type, Shape shape, SymbolicTensor seed) {
        return on(type, shape, Arithmetic.literal(NdArray.of(shape.sizes(), shape.rank())), seed);
    }
}
