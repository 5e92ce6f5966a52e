package dev.lamina.layers;

import dev.lamina.Arguments;
import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Constraint;
import dev.lamina.DType;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.Regularizer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Core;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Selection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What attention layers have in common that project query, value and key to several heads. */
abstract class HeadedAttention<S extends HeadedAttention<S>> extends Layer<S> {
    private static final Field<Double> DROPOUT = Fields.number(
                    "dropout", "a number from 0 to 1", value -> value >= 0 && value <= 1)
            .orElse(0.0);
    private static final Field<Boolean> USE_BIAS = Fields.bool("use_bias").orElse(true);
    private static final Field<Boolean> USE_GATE =
            Fields.bool("use_gate").orElse(false).omittedByDefault();
    private static final Field<@Nullable Integer> SLIDING_WINDOW =
            Fields.positive("sliding_window").orNull().omittedByDefault();
    private static final Field<@Nullable Integer> SEED = NoiseShape.seedField();
    private static final WeightKeys KERNEL = WeightKeys.of("kernel", Initializers.glorotUniform());
    private static final WeightKeys BIAS = WeightKeys.of("bias", Initializers.zeros());

    HeadedAttention(Schema<S> schema, Config config) {
        super(schema, config);
    }

    /** Declares the keys of all; {@code flash_attention} says how Keras shall compute, and changes nothing here. */
    static void addHeaded(Schema<?> schema) {
        schema.ignoring("flash_attention");
        schema.add(DROPOUT);
        schema.add(USE_BIAS);
        schema.add(USE_GATE);
        schema.add(SLIDING_WINDOW);
        WeightKeys.add(schema, KERNEL, BIAS);
        schema.add(SEED);
    }

    /** The probability that a weight of attention becomes zero in training; 0 by default. */
    public final S dropout(double dropout) {
        return with(DROPOUT, dropout);
    }

    /** Whether the projections add a vector; true by default. */
    public final S useBias(boolean useBias) {
        return with(USE_BIAS, useBias);
    }

    /** Whether what the heads give is multiplied by a sigmoid of the query before it is projected; false by default. */
    public final S useGate(boolean useGate) {
        return with(USE_GATE, useGate);
    }

    /** Steps look less than so many steps away, in both directions; without limit by default. */
    public final S slidingWindow(int window) {
        return with(SLIDING_WINDOW, window);
    }

    /** A seed that makes the dropout the same in every run, whatever the seed of the run. */
    public final S seed(int seed) {
        return with(SEED, seed);
    }

    public final S kernelInitializer(Initializer initializer) {
        return with(KERNEL.initializer(), initializer);
    }

    public final S biasInitializer(Initializer initializer) {
        return with(BIAS.initializer(), initializer);
    }

    /** A loss on the kernels of the projections. */
    public final S kernelRegularizer(Regularizer regularizer) {
        return with(KERNEL.regularizer(), regularizer);
    }

    /** A loss on the biases of the projections. */
    public final S biasRegularizer(Regularizer regularizer) {
        return with(BIAS.regularizer(), regularizer);
    }

    /** What holds for the kernels of the projections after each step of training. */
    public final S kernelConstraint(Constraint constraint) {
        return with(KERNEL.constraint(), constraint);
    }

    /** What holds for the biases of the projections after each step of training. */
    public final S biasConstraint(Constraint constraint) {
        return with(BIAS.constraint(), constraint);
    }

    /** Calls this layer so that no step of the query sees a later one of the value: {@code use_causal_mask}. */
    public final SymbolicTensor causal(SymbolicTensor query, SymbolicTensor value) {
        return call(Arguments.of(List.of(query, value), Map.of("use_causal_mask", true)))
                .get(0);
    }

    /**
     * Calls this layer with a mask.
     *
     * @param mask (batch, Tq, Tv), true where a step of the query may look at one of the value
     */
    public final SymbolicTensor masked(SymbolicTensor query, SymbolicTensor value, SymbolicTensor mask) {
        return call(Arguments.of(List.of(query, value), Map.of("attention_mask", mask)))
                .get(0);
    }

    /** Calls this layer and returns the weights of attention too: {@code return_attention_scores}. */
    public final List<SymbolicTensor> withScores(SymbolicTensor query, SymbolicTensor value) {
        return call(Arguments.of(List.of(query, value), Map.of("return_attention_scores", true)));
    }

    @Override
    protected final int inputCount() {
        return -1;
    }

    @Override
    protected final List<String> inputNames() {
        return List.of("query", "value", "key");
    }

    @Override
    protected final List<String> optionNames() {
        return List.of(
                "query_mask",
                "value_mask",
                "key_mask",
                "attention_mask",
                "return_attention_scores",
                "training",
                "use_causal_mask");
    }

    @Override
    protected final boolean supportsMasking() {
        return true;
    }

    final boolean usesGate() {
        return get(USE_GATE);
    }

