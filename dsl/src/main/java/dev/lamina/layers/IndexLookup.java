package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.Node;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import dev.lamina.ops.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link StringLookup} and {@link IntegerLookup} have in common.
 *
 * @param <T> the tokens
 */
abstract class IndexLookup<S extends IndexLookup<S, T>, T> extends Layer<S> implements KeepsArrays {
    static final Field<Boolean> INVERT = Fields.bool("invert").orElse(false);
    static final Field<Integer> NUM_OOV_INDICES = Fields.integer(
                    "num_oov_indices", "an integer of at least 0", value -> value >= 0)
            .orElse(1);
    static final Field<@Nullable List<Long>> SALT = Text.SALT.omittedByDefault();

    IndexLookup(Schema<S> schema, Config config) {
        super(schema, config);
    }

    /** Declares the keys of both layers around those that differ in type. */
    static void addKeys(Schema<?> schema, Field<?> oovToken, Field<?> maskToken, Field<?> vocabulary) {
        schema.ignoring("vocabulary_size", "has_input_vocabulary");
        for (Field<?> field : List.of(
                INVERT,
                TokenKeys.MAX_TOKENS,
                NUM_OOV_INDICES,
                oovToken,
                maskToken,
                TokenKeys.OUTPUT_MODE,
                TokenKeys.SPARSE,
                TokenKeys.PAD_TO_MAX_TOKENS,
                TokenKeys.IDF_WEIGHTS,
                vocabulary,
                SALT)) {
            schema.add(field);
        }
    }

    abstract Field<@Nullable List<T>> vocabularyKey();

    abstract TokenRules<T> rules();

    abstract DType tokenType();

    abstract TokenCounts<T> counts();

    abstract List<T> tokensOf(NdArray array);

    /** The most indices there may be, those for mask and unknown tokens included; no limit by default. */
    public final S maxTokens(int maxTokens) {
        return with(TokenKeys.MAX_TOKENS, maxTokens);
    }

    /** How many indices tokens share that the vocabulary does not hold; 1 by default. With 0 they are errors when the model runs. */
    public final S numOovIndices(int numOovIndices) {
        return with(NUM_OOV_INDICES, numOovIndices);
    }

    /** Whether indices come in and tokens out; false by default. */
    public final S invert(boolean invert) {
        return with(INVERT, invert);
    }

    /** What comes out; indices by default. */
    public final S outputMode(OutputMode outputMode) {
        return with(TokenKeys.OUTPUT_MODE, outputMode);
    }

    /** Whether vectors have {@code maxTokens} elements even where the vocabulary has fewer tokens; false by default. */
    public final S padToMaxTokens(boolean padToMaxTokens) {
        return with(TokenKeys.PAD_TO_MAX_TOKENS, padToMaxTokens);
    }

    /** The inverse document frequency of each token of the vocabulary, for {@link OutputMode#TF_IDF}. */
    public final S idfWeights(double... idfWeights) {
        return with(TokenKeys.IDF_WEIGHTS, DoubleStream.of(idfWeights).boxed().toList());
    }

    /** A key for the hash by which unknown tokens share several indices; none by default. */
    public final S salt(long salt) {
        return salt(salt, salt);
    }

    /** A key of two halves. */
    public final S salt(long first, long second) {
        return with(SALT, List.of(first, second));
    }

    /**
     * The vocabulary, each token at its index, those for mask and unknown ones included.
     *
     * @throws dev.lamina.errors.ConfigException if there is none
     */
    public final List<@Nullable T> vocabulary() {
        return rules().whole(get(vocabularyKey()));
    }

    /**
     * This layer with the vocabulary of an array: the most frequent tokens first, those of one frequency in falling order, and
     * as many as {@code maxTokens} leaves room for. For {@link OutputMode#TF_IDF} each row is a document, or each element of a
     * vector, and the weight of a token is {@code log(1 + documents / (1 + documents with the token))}.
     *
     * @throws dev.lamina.errors.ConfigException if the array is of another type, or holds no tokens
     */
    public final S adapt(NdArray data) {
        TokenCounts<T> counts = counts();
        addRows(counts, data, data.shape().rank() < 2 ? 1 : rowSize(data));
        return learned(counts);
    }

    /** The same of an array that comes in batches. A batch that is a vector is one document. */
    public final S adapt(Iterable<NdArray> batches) {
        TokenCounts<T> counts = counts();
        for (NdArray batch : batches) {
            addRows(counts, batch, batch.shape().rank() < 2 ? Math.max(1, batch.size()) : rowSize(batch));
        }
        return learned(counts);
    }

    private static int rowSize(NdArray data) {
        return data.shape().size(0) == 0
                ? 1
                : Math.max(1, data.size() / data.shape().size(0));
    }

    private void addRows(TokenCounts<T> counts, NdArray data, int row) {
        List<T> tokens = tokensOf(data);
        for (int at = 0; at < tokens.size(); at += row) {
            counts.add(tokens.subList(at, at + row));
        }
    }

    private S learned(TokenCounts<T> counts) {
        TokenCounts.Learned<T> learned = counts.learned(rules());
        S layer = with(vocabularyKey(), learned.vocabulary());
        return get(TokenKeys.OUTPUT_MODE) == OutputMode.TF_IDF
                ? layer.with(TokenKeys.IDF_WEIGHTS, learned.idfWeights())
                : layer;
    }

    final TokenRules<T> rules(@Nullable T mask, @Nullable T oov, TokenRules.Spread spread) {
        return new TokenRules<>(
                Node.describe(this),
                mask,
                oov,
                get(NUM_OOV_INDICES),
                spread,
                get(TokenKeys.OUTPUT_MODE),
                get(INVERT),
                get(TokenKeys.MAX_TOKENS),
                get(TokenKeys.PAD_TO_MAX_TOKENS));
    }

    @Override
    public final Map<String, NdArray> keptArrays() {
        return rules().keptArrays(get(vocabularyKey()), get(TokenKeys.IDF_WEIGHTS));
    }

    @Override
    protected boolean castsInputs() {
        return false;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        if (get(INVERT)) {
            return rules().inverted(integers(x), get(vocabularyKey()));
        }
        SymbolicTensor tokens = tokenType() == DType.INT64 ? integers(x) : x;
        if (tokens.dtype() != tokenType()) {
            throw ShapeException.because("needs strings")
                    .differs("the input is " + x.dtype().kerasName())
                    .remedy("input(name, STRING, ...), or integerLookup()");
        }
        return rules().encoded(tokens, get(vocabularyKey()), get(TokenKeys.IDF_WEIGHTS));
    }

    private static SymbolicTensor integers(SymbolicTensor x) {
        if (x.dtype() == DType.STRING) {
            throw ShapeException.because("needs integers")
                    .differs("the input is string")
                    .remedy("input(name, INT64, ...), or stringLookup()");
        }
        return Core.cast(x, DType.INT64);
    }
}
