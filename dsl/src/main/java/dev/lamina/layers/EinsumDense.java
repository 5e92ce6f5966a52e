package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Constraint;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.Regularizer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Linear;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer over any axes: {@code activation(einsum(equation, x, kernel) + bias)}.
 *
 * <p>The equation names the axes of x, of the kernel and of the output: {@code ab,bc->ac} is {@link Dense}, {@code
 * abc,cde->abde} makes two axes of one. Dots stand for axes that are left alone: {@code ...x,xy->...y}, {@code
 * ax...,xy->ay...}.
 *
 * <p>Shapes: those of the equation; bias: the axes of {@code bias_axes}, and size 1 for those behind the first of them. Source:
 * {@code keras.layers.EinsumDense}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 64);
 * SymbolicTensor y = x.then(einsumDense("abc,cde->abde", Shape.UNKNOWN, 8, 16).biasAxes("de")); // (?, 10, 8, 16)
 * }</pre>
 */
public final class EinsumDense extends Layer<EinsumDense> {
    static final Schema<EinsumDense> SCHEMA = schema("EinsumDense", EinsumDense::new);
    private static final Field<List<Integer>> OUTPUT_SHAPE = SCHEMA.add(Field.of("output_shape", new SizesCodec()));
    private static final Field<String> EQUATION = SCHEMA.add(Field.of(
            "equation",
            Fields.codec(
                    EinsumEquation.EXPECTED,
                    value -> EinsumEquation.parse(value) != null,
                    dev.lamina.config.Plain::string)));
    private static final Field<Activation> ACTIVATION = SCHEMA.add(Activations.field("activation"));
    private static final Field<@Nullable String> BIAS_AXES =
            SCHEMA.add(Fields.string("bias_axes").orNull());
    private static final WeightKeys KERNEL = WeightKeys.of("kernel", Initializers.glorotUniform());
    private static final WeightKeys BIAS = WeightKeys.of("bias", Initializers.zeros());

    static {
        WeightKeys.add(SCHEMA, KERNEL, BIAS);
        KernelOptions.addTo(SCHEMA);
    }

    private EinsumDense(Config config) {
        super(SCHEMA, config);
        String axes = config.get(BIAS_AXES);
        String output = equation().output();
        if (axes != null && (axes.isEmpty() || axes.chars().anyMatch(axis -> output.indexOf(axis) < 0))) {
            throw new ConfigException("EinsumDense: bias_axes must be letters of the output \"" + output
                    + "\" or null; received \"" + axes + "\"");
        }
        String known = equation().input() + equation().kernel();
        output.chars().filter(axis -> known.indexOf(axis) < 0).findFirst().ifPresent(axis -> {
            throw new ConfigException("EinsumDense: equation must have each axis of its output in an input; received \""
                    + equation().text() + "\", where nothing has \"" + (char) axis + "\"");
        });
    }

    static EinsumDense of(String equation, int... outputShape) {
        return SCHEMA.create(Config.empty()
                .set(EQUATION, equation)
                .set(OUTPUT_SHAPE, IntStream.of(outputShape).boxed().toList()));
    }

    /** A projection of another layer, with that one's keys for kernel and bias. */
    static EinsumDense projection(Projection form, boolean useBias, Config from, WeightKeys kernel, WeightKeys bias) {
        return SCHEMA.create(Config.empty()
                .set(EQUATION, form.equation())
                .set(OUTPUT_SHAPE, form.shape())
                .set(BIAS_AXES, useBias ? form.biasAxes() : null)
                .set(ACTIVATION, form.activation())
                .set(KERNEL.initializer(), from.get(kernel.initializer()))
                .set(KERNEL.regularizer(), from.get(kernel.regularizer()))
                .set(KERNEL.constraint(), from.get(kernel.constraint()))
                .set(BIAS.initializer(), from.get(bias.initializer()))
                .set(BIAS.regularizer(), from.get(bias.regularizer()))
                .set(BIAS.constraint(), from.get(bias.constraint())));
    }

    private EinsumEquation equation() {
        return Objects.requireNonNull(EinsumEquation.parse(get(EQUATION)));
    }

    /** The letters of the output along which a vector, or an array, is added before the activation; no bias by default. */
    public EinsumDense biasAxes(String axes) {
        return with(BIAS_AXES, axes);
    }

    /** The function that the layer ends with; none by default. */
    public EinsumDense activation(Activation activation) {
        return with(ACTIVATION, activation);
    }

    public EinsumDense kernelInitializer(Initializer initializer) {
        return with(KERNEL.initializer(), initializer);
    }

    public EinsumDense biasInitializer(Initializer initializer) {
        return with(BIAS.initializer(), initializer);
    }

    /** A loss on the kernel. */
    public EinsumDense kernelRegularizer(Regularizer regularizer) {
        return with(KERNEL.regularizer(), regularizer);
    }

    /** A loss on the bias. */
    public EinsumDense biasRegularizer(Regularizer regularizer) {
        return with(BIAS.regularizer(), regularizer);
    }

    /** What holds for the kernel after each step of training. */
    public EinsumDense kernelConstraint(Constraint constraint) {
        return with(KERNEL.constraint(), constraint);
    }

    /** What holds for the bias after each step of training. */
    public EinsumDense biasConstraint(Constraint constraint) {
        return with(BIAS.constraint(), constraint);
    }

    /**
     * The rank of what is added to the kernel and trained in its place, its own values staying as they are; none by default.
     * Files hold the sum.
     */
    public EinsumDense loraRank(int rank) {
        return with(KernelOptions.LORA_RANK, rank);
    }

    /** What is added to the kernel is multiplied by this over its rank; the rank by default. */
    public EinsumDense loraAlpha(double alpha) {
        return with(KernelOptions.LORA_ALPHA, alpha);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        Adapters adapters = Adapters.of("EinsumDense", config(), "kernel", KERNEL);
        EinsumEquation.Shapes shapes = equation().shapes(x.shape(), get(OUTPUT_SHAPE), get(BIAS_AXES));
        Initializer initializer =
                Initializers.overAxes(get(KERNEL.initializer()), shapes.inputAxes(), shapes.outputAxes());
        SymbolicTensor kernel = adapters.around(call)
                .weight(
                        "kernel",
                        shapes.kernel(),
                        initializer,
                        get(KERNEL.regularizer()),
                        get(KERNEL.constraint()),
                        true);
        Shape biasShape = shapes.bias();
        SymbolicTensor bias = biasShape == null ? null : BIAS.weight(call, config(), "bias", biasShape);
        SymbolicTensor y = Linear.einsum(get(EQUATION), x, adapters.added(call, kernel));
        return get(ACTIVATION).inside(call, bias == null ? y : y.plus(bias));
    }
}
