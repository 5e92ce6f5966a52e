package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Convolutions;

/** Convolution over any number of axes: {@code activation(x ∗ kernel + bias)}, without flipping the kernel. */
abstract class Conv<S extends Conv<S>> extends KernelConvolution<S> {
    private static final Field<Integer> GROUPS = Fields.positive("groups").orElse(1);

    /** The keys of a class. */
    record Keys(Window window, WeightKeys kernel) {
        /** Declares the keys of a convolution over some axes. */
        static Keys addTo(Schema<?> schema, int axes) {
            schema.add(FILTERS);
            Window window = Window.over(axes).addTo(schema);
            schema.add(GROUPS);
            return new Keys(window, addBiased(schema, "kernel"));
        }

        Config config(int filters, int... kernelSize) {
            return window.config(kernelSize).set(FILTERS, filters);
        }
    }

    Conv(Schema<S> schema, Config config, Keys keys) {
        super(schema, config, keys.window, keys.kernel);
        if (config.get(FILTERS) % config.get(GROUPS) != 0) {
            throw new ConfigException(schema.className() + ": filters " + config.get(FILTERS)
                    + " must be a multiple of groups " + config.get(GROUPS));
        }
    }

    /** Into how many groups the channels fall, each of which gives its share of the filters; 1 by default. */
    public final S groups(int groups) {
        return with(GROUPS, groups);
    }

    @Override
    protected final SymbolicTensor call(Call call, SymbolicTensor x) {
        int channels = channels(x);
        int groups = get(GROUPS);
        if (channels % groups != 0) {
            throw ShapeException.because("cannot split its input into " + groups + " groups of channels")
                    .differs("the input has " + channels + " channels, no multiple of " + groups);
        }
        SymbolicTensor weight = kernel.weight(call, config(), "kernel", kernelShape(channels / groups, filters()));
        return finish(call, convolved(x, weight), filters(), dataFormat());
    }

    /** The sums of the window's products, without bias and activation. */
    SymbolicTensor convolved(SymbolicTensor x, SymbolicTensor weight) {
        return Convolutions.conv(x, weight, parameters());
    }
}
