package dev.lamina.layers;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * An index for each integer of a vocabulary, or vectors made of these indices; see {@link OutputMode}. The vocabulary is given, or
 * learned by {@code adapt}, which returns a new layer.
 *
 * <p>Shapes: int (…) -> (…) int64; one_hot (…) -> (…, tokens), and (…, 1) -> (…, tokens); multi_hot, count and tf_idf (batch, n) ->
 * (batch, tokens), float32. Source: {@code keras.layers.IntegerLookup}.
 *
 * <pre>{@code
 * SymbolicTensor code = input("code", INT64, 1);
 * SymbolicTensor hot = code.then(integerLookup().vocabulary(12, 36, 1138).outputMode(OutputMode.ONE_HOT)); // (?, 4)
 * }</pre>
 */
public final class IntegerLookup extends IndexLookup<IntegerLookup, Long> {
    static final Schema<IntegerLookup> SCHEMA = schema("IntegerLookup", IntegerLookup::new);
    private static final Field<@Nullable Long> OOV_TOKEN =
            TokenKeys.integer("oov_token").orNull().orElse(-1L);
    private static final Field<@Nullable Long> MASK_TOKEN =
            TokenKeys.integer("mask_token").orNull();
    private static final Field<@Nullable List<Long>> VOCABULARY = TokenKeys.integers("vocabulary");
    private static final Field<String> VOCABULARY_DTYPE = TokenKeys.only("vocabulary_dtype", "int64");

    static {
        addKeys(SCHEMA, OOV_TOKEN, MASK_TOKEN, VOCABULARY);
        SCHEMA.add(VOCABULARY_DTYPE);
        SCHEMA.add(TokenKeys.OOV_METHOD);
    }

    private IntegerLookup(Config config) {
        super(SCHEMA, config);
    }

    static IntegerLookup of() {
        return SCHEMA.create(Config.empty());
    }

    /** The integer that stands for nothing: index 0, or in no vector; none by default. */
    public IntegerLookup maskToken(long maskToken) {
        return with(MASK_TOKEN, maskToken);
    }

    /** What comes out for indices of unknown integers; -1 by default. */
    public IntegerLookup oovToken(long oovToken) {
        return with(OOV_TOKEN, oovToken);
    }

    /** The integers in the order of their indices; it may begin with the mask and the token for unknown integers. */
    public IntegerLookup vocabulary(long... vocabulary) {
        return with(VOCABULARY, LongStream.of(vocabulary).boxed().toList());
    }

    /**
     * The integers in the lines of a file.
     *
     * @throws ConfigException if it cannot be read, or a line is no integer
     */
    public IntegerLookup vocabulary(Path file) {
        try {
            return with(
                    VOCABULARY,
                    TokenKeys.lines(file).stream()
                            .map(line -> Long.valueOf(line.strip()))
                            .toList());
        } catch (NumberFormatException e) {
            throw new ConfigException(
                    "IntegerLookup: the vocabulary " + file + " must hold one integer in each line: " + e.getMessage());
        }
    }

    /** How unknown integers share several indices; the rest of a division by default. */
    public IntegerLookup oovMethod(OovMethod oovMethod) {
        return with(TokenKeys.OOV_METHOD, oovMethod);
    }

    @Override
    Field<@Nullable List<Long>> vocabularyKey() {
        return VOCABULARY;
    }

    @Override
    TokenRules<Long> rules() {
        boolean hashed = get(TokenKeys.OOV_METHOD) == OovMethod.FARMHASH;
        TokenRules<Long> rules =
                rules(get(MASK_TOKEN), get(OOV_TOKEN), hashed ? TokenRules.hash(get(SALT)) : TokenRules.REST);
        if (!hashed && get(SALT) != null) {
            throw rules.wrong(
                    "has a salt without a hash", "salt " + get(SALT) + ", oov_method floormod", "oovMethod(FARMHASH)");
        }
        return rules;
    }

    @Override
    DType tokenType() {
        return DType.INT64;
    }

    @Override
    TokenCounts<Long> counts() {
        return TokenCounts.ofIntegers();
    }

    @Override
    List<Long> tokensOf(NdArray array) {
        if (!array.dtype().isInteger()) {
            throw new ConfigException("IntegerLookup: adapt needs integers; received "
                    + array.dtype().kerasName() + " " + array.shape());
        }
        return LongStream.of((long[]) array.cast(DType.INT64).storage()).boxed().toList();
    }
}
