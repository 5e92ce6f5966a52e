package dev.lamina.ops;

import static dev.lamina.ops.Modules.LAMINA;

import dev.lamina.Arguments;
import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.errors.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ops on strings and on what stands for them. Keras has no classes for them, so no file holds them: layers do. No gradient flows
 * through them. Strings are UTF-8 where ops look inside. Source: {@code tf.strings}, {@code tf.lookup}.
 */
public final class Text {
    /** Where texts are cut. */
    public enum Split {
        /** At runs of ASCII's white space, which go. */
        WHITESPACE,
        /** Behind each Unicode character. */
        CHARACTER,
        /** Nowhere: the last axis holds tokens already. */
        NONE
    }

    public static final Field<Split> SPLIT = Fields.choice("split", Split.class);

    /** How many neighbouring tokens make one, each number for itself; empty for the tokens themselves. */
    public static final Field<List<Integer>> NGRAMS = Fields.integers("ngrams").orElse(List.of());

    /** How many tokens of each text there shall be; null for as many as the longest has. */
    public static final Field<@Nullable Integer> WIDTH =
            Fields.positive("width").orNull();

    /** A regular expression of RE2. */
    public static final Field<String> PATTERN = Fields.string("pattern");

    public static final Field<String> REPLACEMENT = Fields.string("replacement");
    public static final Field<Integer> NUM_BINS = Fields.positive("num_bins");

    /** Two halves of the key of SipHash; null for FarmHash, which has no key. */
    public static final Field<@Nullable List<Long>> SALT =
            Field.of("salt", new SaltCodec()).orNull();

    /** Strings or int64 numbers, each once, in a vector. */
    public static final Field<NdArray> VALUES = Field.of("values", new ValuesCodec());

    /** Whether a value that is not among the known ones is an error when the program runs. */
    public static final Field<Boolean> STRICT = Fields.bool("strict").orElse(false);

    /** ASCII letters in lower case. */
    public static final OpType LOWER = OpType.of(LAMINA, "StringLower", (op, in) -> strings(in.get(0)));

    /** Whatever matches a pattern, replaced. */
    public static final OpType REPLACE =
            OpType.of(LAMINA, "RegexReplace", (op, in) -> strings(in.get(0)), PATTERN, REPLACEMENT);

    /** Texts (n), or tokens (n, k) where nothing is split, to tokens (n, width), padded with empty ones. */
    public static final OpType TOKENIZE =
            OpType.of(LAMINA, "Tokenize", (op, in) -> tokens(op, in.get(0)), SPLIT, NGRAMS, WIDTH);

    /** The bin of each string, or of each integer as it is written, int64. */
    public static final OpType HASH_BIN =
            OpType.of(LAMINA, "HashBin", (op, in) -> int64(hashed(in.get(0))), NUM_BINS, SALT);

    /** The bin of each combination of the elements of several vectors, int64. */
    public static final OpType CROSS_BIN = OpType.of(LAMINA, "CrossBin", (op, in) -> crossed(in), NUM_BINS);

    /** The position of each element among known values, int64, and -1 for the others. */
    public static final OpType INDEX_OF =
            OpType.of(LAMINA, "IndexOf", (op, in) -> int64(known(op, in.get(0))), VALUES, STRICT);

    private Text() {}

    private static TensorSpec strings(TensorSpec x) {
        if (x.dtype() != DType.STRING) {
            throw ShapeException.because("needs strings")
                    .differs("the input is " + x.dtype().kerasName())
                    .remedy("input(name, STRING, ...)");
        }
        return x;
    }

    private static TensorSpec int64(TensorSpec x) {
        return new TensorSpec(x.shape(), DType.INT64);
    }

    private static TensorSpec tokens(Op op, TensorSpec x) {
        int rank = op.param(SPLIT) == Split.NONE ? 2 : 1;
        if (strings(x).shape().rank() != rank) {
            throw ShapeException.because("needs an input of rank " + rank).differs("the input has shape " + x.shape());
        }
        Integer width = op.param(WIDTH);
        boolean keeps = width == null && rank == 2 && op.param(NGRAMS).isEmpty();
        return TensorSpec.of(
                DType.STRING, x.shape().size(0), keeps ? x.shape().last() : width == null ? Shape.UNKNOWN : width);
    }

    private static TensorSpec hashed(TensorSpec x) {
        if (x.dtype() != DType.STRING && !x.dtype().isInteger()) {
            throw ShapeException.because("needs strings or integers")
                    .differs("the input is " + x.dtype().kerasName());
        }
        return x;
    }

    private static TensorSpec crossed(List<TensorSpec> in) {
        for (TensorSpec x : in) {
            if (hashed(x).shape().rank() != 1) {
                throw ShapeException.because("needs vectors").differs("an input has shape " + x.shape());
            }
        }
        return int64(in.get(0));
    }

    private static TensorSpec known(Op op, TensorSpec x) {
        DType wanted = op.param(VALUES).dtype();
        if (x.dtype() != wanted) {
            throw ShapeException.because("looks for " + wanted.kerasName())
                    .differs("the input is " + x.dtype().kerasName());
        }
        return x;
    }

    /**
     * ASCII letters in lower case; other letters stay as they are.
     *
     * <pre>{@code
     * SymbolicTensor text = input("text", STRING);
     * SymbolicTensor small = Text.lower(text); // (?,)
     * }</pre>
     */
    public static SymbolicTensor lower(SymbolicTensor x) {
        return LOWER.op().on(x);
    }

