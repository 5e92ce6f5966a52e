package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Rearranging;

/**
 * Repeats the vector of each example.
 *
 * <p>Shapes: x (batch, features) -> (batch, n, features). Source: {@code keras.layers.RepeatVector}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(repeatVector(3)); // (?, 3, 4)
 * }</pre>
 */
public final class RepeatVector extends Layer<RepeatVector> {
    static final Schema<RepeatVector> SCHEMA = schema("RepeatVector", RepeatVector::new);
    private static final Field<Integer> N = SCHEMA.add(Fields.positive("n"));

    private RepeatVector(Config config) {
        super(SCHEMA, config);
    }

    static RepeatVector of(int n) {
        return SCHEMA.create(Config.empty().set(N, n));
    }

    /** How often each vector is repeated. */
    public int n() {
        return get(N);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        if (x.shape().rank() != 2) {
            throw ShapeException.because("needs vectors: an input of rank 2")
                    .differs("the input has rank " + x.shape().rank())
                    .remedy("flatten() before it");
        }
        return Rearranging.tile(x.get(Index.all(), Index.newAxis()), 1, n(), 1);
    }
}
