package dev.lamina.layers;

import java.util.List;

/**
 * How query, key and value of several heads are multiplied over some axes. Source: {@code
 * keras.src.layers.attention.multi_head_attention}.
 *
 * @param scores of key and query
 * @param combination of weights and value
 */
record AttentionEquations(String scores, String combination) {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    /**
     * Equations for tensors (batch, …, heads, channels).
     *
     * @param rank of these tensors
     * @param axes those that are attended over
     */
    static AttentionEquations of(int rank, List<Integer> axes) {
        StringBuilder source = new StringBuilder();
        StringBuilder kept = new StringBuilder();
        StringBuilder seeing = new StringBuilder();
        StringBuilder seen = new StringBuilder();
        int next = rank;
        for (int axis = 0; axis < rank; axis++) {
            if (axes.contains(axis)) {
                source.append(LETTERS.charAt(next++));
            } else {
                source.append(LETTERS.charAt(axis));
                if (axis < rank - 1) {
                    kept.append(LETTERS.charAt(axis));
                }
            }
        }
        for (int axis : axes) {
            seeing.append(LETTERS.charAt(axis));
            seen.append(source.charAt(axis));
        }
        String target = LETTERS.substring(0, rank);
        String product = kept.toString() + seeing + seen;
        return new AttentionEquations(source + "," + target + "->" + product, product + "," + source + "->" + target);
    }
}
