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
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Nn;
import java.util.Arrays;
import java.util.stream.Stream;

/** What layers have in common that end with a bias and an activation. */
abstract class BiasedLayer<S extends BiasedLayer<S>> extends Layer<S> {
    private static final Field<Activation> ACTIVATION = Activations.field("activation");
    private static final Field<Boolean> USE_BIAS = Fields.bool("use_bias").orElse(true);
    private static final WeightKeys BIAS = WeightKeys.of("bias", Initializers.zeros());

    BiasedLayer(Schema<S> schema, Config config) {
        super(schema, config);
    }

    /**
     * Declares the keys of activation, bias and kernel, and returns those of the kernel.
     *
     * @param prefix what the kernel's keys begin with
     */
    static WeightKeys addBiased(Schema<?> schema, String prefix) {
        WeightKeys kernel = WeightKeys.of(prefix, Initializers.glorotUniform());
        addBiased(schema, kernel);
        return kernel;
    }

    /** Declares the keys of activation, kernels and bias. */
    static void addBiased(Schema<?> schema, WeightKeys... kernels) {
        schema.add(ACTIVATION);
        schema.add(USE_BIAS);
        WeightKeys.add(
                schema, Stream.concat(Arrays.stream(kernels), Stream.of(BIAS)).toArray(WeightKeys[]::new));
    }

    /** The function that the layer ends with; none by default. */
    public final S activation(Activation activation) {
        return with(ACTIVATION, activation);
    }

    /** Whether a vector is added before the activation; true by default. */
    public final S useBias(boolean useBias) {
        return with(USE_BIAS, useBias);
    }

    public final S biasInitializer(Initializer initializer) {
        return with(BIAS.initializer(), initializer);
    }

    /** A loss on the bias. */
    public final S biasRegularizer(Regularizer regularizer) {
        return with(BIAS.regularizer(), regularizer);
    }

    /** What holds for the bias after each step of training. */
    public final S biasConstraint(Constraint constraint) {
        return with(BIAS.constraint(), constraint);
    }

    /** Declares the bias, where there is one, before what uses it. */
    final void declareBias(Call call, int channels) {
        if (get(USE_BIAS)) {
            BIAS.weight(call, config(), "bias", Shape.of(channels));
        }
    }

    /** The layer's output: bias and activation on the channels of y. */
    final SymbolicTensor finish(Call call, SymbolicTensor y, int channels, DataFormat dataFormat) {
        SymbolicTensor sum = y;
        if (get(USE_BIAS)) {
            sum = Nn.biasAdd(y, BIAS.weight(call, config(), "bias", Shape.of(channels)), dataFormat);
        }
        return get(ACTIVATION).inside(call, sum);
    }
}
