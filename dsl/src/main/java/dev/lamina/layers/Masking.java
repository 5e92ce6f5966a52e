package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Marks steps all of whose elements are {@code mask_value} as padding, and sets them to zero: the layers behind this one that
 * know masks leave them out.
 *
 * <p>Shapes: x (batch, …, channels) -> the same, with the mask (batch, …). Source: {@code keras.layers.Masking}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 8);
 * SymbolicTensor y = x.then(masking().maskValue(-1)); // (?, 10, 8)
 * }</pre>
 */
public final class Masking extends Layer<Masking> {
    static final Schema<Masking> SCHEMA = schema("Masking", Masking::new);
    private static final Field<Double> MASK_VALUE =
            SCHEMA.add(Field.of("mask_value", new ValueCodec()).orElse(0.0));

    private Masking(Config config) {
        super(SCHEMA, config);
    }

    static Masking of() {
        return SCHEMA.create(Config.empty());
    }

    /** What all elements of a step are that is padding; 0 by default. */
    public Masking maskValue(double value) {
        return with(MASK_VALUE, value);
    }

    private SymbolicTensor differs(SymbolicTensor x) {
        return Comparisons.notEqual(x, Arithmetic.literal(get(MASK_VALUE), x));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected List<@Nullable SymbolicTensor> computeMask(
            List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return List.of(Reductions.any(differs(inputs.get(0)), -1));
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        SymbolicTensor counts = ScoreMasks.expand(Reductions.any(differs(x), -1), -1);
        return Selection.where(counts, x, Arithmetic.literal(0, x));
    }

    /** A number, or a scalar as Keras serializes a tensor. */
    private static final class ValueCodec implements Codec<Double> {
        @Override
        public Double read(@Nullable Object plain, Place place) {
            if (plain instanceof Map<?, ?> map && map.get("config") instanceof Map<?, ?> config) {
                return read(config.get("value"), place.at("config").at("value"));
            }
            if (plain instanceof Number number) {
                return number.doubleValue();
            }
            throw place.error("expected a number; received " + Plain.show(plain), "");
        }

        @Override
        public Object write(Double value) {
            return value;
        }

        @Override
        public String expected() {
            return "a number";
        }
    }
}