    /**
     * Replaces whatever matches.
     *
     * @param pattern a regular expression of RE2
     * @param replacement where \1 to \9 stand for the pattern's groups
     *
     * <pre>{@code
     * SymbolicTensor text = input("text", STRING);
     * SymbolicTensor plain = Text.replace(text, "[0-9]+", "#"); // (?,)
     * }</pre>
     */
    public static SymbolicTensor replace(SymbolicTensor x, String pattern, String replacement) {
        return REPLACE.op(Config.empty().set(PATTERN, pattern).set(REPLACEMENT, replacement))
                .on(x);
    }

    /**
     * The tokens of texts. Shapes: x (n), or (n, k) where nothing is split -> (n, width); texts with fewer tokens are filled up with
     * empty strings, those with more are cut.
     *
     * @param ngrams how many neighbouring tokens make one, joined by a space; empty for single tokens
     * @param width null for as many tokens as the longest text has
     *
     * <pre>{@code
     * SymbolicTensor text = input("text", STRING);
     * SymbolicTensor words = Text.tokenize(text, Text.Split.WHITESPACE, List.of(), 10); // (?, 10)
     * }</pre>
     */
    public static SymbolicTensor tokenize(
            SymbolicTensor x, Split split, List<Integer> ngrams, @Nullable Integer width) {
        return TOKENIZE.op(Config.empty().set(SPLIT, split).set(NGRAMS, ngrams).set(WIDTH, width))
                .on(x);
    }

    /**
     * A bin for each element: by FarmHash64, or by SipHash where there is a salt. Integers are hashed as they are written.
     *
     * @param salt two numbers, or null
     *
     * <pre>{@code
     * SymbolicTensor text = input("text", STRING);
     * SymbolicTensor bin = Text.hashBin(text, 100, null); // (?,)
     * }</pre>
     */
    public static SymbolicTensor hashBin(SymbolicTensor x, int numBins, @Nullable List<Long> salt) {
        return HASH_BIN.op(Config.empty().set(NUM_BINS, numBins).set(SALT, salt))
                .on(x);
    }

    /**
     * A bin for each combination of strings or integers. Shapes: each (n) -> (n).
     *
     * <pre>{@code
     * SymbolicTensor text = input("text", STRING);
     * SymbolicTensor bin = Text.crossBin(List.of(text, input("code", INT64)), 100); // (?,)
     * }</pre>
     */
    public static SymbolicTensor crossBin(List<SymbolicTensor> inputs, int numBins) {
        return CROSS_BIN.op(NUM_BINS, numBins).call(Arguments.ofList(inputs)).get(0);
    }

    /**
     * The position of each element among known values; -1 where it is not among them.
     *
     * @param values a vector of strings or int64 numbers, each once
     * @param strict whether an element that is not among them is an error when the program runs
     *
     * <pre>{@code
     * SymbolicTensor code = input("code", INT64, 3);
     * SymbolicTensor index = Text.indexOf(code, NdArray.of(new long[] {12, 36}, 2), false); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor indexOf(SymbolicTensor x, NdArray values, boolean strict) {
        return INDEX_OF.op(Config.empty().set(VALUES, values).set(STRICT, strict))
                .on(x);
    }

    /**
     * The values at positions, which must be there.
     *
     * <pre>{@code
     * SymbolicTensor index = input("index", INT64, 3);
     * SymbolicTensor word = Text.valueAt(index, NdArray.of(new String[] {"cat", "dog"}, 2)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor valueAt(SymbolicTensor positions, NdArray values) {
        return Gathering.take(Arithmetic.literal(values), positions, 0);
    }

    /** Shown short: a vocabulary may have a million words. */
    private static final class ValuesCodec implements dev.lamina.config.Codec<NdArray> {
        @Override
        public NdArray read(@Nullable Object plain, Place place) {
            throw place.unexpected(plain, "nothing: no file holds this op");
        }

        @Override
        public Object write(NdArray value) {
            return value.toString();
        }

        @Override
        public boolean allows(NdArray value) {
            return value.shape().rank() == 1
                    && value.size() > 0
                    && (value.dtype() == DType.STRING || value.dtype() == DType.INT64);
        }

        @Override
        public String expected() {
            return "a vector of strings or int64 numbers, at least one";
        }
    }

    /** One number stands for both halves, as in Keras. */
    private static final class SaltCodec implements dev.lamina.config.Codec<List<Long>> {
        @Override
        public List<Long> read(@Nullable Object plain, Place place) {
            if (plain instanceof Number number && isWhole(plain)) {
                long both = number.longValue();
                return List.of(both, both);
            }
            if (plain instanceof List<?> list
                    && list.size() == 2
                    && list.stream().allMatch(SaltCodec::isWhole)) {
                return list.stream().map(half -> ((Number) half).longValue()).toList();
            }
            throw place.unexpected(plain, expected());
        }

        private static boolean isWhole(@Nullable Object plain) {
            return plain instanceof Integer || plain instanceof Long;
        }

        @Override
        public Object write(List<Long> value) {
            return value;
        }

        @Override
        public boolean allows(List<Long> value) {
            return value.size() == 2;
        }

        @Override
        public String expected() {
            return "an integer or a list of 2 integers";
        }
    }
}
