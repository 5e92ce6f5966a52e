package dev.lamina.layers;

import dev.lamina.errors.ConfigException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How often tokens occur in documents, from which a layer learns its vocabulary. To be filled by one thread. */
final class TokenCounts<T> {
    private static final class Count {
        private long occurrences;
        private long documents;
    }

    /**
     * What was learned.
     *
     * @param vocabulary the tokens, the most frequent first, without those for mask and unknown ones
     * @param idfWeights {@code log(1 + documents / (1 + documents with the token))} for each
     */
    record Learned<T>(List<T> vocabulary, List<Double> idfWeights) {}

    private final Map<T, Count> counts = new HashMap<>();
    private final Comparator<T> order;
    private long documents;

    private TokenCounts(Comparator<T> order) {
        this.order = order;
    }

    /** Counts strings, which are ordered by their UTF-8 bytes. */
    static TokenCounts<String> ofStrings() {
        return new TokenCounts<String>((a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    }

    static TokenCounts<Long> ofIntegers() {
        return new TokenCounts<Long>(Comparator.naturalOrder());
    }

    /** Counts the tokens of one document. */
    void add(Collection<T> document) {
        documents++;
        document.forEach(token -> counts.computeIfAbsent(token, any -> new Count()).occurrences++);
        new HashSet<>(document).forEach(token -> Objects.requireNonNull(counts.get(token)).documents++);
    }

    /**
     * The vocabulary: by falling count, and tokens of one count in falling order, as Keras has it.
     *
     * @throws ConfigException if there are no tokens
     */
    Learned<T> learned(TokenRules<T> rules) {
        List<T> found = new ArrayList<>(counts.keySet());
        found.removeIf(token -> token.equals(rules.mask()) || token.equals(rules.oov()));
        found.sort(Comparator.<T>comparingLong(token -> occurrences(token))
                .thenComparing(order)
                .reversed());
        Integer most = rules.maxTokens();
        int kept = most == null ? found.size() : Math.min(found.size(), Math.max(0, most - rules.tokenStart()));
        List<T> vocabulary = List.copyOf(found.subList(0, kept));
        if (vocabulary.isEmpty()) {
            throw rules.wrong(
                    "found no token to learn",
                    documents + " documents",
                    "data that holds tokens beside those for mask and unknown ones");
        }
        return new Learned<>(vocabulary, vocabulary.stream().map(this::idf).toList());
    }

    private long occurrences(T token) {
        return Objects.requireNonNull(counts.get(token)).occurrences;
    }

    private Double idf(T token) {
        @Nullable Count count = counts.get(token);
        long having = count == null ? 0 : count.documents;
        return (double) (float) Math.log(1 + (double) documents / (1 + having));
    }
}
