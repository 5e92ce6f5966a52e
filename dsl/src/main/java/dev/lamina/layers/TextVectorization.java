package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.Node;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Text;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns texts into indices of their words, or into vectors made of these indices: the text is standardized, split into tokens,
 * neighbouring tokens are joined where wanted, and each is looked up in a vocabulary, which is given, or learned by {@code adapt}.
 * Index 0 fills texts up, index 1 stands for unknown tokens.
 *
 * <p>Shapes: int (batch) or (batch, 1) -> (batch, length) int64, where length is that of the longest text unless one is set;
 * multi_hot, count and tf_idf -> (batch, tokens), one_hot -> (batch, length, tokens), float32. Where nothing is split, the input is
 * (batch, n) tokens. Source: {@code keras.layers.TextVectorization}.
 *
 * <pre>{@code
 * TextVectorization words = textVectorization().outputSequenceLength(4).vocabulary("the", "cat", "sat");
 * SymbolicTensor index = input("text", STRING).then(words); // (?, 4)
 * }</pre>
 */
public final class TextVectorization extends Layer<TextVectorization> implements KeepsArrays {
    static final Schema<TextVectorization> SCHEMA =
            schema("TextVectorization", TextVectorization::new).ignoring("vocabulary_size", "has_input_vocabulary");
    private static final Field<Standardize> STANDARDIZE = TokenKeys.choiceOrNone(
                    "standardize", Standardize.class, Standardize.NONE)
            .orElse(Standardize.LOWER_AND_STRIP_PUNCTUATION);
    private static final Field<Text.Split> SPLIT =
            TokenKeys.choiceOrNone("split", Text.Split.class, Text.Split.NONE).orElse(Text.Split.WHITESPACE);
    private static final Field<@Nullable List<Integer>> NGRAMS =
            Field.of("ngrams", new NgramsCodec()).orNull();
    private static final Field<@Nullable Integer> OUTPUT_SEQUENCE_LENGTH =
            Fields.positive("output_sequence_length").orNull();
    private static final Field<@Nullable List<String>> VOCABULARY = TokenKeys.words("vocabulary");

    static {
        SCHEMA.add(TokenKeys.MAX_TOKENS);
        SCHEMA.add(STANDARDIZE);
        SCHEMA.add(SPLIT);
        SCHEMA.add(NGRAMS);
        SCHEMA.add(TokenKeys.OUTPUT_MODE);
        SCHEMA.add(OUTPUT_SEQUENCE_LENGTH);
        SCHEMA.add(TokenKeys.PAD_TO_MAX_TOKENS);
        SCHEMA.add(TokenKeys.SPARSE);
        SCHEMA.add(TokenKeys.RAGGED);
        SCHEMA.add(VOCABULARY);
        SCHEMA.add(TokenKeys.IDF_WEIGHTS);
        SCHEMA.add(TokenKeys.ENCODING);
    }

    private TextVectorization(Config config) {
        super(SCHEMA, config);
    }

    static TextVectorization of() {
        return SCHEMA.create(Config.empty());
    }

    /** The most indices there may be, those for padding and unknown tokens included; no limit by default. */
    public TextVectorization maxTokens(int maxTokens) {
        return with(TokenKeys.MAX_TOKENS, maxTokens);
    }

    /** What becomes of a text before it is split; lower case without punctuation by default. */
    public TextVectorization standardize(Standardize standardize) {
        return with(STANDARDIZE, standardize);
    }

    /** Where a text is split; at white space by default. */
    public TextVectorization split(Text.Split split) {
        return with(SPLIT, split);
    }

    /** Up to how many neighbouring tokens are joined to one: {@code ngrams(2)} gives single tokens and pairs. */
    public TextVectorization ngrams(int ngrams) {
        return with(NGRAMS, upTo(ngrams));
    }

    /** How many neighbouring tokens are joined to one, each number for itself: {@code List.of(2)} gives pairs alone. */
    public TextVectorization ngrams(List<Integer> ngrams) {
        return with(NGRAMS, List.copyOf(ngrams));
    }

    /** What comes out; indices by default. */
    public TextVectorization outputMode(OutputMode outputMode) {
        return with(TokenKeys.OUTPUT_MODE, outputMode);
    }

    /** How many indices each text has, longer texts being cut; as many as the longest of the batch by default. */
    public TextVectorization outputSequenceLength(int outputSequenceLength) {
        return with(OUTPUT_SEQUENCE_LENGTH, outputSequenceLength);
    }

    /** Whether vectors have {@code maxTokens} elements even where the vocabulary has fewer tokens; false by default. */
    public TextVectorization padToMaxTokens(boolean padToMaxTokens) {
        return with(TokenKeys.PAD_TO_MAX_TOKENS, padToMaxTokens);
    }

    /** The tokens in the order of their indices; it may begin with those for padding ("") and unknown ones ([UNK]). */
    public TextVectorization vocabulary(String... vocabulary) {
        return with(VOCABULARY, List.copyOf(Arrays.asList(vocabulary)));
    }

    /**
     * The tokens in the lines of a file, UTF-8.
     *
     * @throws ConfigException if it cannot be read
     */
    public TextVectorization vocabulary(Path file) {
        return with(VOCABULARY, List.copyOf(TokenKeys.lines(file)));
    }

    /** The inverse document frequency of each token of the vocabulary, for {@link OutputMode#TF_IDF}. */
    public TextVectorization idfWeights(double... idfWeights) {
        return with(TokenKeys.IDF_WEIGHTS, DoubleStream.of(idfWeights).boxed().toList());
    }

