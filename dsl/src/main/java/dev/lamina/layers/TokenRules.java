package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.Facts;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which index a token has: first the mask's, where indices are what comes out, then those for tokens that the vocabulary does not
 * hold, then those of the vocabulary. Source: {@code keras.src.layers.preprocessing.index_lookup.IndexLookup}.
 *
 * @param owner the layer, for messages
 * @param mask the token that stands for nothing; null for none
 * @param oov what stands for unknown tokens in the vocabulary
 * @param oovIndices how many indices unknown tokens share
 * @param spread how unknown tokens share them
 * @param invert whether indices come in and tokens out
 * @param <T> String or Long
 */
record TokenRules<T>(
        String owner,
        @Nullable T mask,
        @Nullable T oov,
        int oovIndices,
        Spread spread,
        OutputMode mode,
        boolean invert,
        @Nullable Integer maxTokens,
        boolean padded) {
    /** Which of several indices an unknown token gets, from 0. */
    interface Spread {
        SymbolicTensor of(SymbolicTensor tokens, int indices);
    }

    /** The rest of a division by the number of indices. */
    static final Spread REST =
            (tokens, indices) -> Rounding.MOD.op().on(tokens, Arithmetic.literal(indices, DType.INT64));

    /** A hash, with a salt or without. */
    static Spread hash(@Nullable List<Long> salt) {
        return (tokens, indices) -> Text.hashBin(tokens, indices, salt);
    }

    private int oovStart() {
        return mask != null && mode == OutputMode.INT ? 1 : 0;
    }

    int tokenStart() {
        return oovStart() + oovIndices;
    }

    private List<@Nullable T> special() {
        List<@Nullable T> tokens = new ArrayList<@Nullable T>();
        for (int i = 0; i < oovStart(); i++) {
            tokens.add(mask);
        }
        for (int i = 0; i < oovIndices; i++) {
            tokens.add(oov);
        }
        return tokens;
    }

    private boolean startsWithSpecial(List<T> given) {
        return given.size() >= tokenStart() && given.subList(0, tokenStart()).equals(special());
    }

    /**
     * The vocabulary without the tokens for mask and unknown ones, which it may begin with.
     *
     * @throws ConfigException if there is none, or it cannot be used
     */
    List<T> tokens(@Nullable List<T> given) {
        if (given == null || given.isEmpty()) {
            throw wrong(
                    given == null ? "has no vocabulary" : "cannot have an empty vocabulary",
                    "",
                    "adapt(data), vocabulary(...), or loading the .keras file that the layer was saved in");
        }
        List<T> tokens = startsWithSpecial(given) ? given.subList(tokenStart(), given.size()) : given;
        Set<T> seen = new HashSet<>();
        for (T token : tokens) {
            if (!seen.add(token)) {
                throw wrong("has a vocabulary with a token twice", shown(token), "each token once");
            }
        }
        refuseReserved(mask, "mask_token", given, seen);
        if (invert) {
            refuseReserved(oov, "oov_token", given, seen);
        }
        int size = tokenStart() + tokens.size();
        if (maxTokens != null && size > maxTokens) {
            throw wrong(
                    "has a vocabulary of " + size + " tokens, those for mask and unknown tokens included",
                    "max_tokens is " + maxTokens,
                    "fewer tokens, or a larger maxTokens(...)");
        }
        return tokens;
    }

    private void refuseReserved(@Nullable T reserved, String key, List<T> given, Set<T> tokens) {
        if (reserved != null && tokens.contains(reserved)) {
            throw wrong(
                    "has a vocabulary with its " + key + " in it",
                    shown(reserved) + " at index " + given.lastIndexOf(reserved),
                    "leave it out, or begin the vocabulary with exactly " + special());
        }
    }

    private static String shown(Object token) {
        return token instanceof String ? "\"" + token + "\"" : String.valueOf(token);
    }

    /** An error about the layer's configuration. */
    ConfigException wrong(String problem, String received, String remedy) {
        return new ConfigException(Facts.of(owner + " " + problem)
                .and("received", received)
                .and("try", remedy)
                .toString());
    }

    /** The vocabulary with the tokens for mask and unknown ones, each at its index. */
    List<@Nullable T> whole(@Nullable List<T> given) {
        List<@Nullable T> all = special();
        all.addAll(tokens(given));
        return all;
    }

    /** The size of the vectors that come out. */
    int depth(int tokens) {
        return padded && maxTokens != null ? maxTokens : tokenStart() + tokens;
    }

    /** Refuses settings that do not go together. */
    void check(@Nullable List<Double> idfWeights) {
        if (padded && maxTokens == null) {
            throw wrong("has pad_to_max_tokens without max_tokens", "", "maxTokens(...)");
        }
        if (invert && mode != OutputMode.INT) {
            throw wrong("cannot invert with output_mode " + mode.kerasName(), "", "outputMode(INT)");
        }
        if (mode != OutputMode.TF_IDF && idfWeights != null) {
            throw wrong("has idf_weights with output_mode " + mode.kerasName(), "", "outputMode(TF_IDF)");
        }
        if (mode == OutputMode.TF_IDF && idfWeights == null) {
            throw wrong("has output_mode tf_idf without idf_weights", "", "adapt(data), or idfWeights(...)");
        }
    }

    /** The index of each token; in other modes than int an index beyond all vectors for the mask. */
    SymbolicTensor indices(SymbolicTensor x, List<T> tokens) {
        List<T> known = new ArrayList<>(tokens);
        if (mask != null) {
            known.add(0, mask);
        }
        SymbolicTensor found = Text.indexOf(x, array(known), oovIndices == 0);
        SymbolicTensor index = shifted(found, tokenStart() - (mask == null ? 0 : 1));
        if (mask != null) {
            int nothing = mode == OutputMode.INT ? 0 : depth(tokens.size());
            index = Selection.where(Comparisons.equal(found, 0), whole(nothing), index);
        }
        if (oovIndices == 0) {
            return index;
        }
        SymbolicTensor unknown = oovIndices == 1 ? whole(oovStart()) : shifted(spread.of(x, oovIndices), oovStart());
        return Selection.where(Comparisons.less(found, 0), unknown, index);
    }

    private static SymbolicTensor shifted(SymbolicTensor x, int by) {
        return by == 0 ? x : x.plus(by);
    }

    private static SymbolicTensor whole(int value) {
        return Arithmetic.literal(value, DType.INT64);
    }

    /** What comes out for tokens: indices (int64), or vectors (float32). */
    SymbolicTensor encoded(SymbolicTensor x, @Nullable List<T> given, @Nullable List<Double> idfWeights) {
        List<T> tokens = tokens(given);
        check(idfWeights);
        SymbolicTensor indices = indices(x, tokens);
        if (mode == OutputMode.INT) {
            return indices;
        }
        int depth = depth(tokens.size());
        if (mode != OutputMode.TF_IDF || given == null || idfWeights == null) {
            return Categories.encode(indices, mode, depth);
        }
        return Categories.encode(indices, OutputMode.COUNT, depth)
                .times(Arithmetic.literal(NdArray.of(weights(given, idfWeights, depth), depth)));
    }

    /** One weight for each index: the mean for tokens that the vocabulary was given without, 0 behind its end. */
    private float[] weights(List<T> given, List<Double> idfWeights, int depth) {
        if (idfWeights.size() < given.size() || (idfWeights.size() > given.size() && idfWeights.size() != depth)) {
            throw wrong(
                    "needs as many idf_weights as its vocabulary has tokens",
                    idfWeights.size() + " weights for " + given.size() + " tokens",
                    "");
        }
        int before = startsWithSpecial(given) ? 0 : tokenStart();
        double mean =
                idfWeights.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        float[] weights = new float[depth];
        for (int i = 0; i < before + given.size(); i++) {
            weights[i] = (float) (i < before ? mean : idfWeights.get(i - before));
        }
        return weights;
    }

    /** What weight files hold of a layer with these rules. */
    Map<String, NdArray> keptArrays(@Nullable List<T> given, @Nullable List<Double> idfWeights) {
        if (mode != OutputMode.TF_IDF || given == null || idfWeights == null) {
            return Map.of();
        }
        int depth = depth(tokens(given).size());
        return Map.of("idf_weights", NdArray.of(weights(given, idfWeights, depth), depth));
    }

    /** The token of each index; the one for unknown tokens where an index has none. */
    SymbolicTensor inverted(SymbolicTensor x, @Nullable List<T> given) {
        check(null);
        if (oov == null) {
            throw wrong("cannot invert without an oov_token", "null", "oovToken(...)");
        }
        List<T> tokens = new ArrayList<>(whole(given));
        int end = tokens.size();
        tokens.add(oov);
        SymbolicTensor outside = Comparisons.less(x, 0);
        SymbolicTensor beyond = Comparisons.greater(x, end - 1);
        SymbolicTensor at = Selection.where(outside, whole(end), Selection.where(beyond, whole(end), x));
        return Text.valueAt(at, array(tokens));
    }

    private static NdArray array(List<?> tokens) {
        return tokens.get(0) instanceof String
                ? NdArray.of(tokens.toArray(String[]::new), tokens.size())
                : NdArray.of(tokens.stream().mapToLong(token -> (Long) token).toArray(), tokens.size());
    }
}
