package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/**
 * For outputs that together are the probabilities of classes: {@code −Σ y log p}. Shapes: targets and outputs (batch, …, classes).
 *
 *
 * <p>Source: {@code keras.losses.CategoricalCrossentropy}.
 *
 * <pre>{@code
 * Training training = training().loss(categoricalCrossentropy().labelSmoothing(0.1));
 * }</pre>
 */
public final class CategoricalCrossentropy extends Loss {
    private static final Field<String> NAME = named("categorical_crossentropy");
    static final Schema<Loss> SCHEMA = schema("CategoricalCrossentropy", NAME, CategoricalCrossentropy::new);
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));
    private static final Field<Double> LABEL_SMOOTHING = SCHEMA.add(BinaryCrossentropy.smoothing());
    private static final Field<Integer> AXIS = SCHEMA.add(Fields.integer("axis").orElse(-1));

    private CategoricalCrossentropy(Config config) {
        super(SCHEMA, NAME, config);
    }

    static CategoricalCrossentropy of() {
        return (CategoricalCrossentropy) SCHEMA.create(Config.empty());
    }

    /** Whether the outputs are logarithms, to which no softmax has been applied. */
    public CategoricalCrossentropy fromLogits(boolean fromLogits) {
        return (CategoricalCrossentropy) with(FROM_LOGITS, fromLogits);
    }

    /** How far targets are moved towards the same probability for all classes. */
    public CategoricalCrossentropy labelSmoothing(double smoothing) {
        return (CategoricalCrossentropy) with(LABEL_SMOOTHING, smoothing);
    }

    /** The axis of the classes. */
    public CategoricalCrossentropy axis(int axis) {
        return (CategoricalCrossentropy) with(AXIS, axis);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Crossentropy.categorical(yTrue, yPred, get(FROM_LOGITS), get(LABEL_SMOOTHING), get(AXIS));
    }
}
