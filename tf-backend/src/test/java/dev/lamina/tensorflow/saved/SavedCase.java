package dev.lamina.tensorflow.saved;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.activations.Activations.SOFTPLUS;
import static dev.lamina.layers.Layers.activation;
import static dev.lamina.layers.Layers.add;
import static dev.lamina.layers.Layers.averagePooling2d;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.concatenate;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.conv2dTranspose;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.depthwiseConv2d;
import static dev.lamina.layers.Layers.embedding;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.layerNormalization;
import static dev.lamina.layers.Layers.preLU;
import static dev.lamina.layers.Layers.reversibleEmbedding;
import static dev.lamina.layers.Layers.simpleRnn;
import static dev.lamina.layers.Layers.spectralNormalization;
import static dev.lamina.layers.Layers.timeDistributed;
import static dev.lamina.layers.Layers.upSampling2d;
import static dev.lamina.layers.Layers.vectorQuantizer;
import static dev.lamina.losses.Losses.meanAbsoluteError;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adagrad;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.optimizers.Optimizers.adamW;
import static dev.lamina.optimizers.Optimizers.adamax;
import static dev.lamina.optimizers.Optimizers.rmsProp;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.training.Training.training;

import dev.lamina.Block;
import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.SymbolicTensor;
import dev.lamina.Tensors;
import dev.lamina.constraints.Constraints;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Codebook;
import dev.lamina.layers.Dense;
import dev.lamina.layers.ReversibleEmbedding;
import dev.lamina.layers.VectorQuantizer;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Padding;
import dev.lamina.regularizers.Regularizers;
import dev.lamina.schedules.Schedules;
import dev.lamina.training.Training;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model to be saved, and how it is trained before; null where it is not. */
record SavedCase(String name, Model model, @Nullable Training recipe) {
    static List<SavedCase> all() {
        List<SavedCase> models = List.of(
                branches(),
                plain(),
                nested(),
                chainOfModels(),
                shared(),
                twoOutputs(),
                dictionaries(),
                ops(),
                schedule(),
                words(),
                autoencoder(),
                vqVae("vq_vae", vectorQuantizer(6, 4)),
                vqVae("vq_vae_ema", vectorQuantizer(6, 4).codebook(Codebook.ema(0.9))),
                penalties(),
                spectral(),
                reversible(),
                frames(),
                frozenModel(),
                untrained(),
                UserPackage.saved());
        return Stream.of(models, SavedOptimizers.all(), SavedPolicies.all())
                .flatMap(List::stream)
                .toList();
    }

    private static SymbolicTensor x(int... sizes) {
        return input("x", sizes);
    }

    /** Of unequal length, so that layers lie in the file in another order than they were called in. */
    private static SavedCase branches() {
        SymbolicTensor x = x(4);
        SymbolicTensor small = x.then(dense(3).name("short"));
        SymbolicTensor large = x.then(dense(5).activation(SIGMOID)).then(dense(3).activation(SOFTPLUS));
        Model model = Model.of("branches", x, add().on(small, large).then(dense(2)));
        return new SavedCase("branches", model, training().optimizer(adam(0.01)).loss(meanSquaredError()));
    }

    /** Kernels that files hold twice, and that each step changes before the optimizer does. */
    private static SavedCase spectral() {
        SymbolicTensor x = x(6, 6, 2);
        SymbolicTensor y = x.then(spectralNormalization(conv2d(4, 3).strides(2).activation(RELU)))
                .then(flatten())
                .then(spectralNormalization(dense(3)).powerIterations(2))
                .then(dense(1));
        return new SavedCase(
                "spectral",
                Model.of("spectral", x, y),
                training().optimizer(adam(0.01)).loss(meanSquaredError()).metrics("huber", "kld"));
    }

    private static SavedCase reversible() {
        SymbolicTensor x = x(4);
        ReversibleEmbedding there = reversibleEmbedding(5, 3).maskZero(true).logitSoftCap(2);
        ReversibleEmbedding apart = reversibleEmbedding(5, 4).tieWeights(false);
        SymbolicTensor tokens = Core.cast(Elementwise.abs(x), DType.INT32);
        SymbolicTensor y = there.reverse(tokens.then(there).then(simpleRnn(3).returnSequences(true)));
        SymbolicTensor z = apart.reverse(add().on(y.then(dense(4)), tokens.then(apart)));
        return new SavedCase(
                "reversible",
                Model.of("reversible", x, z),
                training().optimizer(sgd(0.05)).loss(meanSquaredError()));
    }

