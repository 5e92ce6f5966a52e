package dev.lamina.layers;

import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import java.util.List;

/** What convolutions have in common: a window that moves over the spatial axes. */
abstract class Convolution<S extends Convolution<S>> extends BiasedLayer<S> {
    static final Field<Padding> PADDING =
            Fields.choice("padding", Padding.class).orElse(Padding.VALID);
    static final Field<DataFormat> DATA_FORMAT =
            Fields.choice("data_format", DataFormat.class).orElse(DataFormat.CHANNELS_LAST);

    /** The keys of a window over a number of axes. */
    record Window(
            int axes,
            Field<List<Integer>> kernelSize,
            Field<List<Integer>> strides,
            Field<List<Integer>> dilationRate) {
        static Window over(int axes) {
            return new Window(
                    axes,
                    Fields.perAxis("kernel_size", axes, 1),
                    Fields.perAxis("strides", axes, 1).orElse(PerAxis.sizes(axes, 1)),
                    Fields.perAxis("dilation_rate", axes, 1).orElse(PerAxis.sizes(axes, 1)));
        }

        /** Declares the keys and returns this window. */
        Window addTo(Schema<?> schema) {
            schema.add(kernelSize);
            schema.add(strides);
            schema.add(PADDING);
            schema.add(DATA_FORMAT);
            schema.add(dilationRate);
            return this;
        }

        Config config(int... kernelSize) {
            return Config.empty().set(kernelSize(), PerAxis.sizes(axes, kernelSize));
        }
    }

    private final Window window;

    Convolution(Schema<S> schema, Config config, Window window) {
        super(schema, config);
        this.window = window;
        if (config.get(PADDING) == Padding.CAUSAL && !allowsCausal()) {
            throw new ConfigException(schema.className() + ": padding must be valid or same; received \"causal\"");
        }
        boolean strided = config.get(window.strides).stream().anyMatch(stride -> stride > 1);
        boolean dilated = config.get(window.dilationRate).stream().anyMatch(rate -> rate > 1);
        if (strided && dilated && !allowsStridesWithDilation()) {
            throw new ConfigException(schema.className() + ": strides " + config.get(window.strides)
                    + " and dilation_rate " + config.get(window.dilationRate) + " cannot both be greater than 1");
        }
    }

    /** Whether {@link Padding#CAUSAL} has a meaning. */
    boolean allowsCausal() {
        return false;
    }

    /** Whether both the strides and the dilation may be greater than 1. */
    boolean allowsStridesWithDilation() {
        return false;
    }

    /** The size of the window on each spatial axis. */
    public final List<Integer> kernelSize() {
        return get(window.kernelSize);
    }

    /** How far the window moves: one number for all spatial axes, or one for each; 1 by default. */
    public final S strides(int... strides) {
        return with(window.strides, PerAxis.sizes(window.axes, strides));
    }

    final List<Integer> strides() {
        return get(window.strides);
    }

    /** What happens at the borders; {@link Padding#VALID} by default. */
    public final S padding(Padding padding) {
        return with(PADDING, padding);
    }

    /** Where the channels are; {@link DataFormat#CHANNELS_LAST} by default. */
    public final S dataFormat(DataFormat dataFormat) {
        return with(DATA_FORMAT, dataFormat);
    }

    /**
     * How far the elements of the window are apart: one number for all spatial axes, or one for each; 1 by default. Beside
     * strides only where the kernel is depthwise.
     */
    public final S dilationRate(int... rate) {
        return with(window.dilationRate, PerAxis.sizes(window.axes, rate));
    }

    final List<Integer> dilationRate() {
        return get(window.dilationRate);
    }

    final Padding padding() {
        return get(PADDING);
    }

    final DataFormat dataFormat() {
        return get(DATA_FORMAT);
    }

    /** The number of spatial axes. */
    final int axes() {
        return window.axes;
    }

    /** The shape of a kernel: the window, and what it holds at each place. */
    final Shape kernelShape(int... channels) {
        return Shape.of(kernelSize().stream().mapToInt(Integer::intValue).toArray())
                .plus(channels);
    }

    /**
     * The number of channels of an input.
     *
     * @throws ShapeException if its rank is wrong or the number is unknown
     */
    final int channels(SymbolicTensor x) {
        PerAxis.check(x, window.axes);
        int channels = x.shape().size(PerAxis.channels(dataFormat()));
        if (channels == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of channels")
                    .remedy("give the input a size on axis " + PerAxis.channels(dataFormat()));
        }
        return channels;
    }

    /** The parameters of the op. */
    final Config parameters() {
        return Config.empty()
                .set(Convolutions.STRIDES, get(window.strides))
                .set(Convolutions.PADDING, get(PADDING))
                .set(Nn.DATA_FORMAT, dataFormat())
                .set(Convolutions.DILATION_RATE, get(window.dilationRate));
    }
}
