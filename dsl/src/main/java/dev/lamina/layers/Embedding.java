package dev.lamina.layers;

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
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Gathering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vector for each of {@code input_dim} tokens. A token that is not in [0, input_dim) is an error when the model runs.
 *
 * <p>Shapes: x (…) of tokens -> (…, output_dim); embeddings (input_dim, output_dim). Source: {@code keras.layers.Embedding}.
 *
 * <pre>{@code
 * SymbolicTensor tokens = input("tokens", DType.INT32, 20);
 * SymbolicTensor x = tokens.then(embedding(1000, 64)); // (?, 20, 64)
 * }</pre>
 */
public final class Embedding extends Layer<Embedding> {
    static final Schema<Embedding> SCHEMA = schema("Embedding", Embedding::new).ignoring("input_length");
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

    private Embedding(Config config) {
        super(SCHEMA, config);
    }

    static Embedding of(int inputDim, int outputDim) {
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

    public Embedding embeddingsInitializer(Initializer initializer) {
        return with(EMBEDDINGS.initializer(), initializer);
    }

    /** A loss on the vectors. */
    public Embedding embeddingsRegularizer(Regularizer regularizer) {
        return with(EMBEDDINGS.regularizer(), regularizer);
    }

    /** What holds for the vectors after each step of training. */
    public Embedding embeddingsConstraint(Constraint constraint) {
        return with(EMBEDDINGS.constraint(), constraint);
    }

    /** Whether token 0 is padding, which layers behind this one that know masks leave out; false by default. */
    public Embedding maskZero(boolean maskZero) {
        return with(MASK_ZERO, maskZero);
    }

    /**
     * The rank of what is added to the vectors and trained in its place, their own values staying as they are; none by default.
     * Files hold the sum.
     */
    public Embedding loraRank(int rank) {
        return with(KernelOptions.LORA_RANK, rank);
    }

    /** What is added to the vectors is multiplied by this over its rank; the rank by default. */
    public Embedding loraAlpha(double alpha) {
        return with(KernelOptions.LORA_ALPHA, alpha);
    }

    @Override
    protected List<@Nullable SymbolicTensor> computeMask(
            List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        SymbolicTensor x = inputs.get(0);
        return get(MASK_ZERO) ? List.of(Comparisons.notEqual(x, Arithmetic.literal(0, x))) : List.of();
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        Adapters adapters = Adapters.of("Embedding", config(), "embeddings", EMBEDDINGS);
        SymbolicTensor embeddings = adapters.added(
                call.uncast(),
                EMBEDDINGS.weight(
                        adapters.around(call.uncast()), config(), "embeddings", Shape.of(inputDim(), outputDim())));
        SymbolicTensor tokens = x.dtype().isInteger() ? x : Core.cast(x, DType.INT32);
        return computed(call, Gathering.take(embeddings, tokens, 0));
    }

    /**
     * What was found in a weight that is not cast, in the type in which the layer computes: so what a token gets from several places
     * is added in the type in which the weight is kept.
     */
    static SymbolicTensor computed(Call call, SymbolicTensor found) {
        DType computed = call.dtype().computeDType();
        return computed.isFloating() ? AffineLayer.cast(found, computed) : found;
    }
}
