package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives each example the length 1 over some axes: {@code x / ‖x‖}.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.UnitNormalization}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 64);
 * SymbolicTensor y = x.then(unitNormalization()); // (?, 64)
 * }</pre>
 */
public final class UnitNormalization extends Layer<UnitNormalization> {
    static final Schema<UnitNormalization> SCHEMA = schema("UnitNormalization", UnitNormalization::new);
    private static final Field<List<Integer>> AXIS = SCHEMA.add(
            Fields.integers("axis", "a list of axes", axes -> !axes.isEmpty()).orElse(List.of(-1)));

    /** The least length that is divided by, as in Keras. */
    private static final double EPSILON = 1e-12;

    private UnitNormalization(Config config) {
        super(SCHEMA, config);
    }

    static UnitNormalization of() {
        return SCHEMA.create(Config.empty());
    }

    /** The axes over which the length is taken; the last alone by default. */
    public UnitNormalization axis(int... axes) {
        return with(AXIS, IntStream.of(axes).boxed().toList());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return unit(
                x,
                EPSILON,
                get(AXIS).stream().mapToInt(x.shape()::axis).distinct().toArray());
    }

    /**
     * x divided by its length over some axes, or by epsilon where that is larger. The floor is under the root, so that the
     * gradient at zero is a number.
     */
    static SymbolicTensor unit(SymbolicTensor x, double epsilon, int... axes) {
        SymbolicTensor squares = Reductions.sumKeepingDims(Elementwise.square(x), axes);
        return x.times(Elementwise.rsqrt(Elementwise.maximum(squares, epsilon * epsilon)));
    }
}
