package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The crossentropy that fits targets and outputs: what {@code compile(loss="crossentropy")} takes.
 *
 * <p>Source: {@code keras.src.trainers.compile_utils.get_loss}.
 */
final class CrossentropyByShape extends Loss {
    private static final Field<String> NAME = named("crossentropy");
    private static final Schema<Loss> SCHEMA = schema("crossentropy", NAME, CrossentropyByShape::new);

    private CrossentropyByShape(Config config) {
        super(SCHEMA, NAME, config);
    }

    static Loss of() {
        return SCHEMA.create(Config.empty());
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return switch (Targets.of(yTrue.shape(), yPred.shape())) {
            case BINARY -> Crossentropy.binary(yTrue, yPred, false, 0, -1);
            case CLASS_NUMBERS -> Crossentropy.sparse(yTrue, yPred, false);
            case ONE_HOT -> Crossentropy.categorical(yTrue, yPred, false, 0, -1);
        };
    }

    @Override
    public Map<String, @Nullable Object> toPlain() {
        throw new ConfigException("Keras has no object for a crossentropy that depends on the shapes\n  try  "
                + " loss(\"crossentropy\"), or one of the three kinds");
    }
}
