package dev.lamina.tensorflow.data;

import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data that cannot be used: a broken file, arrays that do not fit together, a batch that could not be prepared. The
 * message is one sentence followed by facts, one per line:
 *
 * <pre>
 * train-labels-idx1-ubyte.gz is not a whole IDX file
 *   file       data/mnist/train-labels-idx1-ubyte.gz
 *   position   8 of the uncompressed bytes
 *   expected   60000 bytes: uint8 (60000,)
 *   found      the end after 1234 of them
 * </pre>
 */
public final class DataException extends LaminaException {
    private static final long serialVersionUID = 1;

    private final String summary;

    @SuppressWarnings("serial") // always an unmodifiable LinkedHashMap of strings, which is serializable
    private final Map<String, String> facts;

    DataException(String summary, Map<String, String> facts, @Nullable Throwable cause) {
        super(text(summary, facts));
        if (cause != null) {
            initCause(cause);
        }
        this.summary = summary;
        this.facts = facts;
    }

    /** What is wrong, in one sentence. */
    public String summary() {
        return summary;
    }

    /** What is known about it, in the order of the message: label to value. */
    public Map<String, String> facts() {
        return facts;
    }

    /**
     * An exception of a summary and facts.
     *
     * @param facts label, value, label, value …
     */
    static DataException of(String summary, String... facts) {
        return of(summary, null, facts);
    }

    static DataException of(String summary, @Nullable Throwable cause, String... facts) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            map.put(facts[i], facts[i + 1]);
        }
        return new DataException(summary, Collections.unmodifiableMap(map), cause);
    }

    private static String text(String summary, Map<String, String> facts) {
        Facts text = Facts.of(summary);
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            text = text.and(fact.getKey(), fact.getValue());
        }
        return text.toString();
    }
}
