package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.Node;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.Facts;
import dev.lamina.errors.ShapeException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Shifts and scales numbers to mean 0 and variance 1: {@code (x - mean) / max(√variance, 1e-7)}. Mean and variance are given, or learned
 * by {@code adapt}; there is one of each for each position of the axes {@code axis}.
 *
 * <p>Shapes: x (…) -> (…) float32; mean and variance have the sizes of the axes {@code axis}. Source: {@code
 * keras.layers.Normalization}.
 *
 * <pre>{@code
 * SymbolicTensor size = input("size", 2);
 * SymbolicTensor normal = size.then(normalization().mean(170, 70).variance(100, 150)); // (?, 2)
 * }</pre>
 */
public final class Normalization extends Layer<Normalization> {
    static final Schema<Normalization> SCHEMA = schema("Normalization", Normalization::new);
    private static final double SMALLEST_DEVIATION = 1e-7;
    private static final Field<List<Integer>> AXIS =
            SCHEMA.add(Field.of("axis", new NormalizationKeys.AxesCodec()).orElse(List.of(-1)));
    private static final Field<Boolean> INVERT =
            SCHEMA.add(Fields.bool("invert").orElse(false));
    private static final Field<@Nullable NdArray> MEAN =
            SCHEMA.add(Field.of("mean", new NormalizationKeys.ArrayCodec()).orNull());
    private static final Field<@Nullable NdArray> VARIANCE =
            SCHEMA.add(Field.of("variance", new NormalizationKeys.ArrayCodec()).orNull());

    /** What {@link #adapt(NdArray)} found. No document holds it, but weight files do. */
    private static final Field<@Nullable AxisMoments> LEARNED = Field.of(
                    "learned", Fields.<AxisMoments>codec("what adapt learned", any -> true, (plain, place) -> {
                        throw place.unexpected(plain, "nothing");
                    }))
            .orNull();

    private Normalization(Config config) {
        super(SCHEMA, config);
    }

    static Normalization of() {
        return SCHEMA.create(Config.empty());
    }

    /** The axes with a mean and a variance for each position, the last one by default; without axes there is one of each. */
    public Normalization axis(int... axis) {
        return with(AXIS, IntStream.of(axis).boxed().toList());
    }

    /** The mean: one for all, or one for each position of the axis. */
    public Normalization mean(double... mean) {
        return mean(array(mean));
    }

    /** The mean, of the sizes of the axes. */
    public Normalization mean(NdArray mean) {
        return with(MEAN, mean.cast(DType.FLOAT64));
    }

    /** The variance: one for all, or one for each position of the axis. */
    public Normalization variance(double... variance) {
        return variance(array(variance));
    }

    /** The variance, of the sizes of the axes. */
    public Normalization variance(NdArray variance) {
        return with(VARIANCE, variance.cast(DType.FLOAT64));
    }

    /** Whether numbers of mean 0 and variance 1 come in and others out; false by default. */
    public Normalization invert(boolean invert) {
        return with(INVERT, invert);
    }

    private static NdArray array(double[] values) {
        return values.length == 1 ? NdArray.of(values) : NdArray.of(values, values.length);
    }

    /**
     * This layer with the mean and variance of an array for each position of the axes. They become weights, which files hold; a given
     * mean and variance are forgotten.
     *
     * @throws ConfigException if the array holds no numbers, or has too few axes
     */
    public Normalization adapt(NdArray data) {
        return adapt(List.of(data));
    }

