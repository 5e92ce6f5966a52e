package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Constraint;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.Regularizer;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Random;
import dev.lamina.ops.Selection;
import org.jspecify.annotations.Nullable;

/** The keys that recurrent layers and their cells have in common. */
abstract class RecurrentUnit<S extends RecurrentUnit<S>> extends Layer<S> {
    static final Field<Integer> UNITS = Fields.positive("units");
    static final Field<Activation> ACTIVATION = activation("activation", Activations.TANH);
    static final Field<Activation> RECURRENT_ACTIVATION = activation("recurrent_activation", Activations.SIGMOID);
    static final Field<Boolean> USE_BIAS = Fields.bool("use_bias").orElse(true);
    static final Field<Boolean> UNIT_FORGET_BIAS =
            Fields.bool("unit_forget_bias").orElse(true);
    static final Field<Boolean> RESET_AFTER = Fields.bool("reset_after").orElse(true);
    static final WeightKeys KERNEL = WeightKeys.of("kernel", Initializers.glorotUniform());
    static final WeightKeys RECURRENT = WeightKeys.of("recurrent", Initializers.orthogonal(1));
    static final WeightKeys BIAS = WeightKeys.of("bias", Initializers.zeros());
    static final Field<Double> DROPOUT = rate("dropout");
    static final Field<Double> RECURRENT_DROPOUT = rate("recurrent_dropout");
    static final Field<@Nullable Integer> SEED = Fields.integer("seed").orNull();

    RecurrentUnit(Schema<S> schema, Config config) {
        super(schema, config);
    }

    private static Field<Activation> activation(String key, Activations otherwise) {
        return Fields.configured(key, Activation.class, Activation::toPlain).orElse(otherwise);
    }

    private static Field<Double> rate(String key) {
        return Fields.number(key, "a number from 0 to 1", value -> value >= 0 && value <= 1)
                .orElse(0.0);
    }

    /** Declares the keys behind the units and activations. */
    static void addWeights(Schema<?> schema) {
        schema.add(USE_BIAS);
        WeightKeys.add(schema, KERNEL, RECURRENT, BIAS);
        schema.add(DROPOUT);
        schema.add(RECURRENT_DROPOUT);
        schema.add(SEED);
        schema.ignoring("implementation", "time_major", "use_cudnn");
    }

    /** What the candidate for the output goes through; tanh by default. */
    public final S activation(Activation activation) {
        return with(ACTIVATION, activation);
    }

    /** Whether a bias is added; true by default. */
    public final S useBias(boolean useBias) {
        return with(USE_BIAS, useBias);
    }

    public final S kernelInitializer(Initializer initializer) {
        return with(KERNEL.initializer(), initializer);
    }

    public final S recurrentInitializer(Initializer initializer) {
        return with(RECURRENT.initializer(), initializer);
    }

    public final S biasInitializer(Initializer initializer) {
        return with(BIAS.initializer(), initializer);
    }

    /** A loss on what multiplies the input. */
    public final S kernelRegularizer(Regularizer regularizer) {
        return with(KERNEL.regularizer(), regularizer);
    }

    /** A loss on what multiplies the state. */
    public final S recurrentRegularizer(Regularizer regularizer) {
        return with(RECURRENT.regularizer(), regularizer);
    }

    public final S biasRegularizer(Regularizer regularizer) {
        return with(BIAS.regularizer(), regularizer);
    }

    /** What holds for the kernel after each step of training. */
    public final S kernelConstraint(Constraint constraint) {
        return with(KERNEL.constraint(), constraint);
    }

    /** What holds for the recurrent kernel after each step of training. */
    public final S recurrentConstraint(Constraint constraint) {
        return with(RECURRENT.constraint(), constraint);
    }

    public final S biasConstraint(Constraint constraint) {
        return with(BIAS.constraint(), constraint);
    }

    /** The probability that an element of the input is zero in training, at all steps alike; 0 by default. */
    public final S dropout(double rate) {
        return with(DROPOUT, rate);
    }

    /** The probability that an element of the state counts as zero in training, at all steps alike; 0 by default. */
    public final S recurrentDropout(double rate) {
        return with(RECURRENT_DROPOUT, rate);
    }

    /** A seed that makes the dropout the same in every run, whatever the seed of the run. */
    public final S seed(int seed) {
        return with(SEED, seed);
    }

    /**
     * What drops elements of a tensor: zeros, and {@code 1 / (1 - rate)} elsewhere; null where nothing is dropped.
     *
     * @param like a tensor of the mask's shape
     * @param draw a number that tells this unit's masks apart
     */
    final @Nullable SymbolicTensor dropped(Call call, Field<Double> rate, SymbolicTensor like, int draw) {
        double probability = get(rate);
        if (!call.training() || probability <= 0 || probability >= 1) {
            return null;
        }
        Integer own = get(SEED);
        SymbolicTensor noise = Random.like(Random.UNIFORM, like, call.seed(own == null ? null : own + 7919 * draw));
        return Selection.where(
                Comparisons.greaterEqual(noise, Arithmetic.literal(probability, noise)),
                Arithmetic.literal(1 / (1 - probability), noise),
                Arithmetic.literal(0, noise));
    }

    static SymbolicTensor times(SymbolicTensor x, @Nullable SymbolicTensor mask) {
        return mask == null ? x : x.times(mask);
    }
}
