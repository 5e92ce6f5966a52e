package dev.lamina.json;

import dev.lamina.errors.ConfigException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON text to plain values and back, for what lies beside the document of a model, too. Like Python, it knows bare NaN and Infinity.
 */
public final class JsonText {
    /** The longest document: the names and settings of some hundred thousand layers. */
    static final int MAX_CHARS = 1 << 28;

    /** The most brackets, names and values: as many as make half a gigabyte of the shortest. */
    static final int MAX_TOKENS = 1 << 24;

    /** Each model inside another takes four levels. */
    static final int MAX_DEPTH = 500;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_CHARS)
                            .maxStringLength(MAX_CHARS)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private JsonText() {}

    /**
     * Maps, lists, strings, numbers, booleans and null.
     *
     * @throws ConfigException if the text is no JSON, saying line and column, or goes beyond a limit
     */
    public static @Nullable Object parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new ConfigException("the document has " + text.length() + " characters; the limit is " + MAX_CHARS);
        }
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (StreamConstraintsException e) {
            throw new ConfigException("the document goes beyond a limit" + where(e) + ": " + e.getOriginalMessage(), e);
        } catch (JacksonException e) {
            throw new ConfigException("the document is not JSON" + where(e) + ": " + e.getOriginalMessage(), e);
        }
    }

    private static String where(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    /** Maps, lists, strings, numbers, booleans and null as one line of JSON. */
    public static String print(Object plain) {
        return MAPPER.writeValueAsString(plain);
    }
}