    /** The same of an array that comes in batches. */
    public Normalization adapt(Iterable<NdArray> batches) {
        AxisMoments moments = null;
        for (NdArray batch : batches) {
            AxisMoments more = AxisMoments.of(batch, get(AXIS));
            moments = moments == null ? more : moments.plus(more);
        }
        if (moments == null) {
            throw new ConfigException("Normalization: adapt needs at least one batch; received none");
        }
        return with(MEAN, null).with(VARIANCE, null).with(LEARNED, moments);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        if (x.dtype() == DType.STRING) {
            throw ShapeException.because("needs numbers").differs("the input is string");
        }
        List<Integer> kept = kept(x.shape());
        checkGiven();
        boolean given = get(MEAN) != null;
        SymbolicTensor mean = given ? given(MEAN, x.shape(), kept) : weight(call, "mean", x.shape(), kept);
        SymbolicTensor variance = given ? given(VARIANCE, x.shape(), kept) : weight(call, "variance", x.shape(), kept);
        if (!given) {
            // Nothing reads it, but Keras's weight files hold it, for those of its older versions.
            call.state("count", TensorSpec.of(DType.INT64), Initializers.zeros());
        }
        SymbolicTensor deviation = Elementwise.maximum(Elementwise.sqrt(variance), SMALLEST_DEVIATION);
        DType computed = call.dtype().computeDType();
        SymbolicTensor numbers = Core.cast(x, computed);
        SymbolicTensor center = Core.cast(mean, computed);
        SymbolicTensor unit = Core.cast(deviation, computed);
        return get(INVERT)
                ? numbers.times(unit).plus(center)
                : numbers.minus(center).div(unit);
    }

    private void checkGiven() {
        NdArray mean = get(MEAN);
        NdArray variance = get(VARIANCE);
        boolean fits = mean == null
                ? variance == null
                : variance != null
                        && mean.shape().equals(variance.shape())
                        && mean.shape().rank() <= get(AXIS).size();
        if (!fits) {
            throw new ConfigException(Facts.of(Node.describe(this)
                            + " needs a mean and a variance of one shape, with at most one axis for each of axis")
                    .and("mean", mean == null ? "null" : mean.shape().toString())
                    .and(
                            "variance",
                            variance == null ? "null" : variance.shape().toString())
                    .and("axis", get(AXIS).toString())
                    .toString());
        }
    }

    /** A given array, its axes on the last of the kept ones, and size 1 on the others. */
    private SymbolicTensor given(Field<@Nullable NdArray> field, Shape shape, List<Integer> kept) {
        NdArray array = Objects.requireNonNull(get(field)).cast(DType.FLOAT32);
        if (array.shape().rank() == 0) {
            return Arithmetic.literal(array);
        }
        int[] sizes = ones(shape);
        int first = kept.size() - array.shape().rank();
        for (int i = 0; i < array.shape().rank(); i++) {
            int axis = kept.get(first + i);
            sizes[axis] = array.shape().size(i);
            if (sizes[axis] != 1 && sizes[axis] != shape.size(axis)) {
                throw ShapeException.because("has no " + field.key() + " for each position of axis " + axis)
                        .differs(field.key() + " has " + sizes[axis] + ", the input " + shape.size(axis));
            }
        }
        return Arithmetic.literal(array.reshape(sizes));
    }

    /** A weight with what was learned, or such that nothing changes where nothing was. */
    private SymbolicTensor weight(Call call, String name, Shape shape, List<Integer> kept) {
        boolean isMean = name.equals("mean");
        AxisMoments learned = get(LEARNED);
        Initializer first = learned == null
                ? isMean ? Initializers.zeros() : Initializers.ones()
                : new GivenValues(isMean ? learned.meanArray() : learned.varianceArray());
        Shape own = Shape.of(kept.stream().mapToInt(shape::size).toArray());
        if (learned != null && !learned.shape().equals(own)) {
            throw ShapeException.because("was adapted to other data")
                    .differs("its axes " + get(AXIS) + " had sizes " + learned.shape() + ", now " + own);
        }
        int[] sizes = ones(shape);
        kept.forEach(axis -> sizes[axis] = shape.size(axis));
        return Shapes.reshape(call.state(name, own, first), sizes);
    }

    private static int[] ones(Shape shape) {
        int[] sizes = new int[shape.rank()];
        Arrays.fill(sizes, 1);
        return sizes;
    }

    /** The axes with numbers of their own, in ascending order. */
    private List<Integer> kept(Shape shape) {
        List<Integer> kept = get(AXIS).stream().map(shape::axis).sorted().toList();
        for (int axis : kept) {
            if (shape.size(axis) == Shape.UNKNOWN) {
                throw ShapeException.because("needs a known size on axis " + axis)
                        .remedy("give the input a size there, or leave the axis out of axis(...)");
            }
        }
        return kept;
    }
}
