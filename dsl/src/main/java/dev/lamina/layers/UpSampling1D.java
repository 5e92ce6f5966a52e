package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.ops.Rearranging;
import java.util.Arrays;

/**
 * Repeats each step of a sequence.
 *
 * <p>Shapes: x (batch, steps, channels) -> (batch, steps · size, channels). Source: {@code keras.layers.UpSampling1D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(upSampling1d(3)); // (?, 30, 3)
 * }</pre>
 */
public final class UpSampling1D extends Layer<UpSampling1D> {
    static final Schema<UpSampling1D> SCHEMA = schema("UpSampling1D", UpSampling1D::new);
    private static final Field<Integer> SIZE =
            SCHEMA.add(Fields.positive("size").orElse(2));

    private UpSampling1D(Config config) {
        super(SCHEMA, config);
    }

    static UpSampling1D of(int... size) {
        if (size.length > 1) {
            throw new ConfigException(
                    "UpSampling1D: size must be a positive integer; received " + Arrays.toString(size));
        }
        return SCHEMA.create(size.length == 0 ? Config.empty() : Config.empty().set(SIZE, size[0]));
    }

    /** How often each step is repeated. */
    public int size() {
        return get(SIZE);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        PerAxis.check(x, 1);
        return Rearranging.repeat(x, size(), 1);
    }
}