    /** A model on each step, with branches, a layer that is called twice, and a model inside. */
    private static SavedCase frames() {
        SymbolicTensor image = input("image", 4, 4, 2);
        Block twice = conv2d(2, 3).padding(Padding.SAME).name("twice");
        SymbolicTensor small = image.then(conv2d(2, 2).padding(Padding.SAME).name("small"));
        SymbolicTensor large = image.then(twice).then(twice);
        SymbolicTensor z = input("z", 32);
        Model head = Model.of("head", z, z.then(dense(3)));
        Model frame =
                Model.of("frame", image, add().on(small, large).then(flatten()).then(head));
        SymbolicTensor video = x(3, 4, 4, 2);
        return new SavedCase(
                "frames",
                Model.of("frames", video, video.then(timeDistributed(frame)).then(simpleRnn(2))),
                training().optimizer(adam(0.01)).loss(meanSquaredError()));
    }

    private static SavedCase plain() {
        Model model = Sequential.of(
                "plain",
                x(6, 6, 2),
                conv2d(4, 3).padding(Padding.SAME),
                batchNormalization().momentum(0.9),
                activation(RELU),
                flatten(),
                dense(3));
        return new SavedCase(
                "plain",
                model,
                training().optimizer(sgd(0.02).momentum(0.9).nesterov(true)).loss(meanSquaredError()));
    }

    private static Model twoDense(String name, int inside) {
        SymbolicTensor a = input("a", 3);
        return Model.of(name, a, a.then(dense(inside).activation(SIGMOID)).then(dense(3)));
    }

    /** Models in models: one used twice, one that is Sequential, one with branches; all with layers of the same class. */
    private static SavedCase nested() {
        Model twice = twoDense("twice", 4);
        Model chain = Sequential.of("chain", input("c", 3), dense(4).activation(SIGMOID), dense(3));
        SymbolicTensor b = input("b", 3);
        SymbolicTensor deep = b.then(dense(3)).then(dense(3).activation(SIGMOID));
        Model inner = Model.of("inner", b, add().on(b.then(dense(3)), deep));
        SymbolicTensor x = x(3);
        SymbolicTensor y = x.then(dense(3)).then(twice).then(chain);
        SymbolicTensor z = add().on(y, twice.on(x)).then(inner).then(dense(2));
        return new SavedCase(
                "nested",
                Model.of("nested", x, z),
                training().optimizer(adamW(0.01).weightDecay(0.1)).loss(meanSquaredError()));
    }

    private static SavedCase chainOfModels() {
        Model model = Sequential.of("outer", x(3), twoDense("first", 5), dense(3), twoDense("second", 2));
        return new SavedCase(
                "chain_of_models", model, training().optimizer(adamax(0.01)).loss(meanSquaredError()));
    }

    private static SavedCase shared() {
        SymbolicTensor x = x(4);
        SymbolicTensor y = input("y", 4);
        Dense twice = dense(3).activation(SIGMOID);
        BatchNormalization frozen = batchNormalization().trainable(false);
        SymbolicTensor left = x.then(twice).then(frozen);
        SymbolicTensor right = y.then(twice).then(batchNormalization());
        Model model =
                Model.of("shared", List.of(x, y), concatenate().on(left, right).then(dense(2)));
        return new SavedCase(
                "shared", model, training().optimizer(adam(0.01).amsgrad(true)).loss(meanSquaredError()));
    }

    private static SavedCase twoOutputs() {
        SymbolicTensor x = x(4);
        SymbolicTensor body = x.then(dense(5).activation(SOFTPLUS));
        Model model = Model.of(
                "two_outputs", x, List.of(body.then(dense(2).name("left")), body.then(dense(3).name("right"))));
        return new SavedCase(
                "two_outputs",
                model,
                training()
                        .optimizer(rmsProp(0.01))
                        .losses(meanSquaredError(), meanAbsoluteError())
                        .lossWeights(1, 0.5));
    }

