package dev.lamina.layers;

import dev.lamina.Constraint;
import dev.lamina.Initializer;
import dev.lamina.Regularizer;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/** What convolutions have in common whose kernel joins all channels, transposed ones included. */
abstract class KernelConvolution<S extends KernelConvolution<S>> extends Convolution<S> {
    static final Field<Integer> FILTERS = Fields.positive("filters");

    final WeightKeys kernel;

    KernelConvolution(Schema<S> schema, Config config, Window window, WeightKeys kernel) {
        super(schema, config, window);
        this.kernel = kernel;
    }

    /** The number of channels of the output. */
    public final int filters() {
        return get(FILTERS);
    }

    public final S kernelInitializer(Initializer initializer) {
        return with(kernel.initializer(), initializer);
    }

    /** A loss on the kernel. */
    public final S kernelRegularizer(Regularizer regularizer) {
        return with(kernel.regularizer(), regularizer);
    }

    /** What holds for the kernel after each step of training. */
    public final S kernelConstraint(Constraint constraint) {
        return with(kernel.constraint(), constraint);
    }
}
