package dev.lamina.initializers;

import dev.lamina.Initializer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Random;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Draws whose variance is {@code scale / fan}, so that signals keep their size from layer to layer; the initializers of
 * Glorot, He and LeCun are presets of it.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelInitializer(varianceScaling(2, FAN_OUT, UNTRUNCATED_NORMAL))); // (?, 8)
 * }</pre>
 */
public final class VarianceScaling extends RandomInitializer {
    /** Which connections are counted. */
    public enum Mode {
        FAN_IN,
        FAN_OUT,
        FAN_AVG
    }

    /** Which distribution is drawn from. */
    public enum Distribution {
        UNIFORM,
        TRUNCATED_NORMAL,
        UNTRUNCATED_NORMAL
    }

    static final Schema<Initializer> SCHEMA = schemaOf("VarianceScaling", VarianceScaling::new);
    private static final Field<Double> SCALE = SCHEMA.add(
            Fields.number("scale", "a positive number", value -> value > 0).orElse(1.0));
    private static final Field<Mode> MODE =
            SCHEMA.add(Fields.choice("mode", Mode.class).orElse(Mode.FAN_IN));
    private static final Field<Distribution> DISTRIBUTION =
            SCHEMA.add(Fields.choice("distribution", Distribution.class).orElse(Distribution.TRUNCATED_NORMAL));

    private static final Field<@Nullable List<Integer>> INPUT_AXES =
            SCHEMA.add(Fields.integers("input_axes").orNull());
    private static final Field<@Nullable List<Integer>> OUTPUT_AXES =
            SCHEMA.add(Fields.integers("output_axes").orNull());

    static {
        SCHEMA.add(SEED);
    }

    static final Schema<Initializer> GLOROT_UNIFORM = preset("GlorotUniform", 1, Mode.FAN_AVG, Distribution.UNIFORM);
    static final Schema<Initializer> GLOROT_NORMAL =
            preset("GlorotNormal", 1, Mode.FAN_AVG, Distribution.TRUNCATED_NORMAL);
    static final Schema<Initializer> HE_UNIFORM = preset("HeUniform", 2, Mode.FAN_IN, Distribution.UNIFORM);
    static final Schema<Initializer> HE_NORMAL = preset("HeNormal", 2, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
    static final Schema<Initializer> LECUN_UNIFORM = preset("LecunUniform", 1, Mode.FAN_IN, Distribution.UNIFORM);
    static final Schema<Initializer> LECUN_NORMAL =
            preset("LecunNormal", 1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);

    /** The standard deviation of a normal distribution of variance 1 that is cut at two standard deviations. */
    private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

    private VarianceScaling(Schema<Initializer> schema, Config config) {
        super(schema, config);
    }

    /** A schema that writes nothing but its class and the seed. */
    private static Schema<Initializer> preset(String className, double scale, Mode mode, Distribution distribution) {
        Schema<Initializer> schema = schemaOf(
                className,
                (self, config) -> new VarianceScaling(
                        self, config.set(SCALE, scale).set(MODE, mode).set(DISTRIBUTION, distribution)));
        schema.add(SEED);
        return schema;
    }

    private static Schema<Initializer> schemaOf(
            String className, BiFunction<Schema<Initializer>, Config, Initializer> constructor) {
        return Schema.oneOfSeveral(Initializer.class, className, Initializers.HOME, constructor)
                .ignoring("input_axes", "output_axes");
    }

    static RandomInitializer of(Schema<Initializer> schema) {
        return (RandomInitializer) schema.create(Config.empty());
    }

    static VarianceScaling of(double scale, Mode mode, Distribution distribution) {
        return (VarianceScaling)
                SCHEMA.create(Config.empty().set(SCALE, scale).set(MODE, mode).set(DISTRIBUTION, distribution));
    }

    /** The axes of the weight that count as inputs and as outputs, where the last two axes are not those. */
    public VarianceScaling axes(List<Integer> inputs, List<Integer> outputs) {
        return (VarianceScaling)
                schema().create(config().set(INPUT_AXES, inputs).set(OUTPUT_AXES, outputs));
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        Shape shape = spec.shape();
        List<Integer> inputs = get(INPUT_AXES);
        List<Integer> outputs = get(OUTPUT_AXES);
        if (inputs != null && outputs != null) {
            return value(spec, seed, product(shape, inputs), product(shape, outputs));
        }
        double window = 1;
        for (int axis = 0; axis < shape.rank() - 2; axis++) {
            window *= shape.size(axis);
        }
        double in = shape.rank() == 0 ? 1 : shape.size(shape.rank() == 1 ? 0 : -2) * window;
        double out = shape.rank() == 0 ? 1 : shape.last() * window;
        return value(spec, seed, in, out);
    }

    /**
     * Draws for an element with so many connections. Source: {@code keras.src.initializers.compute_fans}.
     *
     * @param in how many inputs each output has
     * @param out how many outputs each input has
     */
    SymbolicTensor value(TensorSpec spec, SymbolicTensor seed, double in, double out) {
        Shape shape = spec.shape();
        double fan = switch (get(MODE)) {
            case FAN_IN -> in;
            case FAN_OUT -> out;
            case FAN_AVG -> (in + out) / 2;
        };
        double variance = get(SCALE) / Math.max(1, fan);
        return switch (get(DISTRIBUTION)) {
            case UNIFORM -> {
                double limit = Math.sqrt(3 * variance);
                yield Random.of(Random.UNIFORM, shape, seed).times(2 * limit).minus(limit);
            }
            case TRUNCATED_NORMAL ->
                Random.of(Random.TRUNCATED_NORMAL, shape, seed).times(Math.sqrt(variance) / TRUNCATED_DEVIATION);
            case UNTRUNCATED_NORMAL -> Random.of(Random.NORMAL, shape, seed).times(Math.sqrt(variance));
        };
    }

    private static double product(Shape shape, List<Integer> axes) {
        return axes.stream().mapToDouble(shape::size).reduce(1, (a, b) -> a * b);
    }
}
