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
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Linear;

/**
 * Fully connected layer: {@code activation(x · kernel + bias)}.
 *
 * <p>Shapes: x (…, in) -> (…, units); kernel (in, units), bias (units). Source: {@code keras.layers.Dense}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4, 16);
 * SymbolicTensor y = x.then(dense(8).activation(RELU)); // (?, 4, 8)
 * }</pre>
 */
public final class Dense extends BiasedLayer<Dense> {
    static final Schema<Dense> SCHEMA = schema("Dense", Dense::new);
    private static final Field<Integer> UNITS = SCHEMA.add(Fields.positive("units"));
    private static final WeightKeys KERNEL = addBiased(SCHEMA, "kernel");

    static {
        KernelOptions.addTo(SCHEMA);
    }

    private Dense(Config config) {
        super(SCHEMA, config);
    }

    static Dense of(int units) {
        return SCHEMA.create(Config.empty().set(UNITS, units));
    }

    /** The size of the last axis of the output. */
    public int units() {
        return get(UNITS);
    }

    public Dense kernelInitializer(Initializer initializer) {
        return with(KERNEL.initializer(), initializer);
    }

    /** A loss on the kernel. */
    public Dense kernelRegularizer(Regularizer regularizer) {
        return with(KERNEL.regularizer(), regularizer);
    }

    /** What holds for the kernel after each step of training. */
    public Dense kernelConstraint(Constraint constraint) {
        return with(KERNEL.constraint(), constraint);
    }

    /**
     * The rank of what is added to the kernel and trained in its place, its own values staying as they are; none by default.
     * Files hold the sum.
     */
    public Dense loraRank(int rank) {
        return with(KernelOptions.LORA_RANK, rank);
    }

    /** What is added to the kernel is multiplied by this over its rank; the rank by default. */
    public Dense loraAlpha(double alpha) {
        return with(KernelOptions.LORA_ALPHA, alpha);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        Adapters adapters = Adapters.of("Dense", config(), "kernel", KERNEL);
        SymbolicTensor kernel = KERNEL.weight(
                adapters.around(call), config(), "kernel", Shape.of(x.shape().last(), units()));
        if (adapters.areThere()) {
            declareBias(call, units());
        }
        return finish(call, Linear.matmul(x, adapters.added(call, kernel)), units(), DataFormat.CHANNELS_LAST);
    }
}
