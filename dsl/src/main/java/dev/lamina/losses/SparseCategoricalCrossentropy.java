package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import org.jspecify.annotations.Nullable;

/**
 * For outputs that together are the probabilities of classes, and targets that are class numbers: {@code −log p[y]}. Shapes: targets
 * (batch, …) or (batch, …, 1), outputs (batch, …, classes).
 *
 * <p>Source: {@code keras.losses.SparseCategoricalCrossentropy}.
 *
 * <pre>{@code
 * Training training = training().loss(sparseCategoricalCrossentropy().ignoreClass(255));
 * }</pre>
 */
public final class SparseCategoricalCrossentropy extends Loss {
    private static final Field<String> NAME = named("sparse_categorical_crossentropy");
    static final Schema<Loss> SCHEMA =
            schema("SparseCategoricalCrossentropy", NAME, SparseCategoricalCrossentropy::new);
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));
    private static final Field<@Nullable Integer> IGNORE_CLASS =
            SCHEMA.add(Fields.integer("ignore_class").orNull());

    // Keras 3 takes the key and does not write it; on TensorFlow it refuses other axes too.
    static {
        SCHEMA.add(Fields.integer("axis", "-1, the last axis", value -> value == -1)
                .orElse(-1)
                .omittedByDefault());
    }

    private SparseCategoricalCrossentropy(Config config) {
        super(SCHEMA, NAME, config);
    }

    static SparseCategoricalCrossentropy of() {
        return (SparseCategoricalCrossentropy) SCHEMA.create(Config.empty());
    }

    /** Whether the outputs are logarithms, to which no softmax has been applied. */
    public SparseCategoricalCrossentropy fromLogits(boolean fromLogits) {
        return (SparseCategoricalCrossentropy) with(FROM_LOGITS, fromLogits);
    }

    /** The class whose examples do not count, such as a border in segmented images; null for none. */
    public SparseCategoricalCrossentropy ignoreClass(@Nullable Integer ignored) {
        return (SparseCategoricalCrossentropy) with(IGNORE_CLASS, ignored);
    }

    /** The class whose examples do not count; null for none. */
    public @Nullable Integer ignoreClass() {
        return get(IGNORE_CLASS);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Crossentropy.sparse(yTrue, yPred, get(FROM_LOGITS), get(IGNORE_CLASS));
    }

    @Override
    protected @Nullable SymbolicTensor valid(SymbolicTensor yTrue, SymbolicTensor values) {
        Integer ignored = get(IGNORE_CLASS);
        return ignored == null ? null : Crossentropy.differs(Ranks.fit(yTrue, values), ignored);
    }
}
