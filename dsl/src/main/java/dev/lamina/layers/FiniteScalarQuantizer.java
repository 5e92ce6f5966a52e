package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Trigonometry;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Rounds each number of a vector to one of a few levels between -1 and 1; gradients pass straight through the rounding. The codes are
 * all combinations of levels, with no codebook to learn and no losses.
 *
 * <p>Called on indices, of any integer type, it goes the way back: their codes, and the indices.
 *
 * <p>Shapes: x (…, number of levels) -> codes (…, number of levels) and their indices (…), int32, below the product of the levels. No
 * weights. Source: Mentzer, Minnen, Agustsson, Tschannen 2023: Finite Scalar Quantization, VQ-VAE Made Simple.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 7, 7, 3);
 * SymbolicTensor quantized = x.then(finiteScalarQuantizer(8, 6, 5)); // (?, 7, 7, 3)
 * }</pre>
 */
public final class FiniteScalarQuantizer extends Layer<FiniteScalarQuantizer> {
    static final Schema<FiniteScalarQuantizer> SCHEMA =
            customSchema("lamina", "FiniteScalarQuantizer", FiniteScalarQuantizer::new);
    private static final Field<List<Integer>> LEVELS = SCHEMA.add(Fields.integers(
            "levels",
            "numbers of at least 2, whose product is an int32",
            levels ->
                    !levels.isEmpty() && levels.stream().allMatch(n -> n > 1) && product(levels) <= Integer.MAX_VALUE));

    /** How far beyond the outermost level the range before rounding goes, so that it is reached. */
    private static final double MARGIN = 1e-3;

    private FiniteScalarQuantizer(Config config) {
        super(SCHEMA, config);
    }

    static FiniteScalarQuantizer of(int... levels) {
        return SCHEMA.create(
                Config.empty().set(LEVELS, IntStream.of(levels).boxed().toList()));
    }

    private static double product(List<Integer> levels) {
        return levels.stream().mapToDouble(n -> n).reduce(1, (a, b) -> a * b);
    }

    /** The number of codes: the product of the levels. */
    public int numEmbeddings() {
        return (int) product(get(LEVELS));
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        SymbolicTensor x = inputs.get(0);
        if (x.dtype().isInteger()) {
            return lookup(call, x);
        }
        List<Integer> levels = get(LEVELS);
        if (x.shape().last() != levels.size()) {
            throw ShapeException.because(
                            "needs vectors of size " + levels.size() + ", one number for each of its levels")
                    .differs("the last axis of the input has " + x.shape().last())
                    .remedy("conv2d(" + levels.size() + ", 1) or dense(" + levels.size() + ") before it");
        }
        SymbolicTensor shift = each(n -> atanh(offset(n) / half(n)), x.dtype());
        SymbolicTensor bounded = Trigonometry.tanh(x.plus(shift))
                .times(each(FiniteScalarQuantizer::half, x.dtype()))
                .minus(each(FiniteScalarQuantizer::offset, x.dtype()));
        SymbolicTensor rounded = Rounding.round(bounded);
        SymbolicTensor straightThrough = bounded.plus(Core.stopGradient(rounded.minus(bounded)));
        SymbolicTensor digits = Core.cast(rounded.plus(width(x.dtype())), DType.INT32);
        SymbolicTensor indices = Reductions.sum(digits.times(steps()), x.shape().rank() - 1);
        return List.of(straightThrough.div(width(x.dtype())), indices);
    }

    /** The way back: the digits of the index, the first the lowest, between -1 and 1. */
    private List<SymbolicTensor> lookup(Call call, SymbolicTensor x) {
        SymbolicTensor indices = Core.cast(x, DType.INT32);
        SymbolicTensor digits = Rounding.rem(Rounding.floorDivide(expanded(indices), steps()), sizes());
        DType computed = call.dtype().computeDType();
        SymbolicTensor width = width(computed);
        return List.of(Core.cast(digits, computed).minus(width).div(width), indices);
    }

    private static SymbolicTensor expanded(SymbolicTensor indices) {
        return indices.get(Index.ellipsis(), Index.newAxis());
    }

    private static double half(int levels) {
        return (levels - 1) * (1 + MARGIN) / 2;
    }

    private static double offset(int levels) {
        return levels % 2 == 0 ? 0.5 : 0;
    }

    private static double atanh(double x) {
        return Math.log((1 + x) / (1 - x)) / 2;
    }

    private SymbolicTensor each(IntToDoubleFunction function, DType dtype) {
        double[] values =
                get(LEVELS).stream().mapToDouble(n -> function.applyAsDouble(n)).toArray();
        return Arithmetic.literal(NdArray.of(values, values.length).cast(dtype));
    }

    /** How many levels lie below 0. */
    private SymbolicTensor width(DType dtype) {
        return each(levels -> Math.floorDiv(levels, 2), dtype);
    }

    private SymbolicTensor sizes() {
        int[] sizes = get(LEVELS).stream().mapToInt(n -> n).toArray();
        return Arithmetic.literal(NdArray.of(sizes, sizes.length));
    }

    /** What a step of each number adds to the index. */
    private SymbolicTensor steps() {
        int[] steps = new int[get(LEVELS).size()];
        int step = 1;
        for (int i = 0; i < steps.length; i++) {
            steps[i] = step;
            step *= get(LEVELS).get(i);
        }
        return Arithmetic.literal(NdArray.of(steps, steps.length));
    }
}
