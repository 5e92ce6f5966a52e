package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Node;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tensors one after the other on an axis.
 *
 * <p>Shapes: any number of tensors (batch, …) that differ on that axis only -> (batch, …). Source: {@code
 * keras.layers.Concatenate}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4, 8);
 * SymbolicTensor y = concatenate().axis(1).on(x, input("y", 6, 8)); // (?, 10, 8)
 * }</pre>
 */
public final class Concatenate extends Layer<Concatenate> {
    static final Schema<Concatenate> SCHEMA = schema("Concatenate", Concatenate::new);
    private static final Field<Integer> AXIS = SCHEMA.add(Fields.integer("axis").orElse(-1));

    private Concatenate(Config config) {
        super(SCHEMA, config);
    }

    static Concatenate of() {
        return SCHEMA.create(Config.empty());
    }

    /** The axis on which the tensors are joined; the last by default. */
    public Concatenate axis(int axis) {
        return with(AXIS, axis);
    }

    @Override
    protected boolean takesList() {
        return true;
    }

    @Override
    protected int inputCount() {
        return -1;
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    /** Where a channel of any input counts that lies there; an input without a mask counts whole. */
    @Override
    protected List<@Nullable SymbolicTensor> computeMask(
            List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        if (masks.stream().allMatch(mask -> mask == null)) {
            return List.of();
        }
        List<SymbolicTensor> wide = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            SymbolicTensor x = inputs.get(i);
            SymbolicTensor mask = i < masks.size() ? masks.get(i) : null;
            if (mask == null) {
                wide.add(Core.cast(Selection.onesLike(x), DType.BOOL));
            } else if (mask.shape().rank() < x.shape().rank()) {
                SymbolicTensor none = Core.cast(Selection.zerosLike(x), DType.BOOL);
                wide.add(Logic.logicalOr(ScoreMasks.expand(mask, -1), none));
            } else {
                wide.add(mask);
            }
        }
        return List.of(Reductions.any(Shapes.concatenate(wide, get(AXIS)), -1));
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        try {
            return List.of(Shapes.concatenate(inputs, get(AXIS)));
        } catch (ShapeException e) {
            throw e.remedy(remedy(inputs, get(AXIS)));
        }
    }

    /** For two images whose sides differ: pad where the smaller was made, or crop the larger. */
    private static String remedy(List<SymbolicTensor> inputs, int joined) {
        SymbolicTensor first = inputs.get(0);
        for (SymbolicTensor other : inputs) {
            for (int axis = 1;
                    axis <= 2 && first.shape().rank() == 4 && other.shape().rank() == 4;
                    axis++) {
                int difference = first.shape().size(axis) - other.shape().size(axis);
                boolean known = first.shape().size(axis) != Shape.UNKNOWN
                        && other.shape().size(axis) != Shape.UNKNOWN;
                if (known && difference != 0 && axis != joined) {
                    SymbolicTensor smaller = difference < 0 ? first : other;
                    SymbolicTensor larger = difference < 0 ? other : first;
                    return "padding(SAME) on " + name(smaller) + ", or cropping2d(...) on " + name(larger);
                }
            }
        }
        return "make all axes equal except the one that is joined";
    }

    private static String name(SymbolicTensor tensor) {
        String given = tensor.node().operation().givenName();
        return given.isEmpty() ? "the " + Node.describe(tensor.node().operation()) : "\"" + given + "\"";
    }
}
