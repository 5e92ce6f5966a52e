package dev.lamina.layers;

import dev.lamina.DType;
import dev.lamina.DTypePolicy;
import dev.lamina.Node;
import dev.lamina.Operation;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.Facts;
import dev.lamina.ops.Core;

/** The element type of layers that give bins or vectors: int64 for bins, float32 for vectors, unless another was chosen. */
final class BinPolicy {
    /** The key that all layers have; here to be given a default that depends on another key. */
    private static final Field<DTypePolicy> DTYPE = Field.of(
                    "dtype", Fields.<DTypePolicy>codec("a policy", any -> true, (plain, place) -> {
                        throw place.unexpected(plain, "a policy");
                    }))
            .orElse(DTypePolicy.FLOAT32);

    private static final DTypePolicy INT64 = new DTypePolicy("int64");

    private BinPolicy() {}

    /** The configuration with the default type of its output mode. */
    static Config inConfig(Config config, Field<OutputMode> outputMode) {
        boolean bins = config.get(outputMode) == OutputMode.INT;
        if (bins && config.get(DTYPE).equals(DTypePolicy.FLOAT32)) {
            return config.set(DTYPE, INT64);
        }
        return !bins && config.get(DTYPE).equals(INT64) ? config.set(DTYPE, DTypePolicy.FLOAT32) : config;
    }

    /** Bins, or vectors made of them, in a layer's type. */
    static SymbolicTensor encoded(
            Operation layer, SymbolicTensor bins, OutputMode mode, int numBins, DTypePolicy policy) {
        DType wanted = policy.computeDType();
        if (mode != OutputMode.INT) {
            return Core.cast(Categories.encode(bins, mode, numBins), wanted);
        }
        if (wanted != DType.INT32 && wanted != DType.INT64) {
            throw new ConfigException(
                    Facts.of(Node.describe(layer) + ": dtype must be int32 or int64 where output_mode is int")
                            .and("received", policy.name())
                            .toString());
        }
        return Core.cast(bins, wanted);
    }
}
