package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Rectifiers;
import org.jspecify.annotations.Nullable;

/**
 * Rectifier: {@code min(x, max_value)} where x is at least the threshold, {@code negative_slope · (x - threshold)} below it.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.ReLU}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10);
 * SymbolicTensor y = x.then(reLU().maxValue(6)); // (?, 10)
 * }</pre>
 */
public final class ReLU extends Layer<ReLU> {
    static final Schema<ReLU> SCHEMA = schema("ReLU", ReLU::new);
    private static final Field<@Nullable Double> MAX_VALUE =
            SCHEMA.add(Fields.number("max_value", "a number of at least 0", value -> value >= 0)
                    .orNull());
    private static final Field<Double> NEGATIVE_SLOPE =
            SCHEMA.add(Fields.number("negative_slope", "a number of at least 0", value -> value >= 0)
                    .orElse(0.0));
    private static final Field<Double> THRESHOLD =
            SCHEMA.add(Fields.number("threshold", "a number of at least 0", value -> value >= 0)
                    .orElse(0.0));

    private ReLU(Config config) {
        super(SCHEMA, config);
    }

    static ReLU of() {
        return SCHEMA.create(Config.empty());
    }

    /** What outputs are cut at; unlimited by default. */
    public ReLU maxValue(double maxValue) {
        return with(MAX_VALUE, maxValue);
    }

    /** The slope below the threshold; 0 by default. */
    public ReLU negativeSlope(double slope) {
        return with(NEGATIVE_SLOPE, slope);
    }

    /** Where x begins to pass; 0 by default. */
    public ReLU threshold(double threshold) {
        return with(THRESHOLD, threshold);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        double slope = get(NEGATIVE_SLOPE);
        double threshold = get(THRESHOLD);
        Double largest = get(MAX_VALUE);
        if (slope > 0 && threshold == 0 && largest == null) {
            return Rectifiers.leakyRelu(x, slope);
        }
        SymbolicTensor passed = threshold == 0
                ? Nn.relu(x)
                : x.times(Core.cast(Comparisons.greater(x, Arithmetic.literal(threshold, x)), x.dtype()));
        SymbolicTensor cut = largest == null ? passed : Elementwise.minimum(passed, largest);
        return slope == 0
                ? cut
                : cut.minus(Nn.relu(x.unaryMinus().plus(threshold)).times(slope));
    }
}