    /**
     * The vocabulary, each token at its index, those for padding and unknown ones included.
     *
     * @throws ConfigException if there is none
     */
    public List<@Nullable String> vocabulary() {
        return rules().whole(get(VOCABULARY));
    }

    /**
     * This layer with the vocabulary of texts: the most frequent tokens first, those of one frequency in falling order, and as many
     * as {@code maxTokens} leaves room for. For {@link OutputMode#TF_IDF} each text is a document, and the weight of a token is
     * {@code log(1 + documents / (1 + documents with the token))}.
     *
     * @param texts strings (n) or (n, 1); tokens (n, k) where nothing is split
     * @throws ConfigException if the array is of another type or shape, or holds no tokens
     */
    public TextVectorization adapt(NdArray texts) {
        return adapt(List.of(texts));
    }

    /** The same of texts that come in batches. */
    public TextVectorization adapt(Iterable<NdArray> batches) {
        TokenCounts<String> counts = TokenCounts.ofStrings();
        batches.forEach(batch -> count(batch, counts));
        TokenCounts.Learned<String> learned = counts.learned(rules());
        TextVectorization layer = with(VOCABULARY, learned.vocabulary());
        return get(TokenKeys.OUTPUT_MODE) == OutputMode.TF_IDF
                ? layer.with(TokenKeys.IDF_WEIGHTS, learned.idfWeights())
                : layer;
    }

    private void count(NdArray texts, TokenCounts<String> counts) {
        int rank = texts.shape().rank();
        boolean fits = texts.dtype() == DType.STRING
                && (rank == 1
                        || (rank == 2
                                && (split() == Text.Split.NONE || texts.shape().last() == 1)));
        if (!fits) {
            throw new ConfigException("TextVectorization: adapt needs strings of shape (n,) or (n, 1); received "
                    + texts.dtype().kerasName() + " " + texts.shape());
        }
        int row = rank == 1 ? 1 : texts.shape().last();
        List<String> all = Arrays.asList(texts.strings());
        for (int at = 0; at + row <= all.size() && row > 0; at += row) {
            counts.add(row == 1 ? steps().tokens(all.get(at)) : steps().tokens(all.subList(at, at + row)));
        }
    }

    private Text.Split split() {
        return get(SPLIT);
    }

    private TextSteps steps() {
        List<Integer> ngrams = get(NGRAMS);
        return new TextSteps(get(STANDARDIZE), split(), ngrams == null ? List.of() : ngrams);
    }

    private TokenRules<String> rules() {
        return new TokenRules<>(
                Node.describe(this),
                "",
                "[UNK]",
                1,
                TokenRules.hash(null),
                get(TokenKeys.OUTPUT_MODE),
                false,
                get(TokenKeys.MAX_TOKENS),
                get(TokenKeys.PAD_TO_MAX_TOKENS));
    }

    @Override
    public Map<String, NdArray> keptArrays() {
        return rules().keptArrays(get(VOCABULARY), get(TokenKeys.IDF_WEIGHTS));
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        TokenRules<String> rules = rules();
        Integer length = get(OUTPUT_SEQUENCE_LENGTH);
        if (length != null && rules.mode() != OutputMode.INT) {
            throw rules.wrong(
                    "has output_sequence_length with output_mode "
                            + rules.mode().kerasName(),
                    String.valueOf(length),
                    "outputMode(INT)");
        }
        SymbolicTensor text = steps().standardized(flat(x));
        boolean bare = text.shape().rank() == 1 && split() == Text.Split.NONE;
        SymbolicTensor tokens = bare ? text : steps().tokens(text, length);
        return rules.encoded(tokens, get(VOCABULARY), get(TokenKeys.IDF_WEIGHTS));
    }

    /** Texts without the last axis, where that has one element. */
    private SymbolicTensor flat(SymbolicTensor x) {
        Shape shape = x.shape();
        boolean splits = split() != Text.Split.NONE;
        boolean fits = splits
                ? shape.rank() == 1 || (shape.rank() == 2 && shape.last() == 1)
                : shape.rank() == 2
                        || (shape.rank() == 1 && get(NGRAMS) == null && get(OUTPUT_SEQUENCE_LENGTH) == null);
        if (x.dtype() != DType.STRING || !fits) {
            throw ShapeException.because("needs " + (splits ? "texts (batch) or (batch, 1)" : "tokens (batch, n)"))
                    .differs("the input is " + x.spec())
                    .remedy(x.dtype() == DType.STRING ? "split(NONE) for tokens" : "input(name, STRING)");
        }
        return splits && shape.rank() == 2 ? Axes.squeeze(x, -1) : x;
    }

    private static List<Integer> upTo(int ngrams) {
        return java.util.stream.IntStream.rangeClosed(1, ngrams).boxed().toList();
    }

    /** A number stands for all up to it. */
    private static final class NgramsCodec implements dev.lamina.config.Codec<List<Integer>> {
        @Override
        public List<Integer> read(@Nullable Object plain, dev.lamina.config.Place place) {
            if (plain instanceof Integer number) {
                return upTo(number);
            }
            if (plain instanceof List<?> list && list.stream().allMatch(Integer.class::isInstance)) {
                return list.stream().map(Integer.class::cast).toList();
            }
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(List<Integer> value) {
            return value.equals(upTo(value.size())) ? value.size() : value;
        }

        @Override
        public boolean allows(List<Integer> value) {
            return !value.isEmpty() && value.stream().allMatch(number -> number > 0);
        }

        @Override
        public String expected() {
            return "a positive integer or a list of them";
        }
    }
}
