package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/**
 * For outputs that are each a probability: {@code mean(−y log p − (1 − y) log(1 − p))}. Shapes: targets and outputs (batch, …, n).
 *
 *
 * <p>Source: {@code keras.losses.BinaryCrossentropy}.
 *
 * <pre>{@code
 * Training training = training().loss(binaryCrossentropy().fromLogits(true));
 * }</pre>
 */
public final class BinaryCrossentropy extends Loss {
    private static final Field<String> NAME = named("binary_crossentropy");
    static final Schema<Loss> SCHEMA = schema("BinaryCrossentropy", NAME, BinaryCrossentropy::new);
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));
    private static final Field<Double> LABEL_SMOOTHING = SCHEMA.add(smoothing());
    private static final Field<Integer> AXIS = SCHEMA.add(Fields.integer("axis").orElse(-1));

    private BinaryCrossentropy(Config config) {
        super(SCHEMA, NAME, config);
    }

    static Field<Double> smoothing() {
        return Fields.number("label_smoothing", "a number from 0 to 1", value -> value >= 0 && value <= 1)
                .orElse(0.0);
    }

    static BinaryCrossentropy of() {
        return (BinaryCrossentropy) SCHEMA.create(Config.empty());
    }

    /** Whether the outputs are logarithms of odds, to which no sigmoid has been applied. */
    public BinaryCrossentropy fromLogits(boolean fromLogits) {
        return (BinaryCrossentropy) with(FROM_LOGITS, fromLogits);
    }

    /** How far targets are moved from 0 and 1 towards ½. */
    public BinaryCrossentropy labelSmoothing(double smoothing) {
        return (BinaryCrossentropy) with(LABEL_SMOOTHING, smoothing);
    }

    /** The axis over which the mean is taken. */
    public BinaryCrossentropy axis(int axis) {
        return (BinaryCrossentropy) with(AXIS, axis);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Crossentropy.binary(yTrue, yPred, get(FROM_LOGITS), get(LABEL_SMOOTHING), get(AXIS));
    }
}
