package dev.lamina.layers;

import dev.lamina.Arguments;
import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Constraint;
import dev.lamina.DType;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.Regularizer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Shapes;
import dev.lamina.ops.Trigonometry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vector for each of {@code input_dim} tokens, and the way back, from vectors to a logit for each token: the input and the
 * output of a language model with the same weights. A token that is not in [0, input_dim) is an error when the model runs.
 *
 * <p>Shapes: x (…) of tokens -> (…, output_dim); with the option {@code reverse} x (…, output_dim) -> (…, input_dim); embeddings
 * (input_dim, output_dim); where the weights are not tied, reverse_embeddings (output_dim, input_dim) behind them. Backwards,
 * {@code logits = x · embeddingsᵀ}, with {@code logit_soft_cap} c {@code c · tanh(logits / c)}. Masks: {@code mask_zero} makes
 * one of tokens. Source: {@code keras.layers.ReversibleEmbedding}; Press and Wolf 2016.
 *
 * <pre>{@code
 * ReversibleEmbedding embedding = reversibleEmbedding(1000, 64);
 * SymbolicTensor x = input("tokens", DType.INT32, 20).then(embedding); // (?, 20, 64)
 * SymbolicTensor logits = embedding.reverse(x.then(dense(64))); // (?, 20, 1000)
 * }</pre>
 */
public final class ReversibleEmbedding extends Layer<ReversibleEmbedding> {
    static final Schema<ReversibleEmbedding> SCHEMA =
            schema("ReversibleEmbedding", ReversibleEmbedding::new).ignoring("input_length");
    private static final String REVERSE = "reverse";
    private static final Field<Integer> INPUT_DIM = SCHEMA.add(Fields.positive("input_dim"));
    private static final Field<Integer> OUTPUT_DIM = SCHEMA.add(Fields.positive("output_dim"));
    private static final WeightKeys EMBEDDINGS = WeightKeys.of("embeddings", Initializers.randomUniform(-0.05, 0.05));

    static {
        WeightKeys.add(SCHEMA, EMBEDDINGS);
    }

    private static final Field<Boolean> MASK_ZERO =
            SCHEMA.add(Fields.bool("mask_zero").orElse(false));

    static {
        KernelOptions.addTo(SCHEMA);
    }

    private static final Field<Boolean> TIE_WEIGHTS =
            SCHEMA.add(Fields.bool("tie_weights").orElse(true));
    private static final Field<@Nullable DType> REVERSE_DTYPE =
            SCHEMA.add(Fields.dtype("reverse_dtype", "a floating-point type", DType::isFloating)
                    .orNull());
    private static final Field<@Nullable Double> LOGIT_SOFT_CAP =
            SCHEMA.add(Fields.number("logit_soft_cap", "a number other than 0", cap -> cap != 0)
                    .orNull());

    private ReversibleEmbedding(Config config) {
        super(SCHEMA, config);
    }

    static ReversibleEmbedding of(int inputDim, int outputDim) {
        return SCHEMA.create(Config.empty().set(INPUT_DIM, inputDim).set(OUTPUT_DIM, outputDim));
    }

    /** The number of tokens. */
    public int inputDim() {
        return get(INPUT_DIM);
    }

    /** The size of a token's vector. */
    public int outputDim() {
        return get(OUTPUT_DIM);
    }

    public ReversibleEmbedding embeddingsInitializer(Initializer initializer) {
        return with(EMBEDDINGS.initializer(), initializer);
    }

    /** A loss on the vectors. */
    public ReversibleEmbedding embeddingsRegularizer(Regularizer regularizer) {
        return with(EMBEDDINGS.regularizer(), regularizer);
    }

    /** What holds for the vectors after each step of training. */
    public ReversibleEmbedding embeddingsConstraint(Constraint constraint) {
        return with(EMBEDDINGS.constraint(), constraint);
    }

    /** Whether token 0 is padding, which layers behind this one that know masks leave out; false by default. */
    public ReversibleEmbedding maskZero(boolean maskZero) {
        return with(MASK_ZERO, maskZero);
    }

    /**
     * The rank of what is added to the vectors and trained in its place, their own values staying as they are; none by default.
     * Files hold the sum.
     */
    public ReversibleEmbedding loraRank(int rank) {
        return with(KernelOptions.LORA_RANK, rank);
    }

    /** What is added to the vectors is multiplied by this over its rank; the rank by default. */
    public ReversibleEmbedding loraAlpha(double alpha) {
        return with(KernelOptions.LORA_ALPHA, alpha);
    }

    /** Whether the way back has the weights of the way there, transposed, rather than its own; true by default. */
    public ReversibleEmbedding tieWeights(boolean tieWeights) {
        return with(TIE_WEIGHTS, tieWeights);
    }

    /** The floating-point type in which logits are computed and given; that of the layer by default. */
    public ReversibleEmbedding reverseDtype(DType dtype) {
        return with(REVERSE_DTYPE, dtype);
    }

    /** What the size of logits stays below; no bound by default. */
    public ReversibleEmbedding logitSoftCap(double cap) {
        return with(LOGIT_SOFT_CAP, cap);
    }

    /**
     * Calls this layer backwards: from vectors to a logit for each token.
     *
     * @throws ShapeException if the last axis of x is not output_dim
     */
    public SymbolicTensor reverse(SymbolicTensor x) {
        return call(Arguments.of(List.of(x), Map.of(REVERSE, true))).get(0);
    }

    @Override
    protected List<String> inputNames() {
        return List.of("inputs");
    }

    @Override
    protected List<String> optionNames() {
        return List.of(REVERSE);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        Adapters adapters = Adapters.of("ReversibleEmbedding", config(), "embeddings", EMBEDDINGS);
        SymbolicTensor embeddings = adapters.added(
                call.uncast(),
                EMBEDDINGS.weight(
                        adapters.around(call.uncast()), config(), "embeddings", Shape.of(inputDim(), outputDim())));
        SymbolicTensor back = get(TIE_WEIGHTS)
                ? Shapes.transpose(embeddings)
                : call.uncast()
                        .weight("reverse_embeddings", Shape.of(outputDim(), inputDim()), get(EMBEDDINGS.initializer()));
        if (Boolean.TRUE.equals(call.option(REVERSE))) {
            return logits(x, back, call.dtype().computeDType());
        }
        SymbolicTensor tokens = x.dtype().isInteger() ? x : Core.cast(x, DType.INT32);
        SymbolicTensor y = Embedding.computed(call, Gathering.take(embeddings, tokens, 0));
        if (get(MASK_ZERO)) {
            call.mask(y, Comparisons.notEqual(x, Arithmetic.literal(0, x)));
        }
        return y;
    }

    private SymbolicTensor logits(SymbolicTensor x, SymbolicTensor kernel, DType computed) {
        if (x.shape().rank() < 2 || x.shape().last() != outputDim()) {
            throw ShapeException.because("needs vectors of size " + outputDim() + " on the way back")
                    .differs("the input has shape " + x.shape())
                    .remedy("dense(" + outputDim() + ") before it");
        }
        DType reverse = get(REVERSE_DTYPE);
        DType type = reverse == null ? computed : reverse;
        SymbolicTensor logits = Linear.matmul(Core.cast(x, type), Core.cast(kernel, type));
        Double cap = get(LOGIT_SOFT_CAP);
        return cap == null ? logits : Trigonometry.tanh(logits.div(cap)).times(cap);
    }
}
