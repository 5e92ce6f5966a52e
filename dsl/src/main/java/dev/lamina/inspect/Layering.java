package dev.lamina.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A graph whose vertices lie in ranks, so that each link leads from one rank to the next: a line that passes ranks got a vertex
 * in each, called a bend. Vertices are numbered, boxes first.
 *
 * <p>Source: Sugiyama, Tagawa, Toda 1981: Methods for Visual Understanding of Hierarchical System Structures.
 */
final class Layering {
    /** A connection of two boxes by their numbers; from a box to one with a higher number as a rule. */
    record Line(int from, int to) {
        int upper() {
            return Math.min(from, to);
        }

        int lower() {
            return Math.max(from, to);
        }
    }

    /**
     * A neighbour in the next rank.
     *
     * @param weight how much the line wants to be straight: the number of boxes on the longest way that it is part of
     */
    record Link(int vertex, int weight) {}

    private final int boxes;
    private final List<List<Integer>> ranks = new ArrayList<>();
    private final List<List<Link>> above = new ArrayList<>();
    private final List<List<Link>> below = new ArrayList<>();
    private final List<List<Integer>> chains = new ArrayList<>();

    /** Gives ranks to boxes and bends to lines. No line connects a box with itself. */
    Layering(int boxes, List<Line> lines) {
        this.boxes = boxes;
        int[] depth = depths(boxes, lines);
        int[] rank = pulledDown(depth, lines);
        int[] height = heights(boxes, lines);
        IntStream.range(0, boxes).forEach(box -> add(rank[box]));
        for (Line line : lines) {
            List<Integer> chain = new ArrayList<>(List.of(line.upper()));
            for (int r = rank[line.upper()] + 1; r < rank[line.lower()]; r++) {
                chain.add(add(r));
            }
            chain.add(line.lower());
            chains.add(chain);
            for (int i = 1; i < chain.size(); i++) {
                below.get(chain.get(i - 1)).add(new Link(chain.get(i), height[line.lower()]));
                above.get(chain.get(i)).add(new Link(chain.get(i - 1), depth[line.upper()]));
            }
        }
    }

    private int add(int rank) {
        while (ranks.size() <= rank) {
            ranks.add(new ArrayList<>());
        }
        int vertex = above.size();
        ranks.get(rank).add(vertex);
        above.add(new ArrayList<>());
        below.add(new ArrayList<>());
        return vertex;
    }

    /** The number of lines on the longest way to each box. Numbers of boxes grow downwards, so one pass will do. */
    private static int[] depths(int boxes, List<Line> lines) {
        int[] depth = new int[boxes];
        lines.stream()
                .sorted(Comparator.comparingInt(Line::upper))
                .forEach(line -> depth[line.lower()] = Math.max(depth[line.lower()], depth[line.upper()] + 1));
        return depth;
    }

    private static int[] heights(int boxes, List<Line> lines) {
        int[] height = new int[boxes];
        lines.stream()
                .sorted(Comparator.comparingInt(Line::lower).reversed())
                .forEach(line -> height[line.upper()] = Math.max(height[line.upper()], height[line.lower()] + 1));
        return height;
    }

    /** Ranks in which no box is farther from those it feeds than it must be, as long as that makes no line longer. */
    private static int[] pulledDown(int[] depth, List<Line> lines) {
        int[] rank = depth.clone();
        List<List<Integer>> fed = new ArrayList<>();
        int[] balance = new int[rank.length];
        IntStream.range(0, rank.length).forEach(box -> fed.add(new ArrayList<>()));
        for (Line line : lines) {
            fed.get(line.upper()).add(line.lower());
            balance[line.upper()]++;
            balance[line.lower()]--;
        }
        for (int box = rank.length - 1; box >= 0; box--) {
            if (balance[box] >= 0) {
                rank[box] = fed.get(box).stream()
                        .mapToInt(other -> rank[other] - 1)
                        .min()
                        .orElse(rank[box]);
            }
        }
        return rank;
    }

    int vertices() {
        return above.size();
    }

    boolean isBend(int vertex) {
        return vertex >= boxes;
    }

    /** The vertices of each rank, from left to right; {@link Ordering} moves them. */
    List<List<Integer>> ranks() {
        return ranks;
    }

    List<Link> above(int vertex) {
        return above.get(vertex);
    }

    List<Link> below(int vertex) {
        return below.get(vertex);
    }

    /** The vertices of a line, from its upper box to its lower one. */
    List<Integer> chain(int line) {
        return chains.get(line);
    }
}
