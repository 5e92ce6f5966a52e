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
import dev.lamina.ops.Convolutions;

/**
 * Convolution over images that filters each channel by itself. Output channel {@code c · multiplier + m} is the m-th filter
 * of channel c.
 *
 * <p>Shapes: x (batch, height, width, in) -> (batch, height', width', in · multiplier); kernel (window height, window width,
 * in, multiplier), bias (in · multiplier). Sides as in {@link Conv2D}. Source: {@code keras.layers.DepthwiseConv2D}.
 */
public final class DepthwiseConv2D extends Convolution<DepthwiseConv2D> {
    static final Schema<DepthwiseConv2D> SCHEMA =
            schema("DepthwiseConv2D", DepthwiseConv2D::new).ignoring("groups");
    private static final Field<Integer> DEPTH_MULTIPLIER =
            SCHEMA.add(Fields.positive("depth_multiplier").orElse(1));
    private static final Window WINDOW = Window.over(2).addTo(SCHEMA);
    private static final WeightKeys DEPTHWISE = addBiased(SCHEMA, "depthwise");

    private DepthwiseConv2D(Config config) {
        super(SCHEMA, config, WINDOW);
    }

    static DepthwiseConv2D of(int... kernelSize) {
        return SCHEMA.create(WINDOW.config(kernelSize));
    }

    /** How many filters each channel has; 1 by default. */
    public DepthwiseConv2D depthMultiplier(int multiplier) {
        return with(DEPTH_MULTIPLIER, multiplier);
    }

    public DepthwiseConv2D depthwiseInitializer(Initializer initializer) {
        return with(DEPTHWISE.initializer(), initializer);
    }

    /** A loss on the kernel. */
    public DepthwiseConv2D depthwiseRegularizer(Regularizer regularizer) {
        return with(DEPTHWISE.regularizer(), regularizer);
    }

    /** What holds for the kernel after each step of training. */
    public DepthwiseConv2D depthwiseConstraint(Constraint constraint) {
        return with(DEPTHWISE.constraint(), constraint);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        int channels = channels(x);
        Shape shape = Shape.of(kernelSize().get(0), kernelSize().get(1), channels, get(DEPTH_MULTIPLIER));
        SymbolicTensor kernel = DEPTHWISE.weight(call, config(), "kernel", shape);
        SymbolicTensor y = Convolutions.depthwiseConv(x, kernel, parameters());
        return finish(call, y, channels * get(DEPTH_MULTIPLIER), dataFormat());
    }
}
