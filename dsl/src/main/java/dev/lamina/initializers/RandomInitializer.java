package dev.lamina.initializers;

import dev.lamina.Initializer;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import org.jspecify.annotations.Nullable;

/** What initializers have in common that draw random numbers. */
public abstract class RandomInitializer extends Initializer {
    static final Field<@Nullable Integer> SEED = Fields.integer("seed").orNull();

    RandomInitializer(Schema<Initializer> schema, Config config) {
        super(schema, config);
    }

    @Override
    public final @Nullable Integer seed() {
        return get(SEED);
    }

    /** This initializer with draws that are the same in every run, whatever the seed of the run. */
    public final RandomInitializer seed(int seed) {
        return (RandomInitializer) with(SEED, seed);
    }
}
