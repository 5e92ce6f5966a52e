package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Index;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives each group of channels of each example mean 0 and variance 1: {@code gamma · (x - mean) / √(variance + epsilon) +
 * beta}, with the mean and variance over the group's channels and all other axes but the batch.
 *
 * <p>Shapes: x (batch, …) -> (batch, …); gamma and beta (channels). Source: {@code keras.layers.GroupNormalization}; Wu and He
 * 2018.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 16);
 * SymbolicTensor y = x.then(groupNormalization(4)); // (?, 28, 28, 16)
 * }</pre>
 */
public final class GroupNormalization extends AffineLayer<GroupNormalization> {
    static final Schema<GroupNormalization> SCHEMA = schema("GroupNormalization", GroupNormalization::new);
    private static final Field<Integer> GROUPS =
            SCHEMA.add(Fields.integer("groups", "a positive integer, or -1", value -> value > 0 || value == -1)
                    .orElse(32));
    private static final Field<Integer> AXIS =
            SCHEMA.add(Fields.integer("axis", "an axis other than 0, the batch", value -> value != 0)
                    .orElse(-1));
    private static final Field<Double> EPSILON = SCHEMA.add(epsilonField(1e-3));

    static {
        addAffine(SCHEMA);
    }

    private GroupNormalization(Config config) {
        super(SCHEMA, config);
    }

    static GroupNormalization of(int groups) {
        return SCHEMA.create(Config.empty().set(GROUPS, groups));
    }

    /** The number of groups, which divides that of the channels; -1 for a group of each channel: instance normalization. */
    public int groups() {
        return get(GROUPS);
    }

    /** The axis of the channels; the last by default. */
    public GroupNormalization axis(int axis) {
        return with(AXIS, axis);
    }

    /** What is added to the variance; 0.001 by default. */
    public GroupNormalization epsilon(double epsilon) {
        return with(EPSILON, epsilon);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    /** It computes in the type of its input, in float32 at least; only the output is cast. */
    @Override
    protected boolean castsInputs() {
        return false;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        SymbolicTensor y = cast(normalized(call, widened(x)), x.dtype());
        return cast(y, call.dtype().computeDType());
    }

    private SymbolicTensor normalized(Call call, SymbolicTensor x) {
        int axis = x.shape().axis(get(AXIS));
        int channels = x.shape().size(axis);
        int groups = groups() == -1 ? channels : groups();
        check(axis, channels, groups);
        SymbolicTensor gamma = gamma(call, Shape.of(channels));
        SymbolicTensor beta = beta(call, Shape.of(channels));
        SymbolicTensor grouped = grouped(x, axis, groups, channels / groups);
        int[] reduced = IntStream.range(1, grouped.shape().rank())
                .filter(a -> a != axis)
                .toArray();
        SymbolicTensor centered = grouped.minus(Reductions.meanKeepingDims(grouped, reduced));
        SymbolicTensor variance = Reductions.meanKeepingDims(Elementwise.square(centered), reduced);
        SymbolicTensor y = centered.times(Elementwise.rsqrt(variance.plus(get(EPSILON))));
        int[] sizes = new int[grouped.shape().rank() - axis];
        Arrays.fill(sizes, 1);
        sizes[0] = groups;
        sizes[1] = channels / groups;
        y = gamma == null ? y : y.times(Shapes.reshape(cast(gamma, x.dtype()), sizes));
        y = beta == null ? y : y.plus(Shapes.reshape(cast(beta, x.dtype()), sizes));
        return PerAxis.reshapeLike(y, x, x.shape().rank());
    }

    private static void check(int axis, int channels, int groups) {
        if (axis == 0) {
            throw ShapeException.because("cannot take the batch for the channels")
                    .remedy("axis(...) of at least 1");
        }
        if (channels == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of channels")
                    .remedy("give the input a size on axis " + axis);
        }
        if (channels == 0 || channels % groups != 0) {
            throw ShapeException.because("cannot split its input into " + groups + " groups of channels")
                    .differs("axis " + axis + " has " + channels + ", no multiple of " + groups);
        }
    }

    /** (…, channels, …) as (…, groups, channels of a group, …). */
    private static SymbolicTensor grouped(SymbolicTensor x, int axis, int groups, int size) {
        Shape shape = x.shape().slice(0, axis).plus(groups, size).plus(x.shape().from(axis + 1));
        long unknown =
                IntStream.of(shape.sizes()).filter(one -> one == Shape.UNKNOWN).count();
        if (unknown <= 1) {
            return Shapes.reshape(x, shape.sizes());
        }
        SymbolicTensor sizes = Core.shape(x);
        SymbolicTensor split = Arithmetic.literal(NdArray.of(new int[] {groups, size}, 2));
        return Shapes.reshape(
                x,
                shape,
                Shapes.concatenate(
                        List.of(
                                sizes.get(Index.range(0, axis)),
                                split,
                                sizes.get(Index.range(axis + 1, x.shape().rank()))),
                        0));
    }
}
