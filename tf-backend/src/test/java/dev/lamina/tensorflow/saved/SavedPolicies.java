package dev.lamina.tensorflow.saved;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.TANH;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.bidirectional;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.gru;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.training.Training.training;

import dev.lamina.DTypePolicy;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.SymbolicTensor;
import dev.lamina.training.Training;
import java.util.List;

/** Models that compute in other types than float32. */
final class SavedPolicies {
    private SavedPolicies() {}

    static List<SavedCase> all() {
        Training adam = training().optimizer(adam(0.01)).loss(meanSquaredError());
        Training momentum = training().optimizer(sgd(0.01).momentum(0.9)).loss(meanSquaredError());
        // At the first scale of 32768 the gradients overflow.
        Training overflowing = momentum.lossWeights(64);
        return List.of(
                new SavedCase("policy_float16", images().dtype(DTypePolicy.MIXED_FLOAT16), momentum),
                new SavedCase("policy_float16_overflow", images().dtype(DTypePolicy.MIXED_FLOAT16), overflowing),
                new SavedCase(
                        "policy_float16_not_scaled",
                        sequential().dtype(DTypePolicy.MIXED_FLOAT16),
                        adam.autoScaleLoss(false)),
                new SavedCase("policy_float16_sequential", sequential().dtype(DTypePolicy.MIXED_FLOAT16), momentum),
                new SavedCase("policy_bfloat16", steps().dtype(DTypePolicy.MIXED_BFLOAT16), momentum),
                new SavedCase("policy_float64", images().dtype(DTypePolicy.FLOAT64), adam),
                new SavedCase("policy_by_layer", byLayer(), adam));
    }

    private static Model images() {
        SymbolicTensor x = input("x", 5, 5, 2);
        return Model.of(
                "images", x, x.then(chain(conv2d(3, 3).activation(RELU), batchNormalization(), flatten(), dense(2))));
    }

    private static Model steps() {
        SymbolicTensor x = input("x", 4, 3);
        return Model.of("steps", x, x.then(chain(bidirectional(gru(2)), dense(2))));
    }

    private static Model sequential() {
        return Sequential.of("chain", input("x", 4), dense(5).activation(TANH), dense(2));
    }

    private static Model byLayer() {
        SymbolicTensor x = input("x", 4);
        return Model.of(
                "by_layer",
                x,
                x.then(chain(
                        dense(3).activation(TANH).dtype(DTypePolicy.FLOAT64),
                        dense(3).activation(TANH).dtype(DTypePolicy.MIXED_FLOAT16),
                        dense(3),
                        dense(2))));
    }
}
