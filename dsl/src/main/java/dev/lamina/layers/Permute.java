package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts the axes of each example in another order.
 *
 * <p>Shapes: x (batch, a, b) -> (batch, b, a) for dims 2, 1. Source: {@code keras.layers.Permute}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(permute(2, 1)); // (?, 3, 10)
 * }</pre>
 */
public final class Permute extends Layer<Permute> {
    static final Schema<Permute> SCHEMA = schema("Permute", Permute::new);
    private static final Field<List<Integer>> DIMS = SCHEMA.add(Fields.integers(
            "dims",
            "each of the axes 1, 2, … once",
            value -> value.stream()
                    .sorted()
                    .toList()
                    .equals(IntStream.rangeClosed(1, value.size()).boxed().toList())));

    private Permute(Config config) {
        super(SCHEMA, config);
    }

    static Permute of(int... dims) {
        return SCHEMA.create(Config.empty().set(DIMS, IntStream.of(dims).boxed().toList()));
    }

    /** The axes of the input, counted from 1, in the order of the output. */
    public List<Integer> dims() {
        return get(DIMS);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        if (x.shape().rank() != dims().size() + 1) {
            throw ShapeException.because("orders " + dims().size() + " axes")
                    .differs("an example has " + (x.shape().rank() - 1));
        }
        return Shapes.transpose(
                x,
                IntStream.concat(IntStream.of(0), dims().stream().mapToInt(Integer::intValue))
                        .toArray());
    }
}
