package dev.lamina;

import dev.lamina.config.Field;
import dev.lamina.config.Fields;

/** How random ops get their seeds: from the number of the run and a salt that tells draws of one run apart. */
public final class Randomness {
    public static final Field<Integer> SALT = Fields.integer("salt");

    /** The int64 pair {@code [salt, run number]}. */
    public static final OpType SEED = OpType.of("lamina", "Seed", (op, in) -> TensorSpec.of(DType.INT64, 2), SALT);

    private Randomness() {}

    /** The number of the run, as a tensor. */
    public static SymbolicTensor runNumber() {
        return Node.source(new Source.RunNumber(), TensorSpec.of(DType.INT64));
    }

    /** The seed of one random op. */
    public static SymbolicTensor seed(SymbolicTensor runNumber, int salt) {
        return SEED.op(SALT, salt).on(runNumber);
    }
}
