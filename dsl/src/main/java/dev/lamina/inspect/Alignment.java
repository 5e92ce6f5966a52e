package dev.lamina.inspect;

import dev.lamina.inspect.Layering.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Places the vertices of an ordered layering from left to right. Two neighbours are put straight below each other where each
 * lies on the longest way through the other, so that the main way through a model is a straight line; in four manners (from above
 * or below, leftmost or rightmost), of which the middle is taken.
 *
 * <p>Source: Brandes, Köpf 2001: Fast and Simple Horizontal Coordinate Assignment.
 */
final class Alignment {
    private final Layering layering;
    private final double[] widths;
    private final double gap;
    private final int[] place;
    private final Set<List<Integer>> conflicts = new HashSet<>();

    private Alignment(Layering layering, double[] widths, double gap) {
        this.layering = layering;
        this.widths = widths;
        this.gap = gap;
        this.place = new int[layering.vertices()];
        for (List<Integer> rank : layering.ranks()) {
            for (int i = 0; i < rank.size(); i++) {
                place[rank.get(i)] = i;
            }
        }
        for (List<Integer> rank : layering.ranks()) {
            findConflicts(rank);
        }
    }

    /**
     * The middle of each vertex.
     *
     * @param gap between neighbours
     */
    static double[] middles(Layering layering, double[] widths, double gap) {
        if (widths.length == 0) {
            return new double[0];
        }
        Alignment alignment = new Alignment(layering, widths, gap);
        List<double[]> all = new ArrayList<>();
        for (boolean down : new boolean[] {true, false}) {
            for (boolean left : new boolean[] {true, false}) {
                all.add(alignment.manner(down, left));
            }
        }
        return balanced(all);
    }

    /** Where a link crosses one between two bends, the latter is to stay straight. */
    private void findConflicts(List<Integer> rank) {
        List<int[]> links = new ArrayList<>();
        for (int vertex : rank) {
            layering.below(vertex).forEach(link -> links.add(new int[] {vertex, link.vertex()}));
        }
        for (int[] inner : links) {
            if (layering.isBend(inner[0]) && layering.isBend(inner[1])) {
                for (int[] other : links) {
                    boolean crosses = (place[inner[0]] - place[other[0]]) * (place[inner[1]] - place[other[1]]) < 0;
                    if (crosses && !(layering.isBend(other[0]) && layering.isBend(other[1]))) {
                        conflicts.add(List.of(other[0], other[1]));
                    }
                }
            }
        }
    }

    private double[] manner(boolean down, boolean left) {
        List<List<Integer>> ranks = new ArrayList<>();
        for (List<Integer> rank : layering.ranks()) {
            List<Integer> copy = new ArrayList<>(rank);
            if (!left) {
                Collections.reverse(copy);
            }
            ranks.add(copy);
        }
        int[] root = roots(ranks, down, left);
        double[] middles = compacted(ranks, root);
        return left ? middles : Arrays.stream(middles).map(x -> -x).toArray();
    }

    /** Puts vertices into columns, each known by its first. */
    private int[] roots(List<List<Integer>> ranks, boolean down, boolean left) {
        int[] root = IntStream.range(0, place.length).toArray();
        boolean[] taken = new boolean[place.length];
        for (int r = 0; r < ranks.size(); r++) {
            int limit = Integer.MIN_VALUE;
            for (int vertex : ranks.get(down ? r : ranks.size() - 1 - r)) {
                for (int wanted : wanted(vertex, down, left)) {
                    int at = left ? place[wanted] : -place[wanted];
                    boolean free = root[vertex] == vertex && !taken[wanted] && limit < at;
                    boolean mutual = wanted(wanted, !down, left).contains(vertex);
                    if (free && mutual && !conflicts.contains(link(vertex, wanted, down))) {
                        taken[wanted] = true;
                        root[vertex] = root[wanted];
                        limit = at;
                    }
                }
            }
        }
        return root;
    }

    private static List<Integer> link(int vertex, int neighbour, boolean down) {
        return down ? List.of(neighbour, vertex) : List.of(vertex, neighbour);
    }

    /** The one or two neighbours in the middle of those with the longest way. */
    private List<Integer> wanted(int vertex, boolean down, boolean left) {
        List<Link> links = down ? layering.above(vertex) : layering.below(vertex);
        int longest = links.stream().mapToInt(Link::weight).max().orElse(0);
        List<Integer> best = links.stream()
                .filter(link -> link.weight() == longest)
                .map(Link::vertex)
                .distinct()
                .sorted((a, b) -> left ? place[a] - place[b] : place[b] - place[a])
                .toList();
        return best.isEmpty() ? best : best.subList((best.size() - 1) / 2, best.size() / 2 + 1);
    }

    /** Moves columns as far to the left as their neighbours let them, then back to the right as far as that costs nothing. */
    private double[] compacted(List<List<Integer>> ranks, int[] root) {
        List<List<double[]>> before = lists(root.length);
        List<List<double[]>> behind = lists(root.length);
        int[] open = new int[root.length];
        for (List<Integer> rank : ranks) {
            for (int i = 1; i < rank.size(); i++) {
                int a = rank.get(i - 1);
                int b = rank.get(i);
                double distance = (widths[a] + widths[b]) / 2 + gap;
                before.get(root[b]).add(new double[] {root[a], distance});
                behind.get(root[a]).add(new double[] {root[b], distance});
                open[root[b]]++;
            }
        }
        List<Integer> order = new ArrayList<>();
        IntStream.range(0, root.length)
                .filter(v -> root[v] == v && open[v] == 0)
                .forEach(order::add);
        double[] x = new double[root.length];
        for (int i = 0; i < order.size(); i++) {
            int column = order.get(i);
            before.get(column).forEach(other -> x[column] = Math.max(x[column], x[(int) other[0]] + other[1]));
            for (double[] next : behind.get(column)) {
                if (--open[(int) next[0]] == 0) {
                    order.add((int) next[0]);
                }
            }
        }
        for (int i = order.size() - 1; i >= 0; i--) {
            int column = order.get(i);
            behind.get(column).stream()
                    .mapToDouble(other -> x[(int) other[0]] - other[1])
                    .min()
                    .ifPresent(most -> x[column] = Math.max(x[column], most));
        }
        return IntStream.range(0, root.length).mapToDouble(v -> x[root[v]]).toArray();
    }

    private static List<List<double[]>> lists(int count) {
        return IntStream.range(0, count)
                .<List<double[]>>mapToObj(i -> new ArrayList<>())
                .toList();
    }

    /** The mean of the middle two of four, all moved to the narrowest: left ones by their left side, right ones by their right. */
    private static double[] balanced(List<double[]> all) {
        double[] narrowest = all.stream()
                .min((a, b) -> Double.compare(max(a) - min(a), max(b) - min(b)))
                .orElseThrow();
        double[] shifts = new double[all.size()];
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = i % 2 == 0 ? min(narrowest) - min(all.get(i)) : max(narrowest) - max(all.get(i));
        }
        double[] result = new double[narrowest.length];
        for (int v = 0; v < result.length; v++) {
            double[] four = new double[shifts.length];
            for (int i = 0; i < four.length; i++) {
                four[i] = all.get(i)[v] + shifts[i];
            }
            Arrays.sort(four);
            result[v] = (four[1] + four[2]) / 2;
        }
        return result;
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }
}
