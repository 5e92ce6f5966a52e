package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.Weight;
import dev.lamina.config.Config;
import dev.lamina.errors.ConfigException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Linear;
import org.jspecify.annotations.Nullable;

/**
 * Adapters of low rank: the product of two small weights, trained in the place of a large one that is frozen. What has none is
 * left as it is.
 *
 * <p>Source: {@code enable_lora} of Keras's layers; Hu et al. 2021, "LoRA: Low-Rank Adaptation of Large Language Models".
 *
 * @param name of the large weight
 */
record Adapters(String name, @Nullable Integer rank, double scale, WeightKeys keys, Config config) {
    /** @throws ConfigException if the large weight has a constraint, which training would not keep */
    static Adapters of(String className, Config config, String name, WeightKeys keys) {
        Integer rank = config.get(KernelOptions.LORA_RANK);
        if (rank != null && config.get(keys.constraint()) != null) {
            throw new ConfigException(className + ": " + keys.constraint().key()
                    + " must be null where lora_rank is not; received a constraint and rank " + rank);
        }
        Double alpha = config.get(KernelOptions.LORA_ALPHA);
        return new Adapters(name, rank, rank == null || alpha == null ? 1 : alpha / rank, keys, config);
    }

    boolean areThere() {
        return rank != null;
    }

    /** The call in which the large weight is declared. */
    Call around(Call call) {
        return areThere() ? call.adapted(new Weight.LowRank(part("a"), part("b"), scale)) : call;
    }

    /** The large weight with what is trained; what else the layer has must be declared before. */
    SymbolicTensor added(Call call, SymbolicTensor weight) {
        if (rank == null) {
            return weight;
        }
        Shape shape = weight.shape();
        SymbolicTensor a = call.weight(
                part("a"),
                shape.slice(0, shape.rank() - 1).plus(rank),
                Initializers.heUniform(),
                config.get(keys.regularizer()),
                null,
                true);
        SymbolicTensor b = call.weight(
                part("b"),
                Shape.of(rank, shape.last()),
                Initializers.zeros(),
                config.get(keys.regularizer()),
                null,
                true);
        return weight.plus(Linear.matmul(a, b).times(scale));
    }

    private String part(String letter) {
        return "lora_" + name + "_" + letter;
    }
}
