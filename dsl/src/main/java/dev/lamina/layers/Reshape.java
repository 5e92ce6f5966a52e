package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives each example another shape.
 *
 * <p>Shapes: x (batch, …) -> (batch, target_shape). Source: {@code keras.layers.Reshape}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 784);
 * SymbolicTensor y = x.then(reshape(28, 28, 1)); // (?, 28, 28, 1)
 * }</pre>
 */
public final class Reshape extends Layer<Reshape> {
    static final Schema<Reshape> SCHEMA = schema("Reshape", Reshape::new);
    private static final Field<List<Integer>> TARGET_SHAPE = SCHEMA.add(Fields.integers(
            "target_shape",
            "sizes of at least 0, of which one may be -1",
            value -> value.stream().allMatch(size -> size >= -1)
                    && value.stream().filter(size -> size == -1).count() <= 1));

    private Reshape(Config config) {
        super(SCHEMA, config);
    }

    static Reshape of(int... targetShape) {
        return SCHEMA.create(Config.empty()
                .set(TARGET_SHAPE, IntStream.of(targetShape).boxed().toList()));
    }

    /** The shape of an example, where -1 stands for a size that is inferred. */
    public List<Integer> targetShape() {
        return get(TARGET_SHAPE);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        Shape target =
                Shape.of(targetShape().stream().mapToInt(Integer::intValue).toArray());
        long elements = x.shape().from(1).elements();
        return Flatten.toExamples(x, elements == Shape.UNKNOWN ? target : inferred(target, elements));
    }

    /** The target with its size of -1, if it has one, computed. */
    private static Shape inferred(Shape target, long elements) {
        long known = 1;
        int open = -1;
        for (int axis = 0; axis < target.rank(); axis++) {
            if (target.size(axis) == Shape.UNKNOWN) {
                open = axis;
            } else {
                known *= target.size(axis);
            }
        }
        boolean fits = open < 0 ? elements == known : known > 0 && elements % known == 0;
        if (!fits) {
            throw ShapeException.because("cannot give its examples the shape " + target)
                    .differs("an example has " + elements + " elements, the target "
                            + (open < 0 ? "" : "a multiple of ") + known)
                    .remedy("a target of " + elements + " elements, or -1 for one size");
        }
        return open < 0 ? target : target.withSize(open, Math.toIntExact(elements / known));
    }
}