    private static SavedCase dictionaries() {
        SymbolicTensor x = x(4);
        SymbolicTensor b = input("b", 3);
        SymbolicTensor body = concatenate().on(x, b).then(dense(4).activation(SIGMOID));
        Model model = Model.of(
                "dictionaries",
                Tensors.map(Map.of("x", x, "b", b)),
                Tensors.map(Map.of("q", body.then(dense(2).name("q")), "p", body.then(dense(1).name("p")))));
        return new SavedCase("dictionaries", model, null);
    }

    private static SavedCase ops() {
        SymbolicTensor x = x(4);
        SymbolicTensor y = x.then(dense(4));
        SymbolicTensor z = y.plus(Core.stopGradient(x.minus(y)).times(0.5)).then(dense(2));
        return new SavedCase(
                "ops",
                Model.of("ops", x, z),
                training().optimizer(adagrad(0.05)).loss(meanSquaredError()));
    }

    private static SavedCase schedule() {
        SymbolicTensor x = x(3);
        return new SavedCase(
                "schedule",
                Model.of("schedule", x, x.then(dense(4).activation(SIGMOID)).then(dense(2))),
                training()
                        .optimizer(adam(Schedules.exponentialDecay(0.05, 4, 0.5)))
                        .loss(meanSquaredError()));
    }

    /**
     * No word comes twice in the batch: Keras squares the gradients of each of its places alone, and Adam then differs from what
     * it does with the whole gradient.
     */
    private static SavedCase words() {
        Model model = Sequential.of(
                "words", input("words", DType.INT32, 5), embedding(30, 3), flatten(), layerNormalization(), dense(2));
        return new SavedCase("words", model, training().optimizer(adam(0.01)).loss(meanSquaredError()));
    }

    private static SavedCase autoencoder() {
        SymbolicTensor x = x(8, 8, 2);
        SymbolicTensor code = x.then(depthwiseConv2d(3).padding(Padding.SAME))
                .then(conv2d(3, 3).strides(2).padding(Padding.SAME))
                .then(preLU())
                .then(averagePooling2d(2));
        SymbolicTensor image = code.then(
                        conv2dTranspose(4, 3).strides(2).padding(Padding.SAME).activation(SOFTPLUS))
                .then(upSampling2d(2))
                .then(conv2d(2, 3).padding(Padding.SAME));
        return new SavedCase(
                "autoencoder",
                Model.of("autoencoder", x, image),
                training().optimizer(adam(0.01)).loss(meanSquaredError()));
    }

    private static SavedCase vqVae(String name, VectorQuantizer quantizer) {
        SymbolicTensor x = x(8, 8, 1);
        SymbolicTensor image = x.then(
                        conv2d(4, 3).strides(2).padding(Padding.SAME).activation(RELU))
                .then(quantizer)
                .then(conv2dTranspose(4, 3).strides(2).padding(Padding.SAME).activation(RELU))
                .then(conv2d(1, 3).padding(Padding.SAME));
        return new SavedCase(
                name,
                Model.of(name, x, image),
                training().optimizer(adam(0.005)).loss(meanSquaredError()));
    }

    private static SavedCase penalties() {
        SymbolicTensor x = x(4);
        Dense held = dense(6).activation(SIGMOID)
                .kernelRegularizer(Regularizers.l1L2(0.01, 0.02))
                .kernelConstraint(Constraints.maxNorm(0.8, 0))
                .activityRegularizer(Regularizers.l2(0.1));
        return new SavedCase(
                "penalties",
                Model.of("penalties", x, x.then(held).then(dense(2))),
                training().optimizer(adam(0.02).clipnorm(0.3)).loss(meanSquaredError()));
    }

    private static SavedCase frozenModel() {
        Model frozen = twoDense("frozen", 4).trainable(false);
        SymbolicTensor x = x(3);
        return new SavedCase(
                "frozen_model",
                Model.of("frozen_model", x, x.then(dense(3)).then(frozen).then(dense(2))),
                training().optimizer(adam(0.01)).loss(meanSquaredError()));
    }

    private static SavedCase untrained() {
        SymbolicTensor x = x(4);
        return new SavedCase("untrained", Model.of("größe", x, x.then(dense(3).name("ß"))), null);
    }
}
