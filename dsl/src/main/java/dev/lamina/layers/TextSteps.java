package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a text becomes tokens, twice: in ops, and in Java for what {@code adapt} learns from. Both do the same; a test compares them.
 *
 * @param ngrams how many neighbouring tokens make one; empty for single tokens
 */
record TextSteps(Standardize standardize, Text.Split split, List<Integer> ngrams) {
    /** ASCII's punctuation, as a class of characters of RE2. */
    private static final String PUNCTUATION = "[!-/:-@\\[-`{-~]";

    private static final String BETWEEN = " ";

    SymbolicTensor standardized(SymbolicTensor x) {
        SymbolicTensor lower = standardize.lowers() ? Text.lower(x) : x;
        return standardize.strips() ? Text.replace(lower, PUNCTUATION, "") : lower;
    }

    /** The tokens (n, width) of texts (n), or of tokens (n, k) where nothing is split. */
    SymbolicTensor tokens(SymbolicTensor x, @Nullable Integer width) {
        boolean ready = split == Text.Split.NONE && ngrams.isEmpty() && width == null;
        return ready ? x : Text.tokenize(x, split, ngrams, width);
    }

    /** The tokens of one text. */
    List<String> tokens(String text) {
        return joined(split(standardized(text)));
    }

    /** The tokens of a text that comes in pieces. */
    List<String> tokens(List<String> pieces) {
        return joined(pieces.stream().map(this::standardized).toList());
    }

    private String standardized(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!standardize.strips() || !isPunctuation(c)) {
                result.append(standardize.lowers() && c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
            }
        }
        return result.toString();
    }

    private static boolean isPunctuation(char c) {
        return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
    }

    private List<String> split(String text) {
        if (split == Text.Split.NONE) {
            return List.of(text);
        }
        List<String> tokens = new ArrayList<>();
        if (split == Text.Split.CHARACTER) {
            text.codePoints().forEach(code -> tokens.add(Character.toString(code)));
            return tokens;
        }
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isSpace(text.charAt(i))) {
                if (i > start) {
                    tokens.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return tokens;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private List<String> joined(List<String> tokens) {
        if (ngrams.isEmpty()) {
            return tokens;
        }
        List<String> all = new ArrayList<>();
        for (int width : ngrams) {
            for (int i = 0; i + width <= tokens.size(); i++) {
                all.add(String.join(BETWEEN, tokens.subList(i, i + width)));
            }
        }
        return all;
    }
}
