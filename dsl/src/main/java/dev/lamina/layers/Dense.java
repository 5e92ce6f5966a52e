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
import dev.lamina.ops.Linear;
import dev.lamina.ops.Nn;
import org.jspecify.annotations.Nullable;

/**
 * Fully connected layer: {@code activation(x · kernel + bias)}.
 *
 * <p>Shapes: x (…, in) -> (…, units); kernel (in, units), bias (units). Source: {@code keras.layers.Dense}.
 */
public final class Dense extends Layer<Dense> {
    static final Schema<Dense> SCHEMA = schema("Dense", Dense::new).ignoring("quantization_config");
    private static final Field<Integer> UNITS = SCHEMA.add(Fields.positive("units"));
    private static final Field<Activation> ACTIVATION = SCHEMA.add(Activations.field("activation"));
    private static final Field<Boolean> USE_BIAS =
            SCHEMA.add(Fields.bool("use_bias").orElse(true));
    private static final Field<Initializer> KERNEL_INITIALIZER =
            SCHEMA.add(Initializers.field("kernel_initializer", Initializers.glorotUniform()));
    private static final Field<Initializer> BIAS_INITIALIZER =
            SCHEMA.add(Initializers.field("bias_initializer", Initializers.zeros()));
    private static final Field<@Nullable Regularizer> KERNEL_REGULARIZER =
            SCHEMA.add(Fields.object("kernel_regularizer", Regularizer.class).orNull());
    private static final Field<@Nullable Regularizer> BIAS_REGULARIZER =
            SCHEMA.add(Fields.object("bias_regularizer", Regularizer.class).orNull());
    private static final Field<@Nullable Constraint> KERNEL_CONSTRAINT =
            SCHEMA.add(Fields.object("kernel_constraint", Constraint.class).orNull());
    private static final Field<@Nullable Constraint> BIAS_CONSTRAINT =
            SCHEMA.add(Fields.object("bias_constraint", Constraint.class).orNull());

    private Dense(Config config) {
        super(SCHEMA, config);
    }

    static Dense of(int units) {
        return SCHEMA.create(Config.empty().with(UNITS, units));
    }

    /** The size of the last axis of the output. */
    public int units() {
        return get(UNITS);
    }

    public Dense activation(Activation activation) {
        return with(ACTIVATION, activation);
    }

    /** Whether a vector is added before the activation. */
    public Dense useBias(boolean useBias) {
        return with(USE_BIAS, useBias);
    }

    public Dense kernelInitializer(Initializer initializer) {
        return with(KERNEL_INITIALIZER, initializer);
    }

    public Dense biasInitializer(Initializer initializer) {
        return with(BIAS_INITIALIZER, initializer);
    }

    /** A loss on the kernel. */
    public Dense kernelRegularizer(Regularizer regularizer) {
        return with(KERNEL_REGULARIZER, regularizer);
    }

    /** A loss on the bias. */
    public Dense biasRegularizer(Regularizer regularizer) {
        return with(BIAS_REGULARIZER, regularizer);
    }

    public Dense kernelConstraint(Constraint constraint) {
        return with(KERNEL_CONSTRAINT, constraint);
    }

    public Dense biasConstraint(Constraint constraint) {
        return with(BIAS_CONSTRAINT, constraint);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        SymbolicTensor kernel = call.weight(
                "kernel",
                Shape.of(x.shape().last(), units()),
                get(KERNEL_INITIALIZER),
                get(KERNEL_REGULARIZER),
                get(KERNEL_CONSTRAINT),
                true);
        SymbolicTensor y = Linear.matmul(x, kernel);
        if (get(USE_BIAS)) {
            SymbolicTensor bias = call.weight(
                    "bias",
                    Shape.of(units()),
                    get(BIAS_INITIALIZER),
                    get(BIAS_REGULARIZER),
                    get(BIAS_CONSTRAINT),
                    true);
            y = Nn.biasAdd(y, bias, DataFormat.CHANNELS_LAST);
        }
        return y.then(get(ACTIVATION));
    }
}
