package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Constraint;
import dev.lamina.Initializer;
import dev.lamina.Regularizer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Convolutions;

/**
 * Convolution over images: {@code activation(x ∗ kernel + bias)}, without flipping the kernel.
 *
 * <p>Shapes: x (batch, height, width, in) -> (batch, height', width', filters); kernel (window height, window width, in /
 * groups, filters), bias (filters). A side n becomes {@code floor((n - (k - 1) · dilation - 1) / stride) + 1} with valid
 * padding and {@code ceil(n / stride)} with same. Source: {@code keras.layers.Conv2D}.
 */
public final class Conv2D extends Convolution<Conv2D> {
    static final Schema<Conv2D> SCHEMA = schema("Conv2D", Conv2D::new);
    private static final Field<Integer> FILTERS = SCHEMA.add(Fields.positive("filters"));
    private static final Window WINDOW = Window.over(2).addTo(SCHEMA);
    private static final Field<Integer> GROUPS =
            SCHEMA.add(Fields.positive("groups").orElse(1));
    private static final WeightKeys KERNEL = addBiased(SCHEMA, "kernel");

    private Conv2D(Config config) {
        super(SCHEMA, config, WINDOW);
        if (config.get(FILTERS) % config.get(GROUPS) != 0) {
            throw new ConfigException(
                    "Conv2D: filters " + config.get(FILTERS) + " must be a multiple of groups " + config.get(GROUPS));
        }
    }

    static Conv2D of(int filters, int... kernelSize) {
        return SCHEMA.create(WINDOW.config(kernelSize).set(FILTERS, filters));
    }

    /** The number of channels of the output. */
    public int filters() {
        return get(FILTERS);
    }

    /** Into how many groups the channels fall, each of which gives its share of the filters; 1 by default. */
    public Conv2D groups(int groups) {
        return with(GROUPS, groups);
    }

    public Conv2D kernelInitializer(Initializer initializer) {
        return with(KERNEL.initializer(), initializer);
    }

    /** A loss on the kernel. */
    public Conv2D kernelRegularizer(Regularizer regularizer) {
        return with(KERNEL.regularizer(), regularizer);
    }

    /** What holds for the kernel after each step of training. */
    public Conv2D kernelConstraint(Constraint constraint) {
        return with(KERNEL.constraint(), constraint);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        int channels = channels(x);
        if (channels % get(GROUPS) != 0) {
            throw ShapeException.because("cannot split its input into " + get(GROUPS) + " groups of channels")
                    .differs("the input has " + channels + " channels, no multiple of " + get(GROUPS));
        }
        Shape shape = Shape.of(kernelSize().get(0), kernelSize().get(1), channels / get(GROUPS), filters());
        SymbolicTensor kernel = KERNEL.weight(call, config(), "kernel", shape);
        return finish(call, Convolutions.conv(x, kernel, parameters()), filters(), dataFormat());
    }
}
