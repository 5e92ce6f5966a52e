package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Reductions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code e^x} divided by its sum over one axis or several.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.Softmax}.
 */
public final class Softmax extends Layer<Softmax> {
    static final Schema<Softmax> SCHEMA = schema("Softmax", Softmax::new);
    private static final Field<List<Integer>> AXIS =
            SCHEMA.add(Fields.axes("axis").orElse(List.of(-1)));

    private Softmax(Config config) {
        super(SCHEMA, config);
    }

    static Softmax of() {
        return SCHEMA.create(Config.empty());
    }

    /** The axes over which the outputs sum to 1; the last alone by default. */
    public Softmax axis(int... axes) {
        return with(AXIS, IntStream.of(axes).boxed().toList());
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        List<Integer> axis = get(AXIS);
        if (axis.size() == 1) {
            return Nn.softmax(x, axis.get(0));
        }
        int[] axes = axis.stream().mapToInt(Integer::intValue).toArray();
        SymbolicTensor largest = Core.stopGradient(Reductions.maxKeepingDims(x, axes));
        SymbolicTensor powers = Elementwise.exp(x.minus(largest));
        return powers.div(Reductions.sumKeepingDims(powers, axes));
    }
}
