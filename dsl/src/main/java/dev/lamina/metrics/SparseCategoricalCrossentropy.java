package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.losses.Crossentropy;
import dev.lamina.losses.Ranks;
import org.jspecify.annotations.Nullable;

/**
 * {@code −log p[y]}, of class numbers.
 *
 * <p>Source: {@code keras.metrics.SparseCategoricalCrossentropy}.
 *
 * <pre>{@code
 * Training training = training().loss("mse").metrics(Metrics.sparseCategoricalCrossentropy().fromLogits(true));
 * }</pre>
 */
public final class SparseCategoricalCrossentropy extends MeanMetric {
    private static final Field<String> NAME = named("sparse_categorical_crossentropy");
    static final Schema<Metric> SCHEMA =
            schema("SparseCategoricalCrossentropy", NAME, SparseCategoricalCrossentropy::new);
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));

    private static final Field<@Nullable Integer> IGNORE_CLASS =
            SCHEMA.add(Fields.integer("ignore_class").orNull());

    // On TensorFlow, Keras refuses other axes too.
    static {
        SCHEMA.add(Fields.integer("axis", "-1, the last axis", value -> value == -1)
                .orElse(-1));
    }

    private SparseCategoricalCrossentropy(Config config) {
        super(SCHEMA, NAME, config);
    }

    static SparseCategoricalCrossentropy of() {
        return (SparseCategoricalCrossentropy) SCHEMA.create(Config.empty());
    }

    /** Whether the outputs are logarithms, before any sigmoid or softmax. */
    public SparseCategoricalCrossentropy fromLogits(boolean fromLogits) {
        return (SparseCategoricalCrossentropy) with(FROM_LOGITS, fromLogits);
    }

    /** The class whose examples have the value 0; where examples have weights, they do not count. Null for none. */
    public SparseCategoricalCrossentropy ignoreClass(@Nullable Integer ignored) {
        return (SparseCategoricalCrossentropy) with(IGNORE_CLASS, ignored);
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
