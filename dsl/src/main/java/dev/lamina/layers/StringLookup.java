package dev.lamina.layers;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index for each string of a vocabulary, or vectors made of these indices; see {@link OutputMode}. The vocabulary is given, or
 * learned by {@code adapt}, which returns a new layer.
 *
 * <p>Shapes: int (…) -> (…) int64; one_hot (…) -> (…, tokens), and (…, 1) -> (…, tokens); multi_hot, count and tf_idf (batch, n) ->
 * (batch, tokens), float32. Source: {@code keras.layers.StringLookup}.
 *
 * <pre>{@code
 * SymbolicTensor animal = input("animal", STRING, 3);
 * SymbolicTensor index = animal.then(stringLookup().vocabulary("cat", "dog")); // (?, 3)
 * }</pre>
 */
public final class StringLookup extends IndexLookup<StringLookup, String> {
    static final Schema<StringLookup> SCHEMA = schema("StringLookup", StringLookup::new);
    private static final Field<@Nullable String> OOV_TOKEN =
            Fields.string("oov_token").orNull().orElse("[UNK]");
    private static final Field<@Nullable String> MASK_TOKEN =
            Fields.string("mask_token").orNull();
    private static final Field<@Nullable List<String>> VOCABULARY = TokenKeys.words("vocabulary");

    static {
        addKeys(SCHEMA, OOV_TOKEN, MASK_TOKEN, VOCABULARY);
        SCHEMA.add(TokenKeys.ENCODING);
        SCHEMA.add(TokenKeys.OOV_METHOD); // changes nothing: strings are always hashed
    }

    private StringLookup(Config config) {
        super(SCHEMA, config);
    }

    static StringLookup of() {
        return SCHEMA.create(Config.empty());
    }

    /** The string that stands for nothing: index 0, or in no vector; none by default. */
    public StringLookup maskToken(String maskToken) {
        return with(MASK_TOKEN, maskToken);
    }

    /** What comes out for indices of unknown strings; {@code [UNK]} by default. */
    public StringLookup oovToken(String oovToken) {
        return with(OOV_TOKEN, oovToken);
    }

    /** The strings in the order of their indices; it may begin with the mask and the token for unknown strings. */
    public StringLookup vocabulary(String... vocabulary) {
        return with(VOCABULARY, List.copyOf(Arrays.asList(vocabulary)));
    }

    /**
     * The strings in the lines of a file, UTF-8.
     *
     * @throws ConfigException if it cannot be read
     */
    public StringLookup vocabulary(Path file) {
        return with(VOCABULARY, List.copyOf(TokenKeys.lines(file)));
    }

    @Override
    Field<@Nullable List<String>> vocabularyKey() {
        return VOCABULARY;
    }

    @Override
    TokenRules<String> rules() {
        return rules(get(MASK_TOKEN), get(OOV_TOKEN), TokenRules.hash(get(SALT)));
    }

    @Override
    DType tokenType() {
        return DType.STRING;
    }

    @Override
    TokenCounts<String> counts() {
        return TokenCounts.ofStrings();
    }

    @Override
    List<String> tokensOf(NdArray array) {
        if (array.dtype() != DType.STRING) {
            throw new ConfigException("StringLookup: adapt needs strings; received "
                    + array.dtype().kerasName() + " " + array.shape());
        }
        return Arrays.asList(array.strings());
    }
}