    /** A projection with this layer's keys for kernel and bias. */
    final EinsumDense projection(Projection form, boolean regularizesActivity) {
        Regularizer activity = config().get(Fields.configured("activity_regularizer", Regularizer.class)
                .orNull());
        EinsumDense dense = EinsumDense.projection(form, get(USE_BIAS), config(), KERNEL, BIAS)
                .dtype(dtype());
        return activity == null || !regularizesActivity ? dense : dense.activityRegularizer(activity);
    }

    static void check(List<SymbolicTensor> inputs) {
        if (inputs.size() < 2 || inputs.size() > 3) {
            throw ShapeException.because("takes a query, a value and maybe a key; received " + inputs.size()
                            + (inputs.size() == 1 ? " input" : " inputs"))
                    .remedy("on(query, value), or on(query, value, key); on(x, x) where x attends to itself");
        }
        var value = inputs.get(1).shape();
        var key = inputs.get(inputs.size() - 1).shape();
        boolean fits = key.rank() == value.rank()
                && key.rank() > 2
                && key.slice(1, key.rank() - 1).isCompatibleWith(value.slice(1, value.rank() - 1));
        if (!fits) {
            throw ShapeException.because("needs a value and a key of the same steps")
                    .differs("the value has shape " + value + ", the key " + key);
        }
    }

    /** Where steps of the query may look at steps of the value, of all the masks there are; null for everywhere. */
    final @Nullable SymbolicTensor mask(Call call, SymbolicTensor query, SymbolicTensor value) {
        SymbolicTensor mask = ScoreMasks.and(
                ScoreMasks.expanded(tensor(call, "query_mask"), -1),
                ScoreMasks.expanded(tensor(call, "value_mask"), -2));
        mask = ScoreMasks.and(mask, ScoreMasks.expanded(tensor(call, "key_mask"), -2));
        if (Boolean.TRUE.equals(call.option("use_causal_mask"))) {
            mask = ScoreMasks.and(mask, ScoreMasks.causal(query, value));
        }
        Integer window = get(SLIDING_WINDOW);
        mask = window == null ? mask : ScoreMasks.and(mask, ScoreMasks.near(query, value, window));
        SymbolicTensor given = tensor(call, "attention_mask");
        return ScoreMasks.and(given == null ? null : Core.cast(given, DType.BOOL), mask);
    }

    private static @Nullable SymbolicTensor tensor(Call call, String option) {
        Object given = call.option(option);
        if (given != null && !(given instanceof SymbolicTensor)) {
            throw new ConfigException(option + " must be a tensor; received " + given);
        }
        return (SymbolicTensor) given;
    }

    /** What the heads give, and the weights of attention. */
    record Attended(SymbolicTensor output, SymbolicTensor weights) {}

    /**
     * Attends, by equations.
     *
     * @param axes how many axes are attended over
     * @param mask broadcasts to the scores from its last axes on, but for the heads; null for none
     */
    final Attended attend(
            Call call,
            AttentionEquations equations,
            SymbolicTensor query,
            SymbolicTensor key,
            SymbolicTensor value,
            int axes,
            @Nullable SymbolicTensor mask) {
        boolean keepsHidden =
                get(DROPOUT) == 0 && !returnsScores(call) && query.shape().rank() == 4;
        double scale = 1 / Math.sqrt(query.shape().last());
        // Where Keras takes its fused attention, the scores are scaled and weighed in float32 at least.
        SymbolicTensor scores =
                keepsHidden && query.dtype() != AffineLayer.widened(query).dtype()
                        ? AffineLayer.widened(Linear.einsum(equations.scores(), key, query))
                                .times(scale)
                        : Linear.einsum(equations.scores(), key, query.times(scale));
        SymbolicTensor visible = mask;
        while (visible != null && visible.shape().rank() < scores.shape().rank()) {
            visible = ScoreMasks.expand(visible, -2 * axes - 1);
        }
        SymbolicTensor weights = visible == null || !keepsHidden
                ? Softmax.of(scores, visible, lastAxes(axes))
                : Nn.softmax(Selection.where(visible, scores, Arithmetic.literal(hidden(scores.dtype()), scores)), -1);
        SymbolicTensor dropped = Dropout.dropped(call, weights, get(DROPOUT), null, get(SEED));
        return new Attended(
                Linear.einsum(equations.combination(), AffineLayer.cast(dropped, value.dtype()), value), weights);
    }

    static boolean returnsScores(Call call) {
        return Boolean.TRUE.equals(call.option("return_attention_scores"));
    }

    /** The last of the axes of scores: those of the value. */
    private static int[] lastAxes(int count) {
        int[] axes = new int[count];
        for (int i = 0; i < count; i++) {
            axes[i] = i - count;
        }
        return axes;
    }

    /** What Keras's fused attention puts where a mask hides: steps that see nothing see all alike. */
    private static double hidden(DType dtype) {
        return dtype == DType.FLOAT16 ? -0.7 * 65504 : -0.7 * Float.MAX_VALUE;
    }
}
