package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Linear;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sum of products over an axis of each of two inputs, for each example.
 *
 * <p>Shapes: (batch, a, k) and (batch, k, b) -> (batch, a, b) for axes 2 and 1; (batch, k) twice -> (batch, 1). Source: {@code
 * keras.layers.Dot}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 5, 8);
 * SymbolicTensor y = dot(2, 1).on(x, input("y", 8, 3)); // (?, 5, 3)
 * }</pre>
 */
public final class Dot extends Layer<Dot> {
    static final Schema<Dot> SCHEMA = schema("Dot", Dot::new);
    private static final Field<List<Integer>> AXES = SCHEMA.add(Fields.axes("axes"));
    private static final Field<Boolean> NORMALIZE =
            SCHEMA.add(Fields.bool("normalize").orElse(false));

    /** The least length that is divided by, as in Keras. */
    private static final double EPSILON = 1e-7;

    private Dot(Config config) {
        super(SCHEMA, config);
        if (config.get(AXES).size() > 2) {
            throw new ConfigException("Dot: axes must be an axis, or one of each input; received " + config.get(AXES));
        }
    }

    static Dot of(int... axes) {
        return SCHEMA.create(Config.empty().set(AXES, IntStream.of(axes).boxed().toList()));
    }

    /** The axis of both inputs, or one of each. */
    public List<Integer> axes() {
        return get(AXES);
    }

    /** Whether both inputs get length 1 along their axis before, which makes the output a cosine; false by default. */
    public Dot normalize(boolean normalize) {
        return with(NORMALIZE, normalize);
    }

    @Override
    protected boolean takesList() {
        return true;
    }

    @Override
    protected int inputCount() {
        return 2;
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        int first = inputs.get(0).shape().axis(axes().get(0));
        int second = inputs.get(1).shape().axis(axes().get(axes().size() - 1));
        check(inputs.get(0).shape(), first, inputs.get(1).shape(), second);
        SymbolicTensor x = get(NORMALIZE) ? UnitNormalization.unit(inputs.get(0), EPSILON, first) : inputs.get(0);
        SymbolicTensor y = get(NORMALIZE) ? UnitNormalization.unit(inputs.get(1), EPSILON, second) : inputs.get(1);
        SymbolicTensor product =
                Linear.einsum(subscripts(x.shape().rank(), first, y.shape().rank(), second), x, y);
        return List.of(product.shape().rank() == 1 ? product.get(Index.all(), Index.newAxis()) : product);
    }

    private static void check(Shape x, int first, Shape y, int second) {
        if (first == 0 || second == 0) {
            throw ShapeException.because("cannot sum over the batch").remedy("an axis of at least 1");
        }
        boolean known = x.size(first) != Shape.UNKNOWN && y.size(second) != Shape.UNKNOWN;
        if (known && x.size(first) != y.size(second)) {
            throw ShapeException.because("cannot multiply its inputs")
                    .differs("axis " + first + " of input 0 has " + x.size(first) + ", axis " + second
                            + " of input 1 has " + y.size(second));
        }
    }

    /** {@code abz,azc->abc} for two inputs of rank 3 and axes 2 and 1: a is the batch, z the sum. */
    private static String subscripts(int rankX, int axisX, int rankY, int axisY) {
        StringBuilder x = new StringBuilder();
        StringBuilder y = new StringBuilder();
        StringBuilder result = new StringBuilder("a");
        char next = 'b';
        for (int axis = 0; axis < rankX; axis++) {
            x.append(axis == 0 ? 'a' : axis == axisX ? 'z' : next);
            if (axis > 0 && axis != axisX) {
                result.append(next++);
            }
        }
        for (int axis = 0; axis < rankY; axis++) {
            y.append(axis == 0 ? 'a' : axis == axisY ? 'z' : next);
            if (axis > 0 && axis != axisY) {
                result.append(next++);
            }
        }
        return x + "," + y + "->" + result;
    }
}
