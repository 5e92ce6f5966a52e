package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Convolutions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transposed convolution over any number of axes: the gradient of a convolution by its input. */
abstract class ConvTranspose<S extends ConvTranspose<S>> extends KernelConvolution<S> {
    /** The keys of a class. */
    record Keys(Window window, Field<@Nullable List<Integer>> outputPadding, WeightKeys kernel) {
        /** Declares the keys of a transposed convolution over some axes. */
        static Keys addTo(Schema<?> schema, int axes) {
            schema.add(FILTERS);
            Window window = Window.over(axes).addTo(schema);
            Field<@Nullable List<Integer>> outputPadding =
                    schema.add(Fields.perAxis("output_padding", axes, 0).orNull());
            schema.ignoring("groups");
            return new Keys(window, outputPadding, addBiased(schema, "kernel"));
        }

        Config config(int filters, int... kernelSize) {
            return window.config(kernelSize).set(FILTERS, filters);
        }
    }

    private final Field<@Nullable List<Integer>> outputPadding;

    ConvTranspose(Schema<S> schema, Config config, Keys keys) {
        super(schema, config, keys.window, keys.kernel);
        this.outputPadding = keys.outputPadding;
    }

    /**
     * How much is added to the output on each spatial axis: which of the sizes that the stride takes to the same size is meant.
     * One number for all axes, or one for each, smaller than the stride; by default the size is inferred.
     */
    public final S outputPadding(int... padding) {
        return with(outputPadding, PerAxis.sizes(axes(), padding));
    }

    @Override
    protected final SymbolicTensor call(Call call, SymbolicTensor x) {
        checkOutputPadding();
        SymbolicTensor weight = kernel.weight(call, config(), "kernel", kernelShape(filters(), channels(x)));
        Config parameters = parameters().set(Convolutions.OUTPUT_PADDING, get(outputPadding));
        return finish(call, Convolutions.convTranspose(x, weight, parameters), filters(), dataFormat());
    }

    /** Here and not where it is set, since the strides may be set behind it. */
    private void checkOutputPadding() {
        List<Integer> padding = get(outputPadding);
        for (int i = 0; padding != null && i < axes(); i++) {
            if (padding.get(i) >= strides().get(i)) {
                throw ShapeException.because("needs an output_padding smaller than its strides")
                        .differs("spatial axis " + i + ": output_padding " + padding.get(i) + ", strides "
                                + strides().get(i))
                        .remedy("output_padding from 0 to " + (strides().get(i) - 1) + ", or none");
            }
        }
    }
}
