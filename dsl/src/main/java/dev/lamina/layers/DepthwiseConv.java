package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Convolutions;

/** Convolution that filters each channel by itself, over any number of axes. */
abstract class DepthwiseConv<S extends DepthwiseConv<S>> extends DepthwiseConvolution<S> {
    /** The keys of a class. */
    record Keys(Window window, WeightKeys depthwise) {
        /** Declares the keys of a depthwise convolution over some axes. */
        static Keys addTo(Schema<?> schema, int axes) {
            schema.add(DEPTH_MULTIPLIER);
            Window window = Window.over(axes).addTo(schema);
            schema.ignoring("groups");
            return new Keys(window, addBiased(schema, "depthwise"));
        }

        Config config(int... kernelSize) {
            return window.config(kernelSize);
        }
    }

    DepthwiseConv(Schema<S> schema, Config config, Keys keys) {
        super(schema, config, keys.window, keys.depthwise);
    }

    @Override
    protected final SymbolicTensor call(Call call, SymbolicTensor x) {
        int channels = channels(x);
        SymbolicTensor kernel = depthwise.weight(call, config(), "kernel", depthwiseShape(channels));
        SymbolicTensor y = Convolutions.depthwiseConv(x, kernel, parameters());
        return finish(call, y, channels * depthMultiplier(), dataFormat());
    }
}
