package dev.lamina.layers;

import dev.lamina.Constraint;
import dev.lamina.Initializer;
import dev.lamina.Regularizer;
import dev.lamina.Shape;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/** What convolutions have in common that filter each channel by itself, separable ones included. */
abstract class DepthwiseConvolution<S extends DepthwiseConvolution<S>> extends Convolution<S> {
    static final Field<Integer> DEPTH_MULTIPLIER =
            Fields.positive("depth_multiplier").orElse(1);

    final WeightKeys depthwise;

    DepthwiseConvolution(Schema<S> schema, Config config, Window window, WeightKeys depthwise) {
        super(schema, config, window);
        this.depthwise = depthwise;
    }

    @Override
    final boolean allowsStridesWithDilation() {
        return true;
    }

    /** How many filters each channel has; 1 by default. */
    public final S depthMultiplier(int multiplier) {
        return with(DEPTH_MULTIPLIER, multiplier);
    }

    final int depthMultiplier() {
        return get(DEPTH_MULTIPLIER);
    }

    public final S depthwiseInitializer(Initializer initializer) {
        return with(depthwise.initializer(), initializer);
    }

    /** A loss on the kernel that filters each channel. */
    public final S depthwiseRegularizer(Regularizer regularizer) {
        return with(depthwise.regularizer(), regularizer);
    }

    /** What holds for the kernel that filters each channel after each step of training. */
    public final S depthwiseConstraint(Constraint constraint) {
        return with(depthwise.constraint(), constraint);
    }

    /** The shape of the kernel that filters each channel. */
    final Shape depthwiseShape(int channels) {
        return kernelShape(channels, depthMultiplier());
    }
}
