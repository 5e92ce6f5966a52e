package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code e^x} divided by its sum over one axis or several.
 *
 * <p>Shapes: x (…) -> (…). Masks: what the mask of x, or the option {@code mask}, hides becomes 0. Source: {@code
 * keras.layers.Softmax}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 3, 10);
 * SymbolicTensor y = x.then(softmax()); // (?, 3, 10)
 * }</pre>
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
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected List<String> optionNames() {
        return List.of("mask");
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        SymbolicTensor mask = call.mask();
        if (mask != null && !broadcasts(mask.shape(), x.shape())) {
            throw ShapeException.because("needs a mask that can be repeated to its input")
                    .differs("the mask has shape " + mask.shape());
        }
        return of(
                x,
                mask == null || mask.dtype() == DType.BOOL ? mask : Comparisons.greater(mask, 0.5),
                get(AXIS).stream().mapToInt(Integer::intValue).toArray());
    }

    private static boolean broadcasts(Shape mask, Shape x) {
        return mask.rank() <= x.rank()
                && IntStream.rangeClosed(1, mask.rank())
                        .allMatch(i -> mask.size(-i) == 1
                                || mask.size(-i) == Shape.UNKNOWN
                                || x.size(-i) == Shape.UNKNOWN
                                || mask.size(-i) == x.size(-i));
    }

    /**
     * Softmax over some axes of what a mask shows; what it hides becomes 0.
     *
     * @param mask of truth values, null where all counts
     */
    static SymbolicTensor of(SymbolicTensor x, @Nullable SymbolicTensor mask, int... axes) {
        double far = x.dtype() == DType.FLOAT16 ? -3e4 : -1e9;
        SymbolicTensor seen = mask == null ? x : Selection.where(mask, x, Arithmetic.literal(far, x));
        SymbolicTensor y;
        if (axes.length == 1) {
            y = Nn.softmax(seen, axes[0]);
        } else {
            SymbolicTensor largest = Core.stopGradient(Reductions.maxKeepingDims(seen, axes));
            SymbolicTensor powers = Elementwise.exp(seen.minus(largest));
            y = powers.div(Reductions.sumKeepingDims(powers, axes));
        }
        return mask == null ? y : Selection.where(mask, y, Arithmetic.literal(0, y));
    }
}
