package dev.lamina.ops;

import static dev.lamina.ops.Modules.LAMINA;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.NdArray;
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

    /** The lowest integer that may be drawn. */
    public static final Field<Integer> LOWEST = Fields.integer("minval");

    /** The integer above the highest that may be drawn. */
    public static final Field<Integer> ABOVE = Fields.integer("maxval");

    private static final Field<Integer> NUM_SAMPLES = Fields.positive("num_samples");

    /** Integers, all equally likely. */
    public static final OpType INTEGERS = OpType.of(
            LAMINA,
            "RandomIntegers",
            (op, in) -> {
                if (op.param(LOWEST) >= op.param(ABOVE)) {
                    throw ShapeException.because("needs a lowest integer that is less than the limit")
                            .differs(op.param(LOWEST) + " is not less than " + op.param(ABOVE));
                }
                return new TensorSpec(known(op), DType.INT32);
            },
            KNOWN,
            LOWEST,
            ABOVE);

    /** Classes, as likely as the logits of each row say: inputs, seed. */
    public static final OpType CATEGORICAL = OpType.of(
            LAMINA,
            "RandomCategorical",
            (op, in) -> {
                if (in.get(0).shape().rank() != 2) {
                    throw ShapeException.because("needs logits (batch, classes)")
                            .differs("the input has shape " + in.get(0).shape());
                }
                return TensorSpec.of(
                        DType.INT32, Rules.checkedFloating(in.get(0)).shape().size(0), op.param(NUM_SAMPLES));
            },
            NUM_SAMPLES);

    /** Draws from gamma distributions of scale 1: their shape parameters, seed. */
    public static final OpType GAMMA = OpType.of(LAMINA, "RandomGamma", (op, in) -> Rules.checkedFloating(in.get(0)));

    /** How many of some attempts succeed: counts, probabilities, seed. */
    public static final OpType BINOMIAL = OpType.of(
            LAMINA, "RandomBinomial", (op, in) -> Arithmetic.floating(Arithmetic.broadcast(in.subList(0, 2))));

    /** The slices of an axis in a random order: inputs, seed. */
    public static final OpType SHUFFLE = OpType.of(
            LAMINA,
            "RandomShuffle",
            (op, in) -> {
                in.get(0).shape().axis(op.param(Joining.AXIS));
                return in.get(0);
            },
            Joining.AXIS);

    private Random() {}

    private static Shape known(Op op) {
        return Shape.of(op.param(KNOWN).stream().mapToInt(Integer::intValue).toArray());
    }

    private static OpType draw(String className) {
        return OpType.of(LAMINA, className, (op, in) -> new TensorSpec(known(op), DType.FLOAT32), KNOWN);
    }

    private static SymbolicTensor on(OpType type, Shape known, SymbolicTensor shape, SymbolicTensor seed) {
        return type.op(KNOWN, IntStream.of(known.sizes()).boxed().toList()).on(shape, seed);
    }

    /**
     * Draws for each element of a tensor.
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor noise = Random.like(Random.NORMAL, input("x", 3), seed); // (?, 3)
     * }</pre>
     *
     * @param type {@link #NORMAL}, {@link #TRUNCATED_NORMAL} or {@link #UNIFORM}
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor like(OpType type, SymbolicTensor x, SymbolicTensor seed) {
        return on(type, x.shape(), Core.shape(x), seed);
    }

    /**
     * Draws for a shape that is known whole.
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor noise = Random.of(Random.UNIFORM, Shape.of(2, 3), seed); // (2, 3)
     * }</pre>
     */
    public static SymbolicTensor of(OpType type, Shape shape, SymbolicTensor seed) {
        return on(type, shape, Arithmetic.literal(NdArray.of(shape.sizes(), shape.rank())), seed);
    }

    private static SymbolicTensor literal(Shape shape) {
        return Arithmetic.literal(NdArray.of(shape.sizes(), shape.rank()));
    }

    /**
     * Draws from a normal distribution, float32.
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor x = normal(Shape.of(2, 3), 0, 1, seed); // (2, 3)
     * }</pre>
     *
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor normal(Shape shape, double mean, double stddev, SymbolicTensor seed) {
        return of(NORMAL, shape, seed).times(stddev).plus(mean);
    }

    /**
     * Draws from a normal distribution, those beyond two standard deviations drawn anew, float32.
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor x = truncatedNormal(Shape.of(2, 3), 0, 1, seed); // (2, 3)
     * }</pre>
     *
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor truncatedNormal(Shape shape, double mean, double stddev, SymbolicTensor seed) {
        return of(TRUNCATED_NORMAL, shape, seed).times(stddev).plus(mean);
    }

    /**
     * Numbers of a range, all equally likely, float32.
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor x = uniform(Shape.of(2, 3), -1, 1, seed); // (2, 3)
     * }</pre>
     *
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor uniform(Shape shape, double minval, double maxval, SymbolicTensor seed) {
        return of(UNIFORM, shape, seed).times(maxval - minval).plus(minval);
    }

    /**
     * Integers of a range, all equally likely, int32.
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor dice = randint(Shape.of(5), 1, 7, seed); // (5,)
     * }</pre>
     *
     * @param maxval the integer above the highest
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor randint(Shape shape, int minval, int maxval, SymbolicTensor seed) {
        return INTEGERS.op(Config.empty()
                        .set(KNOWN, IntStream.of(shape.sizes()).boxed().toList())
                        .set(LOWEST, minval)
                        .set(ABOVE, maxval))
                .on(literal(shape), seed);
    }

    /**
     * Classes, as likely as the softmax of the logits of each row, int32. Shapes: logits (batch, classes) -> (batch, samples).
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor x = categorical(input("logits", 10), 3, seed); // (?, 3)
     * }</pre>
     *
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor categorical(SymbolicTensor logits, int numSamples, SymbolicTensor seed) {
        return CATEGORICAL.op(NUM_SAMPLES, numSamples).on(logits, seed);
    }

    /**
     * Draws from gamma distributions of scale 1. Gradients by the shape parameters are refused.
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor x = gamma(input("alpha", 3), seed); // (?, 3)
     * }</pre>
     *
     * @param alpha shape parameters, more than 0; one is drawn for each
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor gamma(SymbolicTensor alpha, SymbolicTensor seed) {
        return GAMMA.op().on(alpha, seed);
    }

    /**
     * Draws from beta distributions.
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor x = beta(input("a", 3), input("b", 3), seed); // (?, 3)
     * }</pre>
     *
     * @param alpha more than 0
     * @param beta more than 0, of the shape of alpha
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor beta(SymbolicTensor alpha, SymbolicTensor beta, SymbolicTensor seed) {
        SymbolicTensor first = gamma(alpha, seed);
        SymbolicTensor other = Arithmetic.literal(NdArray.of(new long[] {12, 0}, 2));
        SymbolicTensor second = gamma(beta, seed.plus(other));
        return first.div(first.plus(second));
    }

    /**
     * How many of some attempts succeed.
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor x = binomial(input("counts", 3), full(0.5, 3), seed); // (?, 3)
     * }</pre>
     *
     * @param counts how many attempts
     * @param probabilities of success, from 0 to 1; the two broadcast
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor binomial(SymbolicTensor counts, SymbolicTensor probabilities, SymbolicTensor seed) {
        return BINOMIAL.op().on(counts, probabilities, seed);
    }

    /**
     * The slices of an axis in a random order.
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor y = shuffle(input("x", 3), 1, seed); // (?, 3)
     * }</pre>
     *
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor shuffle(SymbolicTensor x, int axis, SymbolicTensor seed) {
        return SHUFFLE.op(Joining.AXIS, axis).on(x, seed);
    }

    /**
     * Elements set to 0 at random, the others divided by the part that stays.
     *
     * <pre>{@code
     * SymbolicTensor seed = Randomness.seed(Randomness.runNumber(), 17);
     * SymbolicTensor y = dropout(input("x", 3), 0.2, seed); // (?, 3)
     * }</pre>
     *
     * @param rate the part that is dropped, from 0 to less than 1
     * @param seed as {@code Call.seed} gives it
     */
    public static SymbolicTensor dropout(SymbolicTensor x, double rate, SymbolicTensor seed) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout needs a rate from 0 to less than 1; received " + rate);
        }
        SymbolicTensor kept = Comparisons.greaterEqual(like(UNIFORM, x, seed), Arithmetic.literal(rate, DType.FLOAT32));
        return Selection.where(kept, x.div(1 - rate), Selection.zerosLike(x));
    }
}
