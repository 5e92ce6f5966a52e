package dev.lamina.tensorflow.saved;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.ops.Constants.full;
import static dev.lamina.ops.Elementwise.abs;
import static dev.lamina.ops.Elementwise.sqrt;
import static dev.lamina.ops.Elementwise.square;
import static dev.lamina.ops.Reductions.max;
import static dev.lamina.ops.Reductions.mean;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Initializer;
import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activation;
import dev.lamina.config.Schema;
import dev.lamina.json.Catalog;
import dev.lamina.json.SchemaProvider;
import dev.lamina.losses.Loss;
import dev.lamina.metrics.Metric;
import java.util.List;

/** What checks/keras/user_package.py adds to Keras, in Java. */
public final class UserPackage implements SchemaProvider {
    @Override
    public List<? extends Schema<?>> schemas() {
        return List.of(Gate.SCHEMA);
    }

    @Override
    public Catalog addTo(Catalog catalog) {
        return SchemaProvider.super
                .addTo(catalog)
                .plusActivation("user_package>squash", UserPackage::squash)
                .plusInitializer(
                        "user_package>halves",
                        (spec, seed) -> full(0.5, spec.shape().sizes()))
                .plusLoss("user_package>error", UserPackage::error)
                .plusMetric("user_package>largest", UserPackage::largest);
    }

    /** A model that has all of it, described here. */
    static SavedCase saved() {
        SymbolicTensor x = input("x", 4);
        SymbolicTensor y = x.then(dense(3).activation(Activation.of("user_package>squash", UserPackage::squash))
                        .kernelInitializer(Initializer.of(
                                "user_package>halves",
                                (spec, seed) -> full(0.5, spec.shape().sizes()))))
                .then(Gate.of(5))
                .then(dense(2));
        return new SavedCase(
                "own",
                Model.of("own", x, y),
                training()
                        .optimizer(adam(0.02))
                        .loss(Loss.of("user_package>error", UserPackage::error))
                        .metrics(Metric.of("user_package>largest", UserPackage::largest)));
    }

    private static SymbolicTensor squash(SymbolicTensor x) {
        return x.div(abs(x).plus(1));
    }

    private static SymbolicTensor error(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return mean(sqrt(square(yTrue.minus(yPred)).plus(0.1)), -1);
    }

    private static SymbolicTensor largest(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return max(abs(yTrue.minus(yPred)), -1);
    }
}
