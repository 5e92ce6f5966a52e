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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transposed convolution over images, which makes them larger: the gradient of a convolution by its input.
 *
 * <p>Shapes: x (batch, height, width, in) -> (batch, height', width', filters); kernel (window height, window width,
 * filters, in), bias (filters). A side n becomes {@code n · stride} with same padding and {@code (n - 1) · stride + max(k,
 * stride)} with valid. Source: {@code keras.layers.Conv2DTranspose}.
 */
public final class Conv2DTranspose extends Convolution<Conv2DTranspose> {
    static final Schema<Conv2DTranspose> SCHEMA =
            schema("Conv2DTranspose", Conv2DTranspose::new).ignoring("groups");
    private static final Field<Integer> FILTERS = SCHEMA.add(Fields.positive("filters"));
    private static final Window WINDOW = Window.over(2).addTo(SCHEMA);
    private static final Field<@Nullable List<Integer>> OUTPUT_PADDING =
            SCHEMA.add(Fields.perAxis("output_padding", 2, 0).orNull());
    private static final WeightKeys KERNEL = addBiased(SCHEMA, "kernel");

    private Conv2DTranspose(Config config) {
        super(SCHEMA, config, WINDOW);
    }

    static Conv2DTranspose of(int filters, int... kernelSize) {
        return SCHEMA.create(WINDOW.config(kernelSize).set(FILTERS, filters));
    }

    /** The number of channels of the output. */
    public int filters() {
        return get(FILTERS);
    }

    /**
     * Rows and columns added to the output: which of the sizes that the stride takes to the same size is meant. One number for
     * both axes, or one for each; by default the size is inferred.
     */
    public Conv2DTranspose outputPadding(int... padding) {
        return with(OUTPUT_PADDING, PerAxis.sizes(2, padding));
    }

    public Conv2DTranspose kernelInitializer(Initializer initializer) {
        return with(KERNEL.initializer(), initializer);
    }

    /** A loss on the kernel. */
    public Conv2DTranspose kernelRegularizer(Regularizer regularizer) {
        return with(KERNEL.regularizer(), regularizer);
    }

    /** What holds for the kernel after each step of training. */
    public Conv2DTranspose kernelConstraint(Constraint constraint) {
        return with(KERNEL.constraint(), constraint);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        Shape shape = Shape.of(kernelSize().get(0), kernelSize().get(1), filters(), channels(x));
        SymbolicTensor kernel = KERNEL.weight(call, config(), "kernel", shape);
        SymbolicTensor y = Convolutions.convTranspose(x, kernel, transposedParameters(get(OUTPUT_PADDING)));
        return finish(call, y, filters(), dataFormat());
    }
}
