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
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Convolutions;

/** Convolution of each channel by itself and then over the channels of each place, over any number of axes. */
abstract class SeparableConv<S extends SeparableConv<S>> extends DepthwiseConvolution<S> {
    private static final Field<Integer> FILTERS = Fields.positive("filters");

    /** The keys of a class. */
    record Keys(Window window, WeightKeys depthwise, WeightKeys pointwise) {
        /** Declares the keys of a separable convolution over some axes. */
        static Keys addTo(Schema<?> schema, int axes) {
            schema.add(DEPTH_MULTIPLIER);
            schema.add(FILTERS);
            Window window = Window.over(axes).addTo(schema);
            schema.ignoring("groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint");
            WeightKeys depthwise = WeightKeys.of("depthwise", Initializers.glorotUniform());
            WeightKeys pointwise = WeightKeys.of("pointwise", Initializers.glorotUniform());
            addBiased(schema, depthwise, pointwise);
            return new Keys(window, depthwise, pointwise);
        }

        Config config(int filters, int... kernelSize) {
            return window.config(kernelSize).set(FILTERS, filters);
        }
    }

    private final WeightKeys pointwise;

    SeparableConv(Schema<S> schema, Config config, Keys keys) {
        super(schema, config, keys.window, keys.depthwise);
        this.pointwise = keys.pointwise;
    }

    /** The number of channels of the output. */
    public final int filters() {
        return get(FILTERS);
    }

    public final S pointwiseInitializer(Initializer initializer) {
        return with(pointwise.initializer(), initializer);
    }

    /** A loss on the kernel that joins the channels. */
    public final S pointwiseRegularizer(Regularizer regularizer) {
        return with(pointwise.regularizer(), regularizer);
    }

    /** What holds for the kernel that joins the channels after each step of training. */
    public final S pointwiseConstraint(Constraint constraint) {
        return with(pointwise.constraint(), constraint);
    }

    @Override
    protected final SymbolicTensor call(Call call, SymbolicTensor x) {
        int channels = channels(x);
        SymbolicTensor first = depthwise.weight(call, config(), "depthwise_kernel", depthwiseShape(channels));
        Shape places = Shape.of(
                PerAxis.sizes(axes(), 1).stream().mapToInt(Integer::intValue).toArray());
        SymbolicTensor second = pointwise.weight(
                call, config(), "pointwise_kernel", places.plus(channels * depthMultiplier(), filters()));
        SymbolicTensor y = Convolutions.separableConv(x, first, second, parameters());
        return finish(call, y, filters(), dataFormat());
    }
}
