package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Core;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * {@code x · scale + offset}, in float32.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.Rescaling}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 1);
 * SymbolicTensor y = x.then(rescaling(1 / 255.0)); // (?, 28, 28, 1)
 * }</pre>
 */
public final class Rescaling extends Layer<Rescaling> {
    static final Schema<Rescaling> SCHEMA = schema("Rescaling", Rescaling::new);
    private static final Field<List<Double>> SCALE = SCHEMA.add(Fields.numbers("scale"));
    private static final Field<List<Double>> OFFSET =
            SCHEMA.add(Fields.numbers("offset").orElse(List.of(0.0)));

    private Rescaling(Config config) {
        super(SCHEMA, config);
    }

    static Rescaling of(double... scale) {
        return SCHEMA.create(
                Config.empty().set(SCALE, DoubleStream.of(scale).boxed().toList()));
    }

    /** The factors: one for all, or one for each channel. */
    public List<Double> scale() {
        return get(SCALE);
    }

    /** What is added: one number for all, or one for each channel; 0 by default. */
    public Rescaling offset(double... offset) {
        return with(OFFSET, DoubleStream.of(offset).boxed().toList());
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return Core.cast(x, DType.FLOAT32).times(constant(scale())).plus(constant(get(OFFSET)));
    }

    private static SymbolicTensor constant(List<Double> values) {
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        return numbers.length == 1
                ? Arithmetic.literal(numbers[0], DType.FLOAT32)
                : Arithmetic.literal(NdArray.of(numbers, numbers.length).cast(DType.FLOAT32));
    }
}
