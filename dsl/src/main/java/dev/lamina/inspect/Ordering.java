package dev.lamina.inspect;

import dev.lamina.inspect.Layering.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Moves the vertices of a layering within their ranks, so that few lines cross: to the mean place of their neighbours, up and down. */
final class Ordering {
    private static final int SWEEPS = 24;

    private final Layering layering;
    private final int[] place;

    private Ordering(Layering layering) {
        this.layering = layering;
        this.place = new int[layering.vertices()];
    }

    static void improve(Layering layering) {
        new Ordering(layering).sweep();
    }

    private void sweep() {
        List<List<Integer>> ranks = layering.ranks();
        ranks.forEach(this::number);
        List<List<Integer>> best = copy(ranks);
        long fewest = crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < ranks.size(); i++) {
                sort(ranks.get(down ? i : ranks.size() - 1 - i), down, sweep % 4 >= 2);
            }
            long now = crossings();
            if (now < fewest) {
                fewest = now;
                best = copy(ranks);
            }
        }
        for (int i = 0; i < ranks.size(); i++) {
            ranks.get(i).clear();
            ranks.get(i).addAll(best.get(i));
        }
    }

    private static List<List<Integer>> copy(List<List<Integer>> ranks) {
        List<List<Integer>> copy = new ArrayList<>();
        ranks.forEach(rank -> copy.add(List.copyOf(rank)));
        return copy;
    }

    private void number(List<Integer> rank) {
        for (int i = 0; i < rank.size(); i++) {
            place[rank.get(i)] = i;
        }
    }

    /** Sorts a rank; of those with equal means, the ones that were left go right where {@code turned}. */
    private void sort(List<Integer> rank, boolean down, boolean turned) {
        if (turned) {
            java.util.Collections.reverse(rank);
        }
        double[] mean = new double[place.length];
        for (int vertex : rank) {
            List<Link> links = down ? layering.above(vertex) : layering.below(vertex);
            mean[vertex] = links.stream()
                    .mapToInt(link -> place[link.vertex()])
                    .average()
                    .orElse(place[vertex]);
        }
        rank.sort(Comparator.comparingDouble(vertex -> mean[vertex]));
        number(rank);
    }

    private long crossings() {
        long count = 0;
        for (List<Integer> rank : layering.ranks()) {
            List<int[]> links = new ArrayList<>();
            for (int vertex : rank) {
                layering.below(vertex).forEach(link -> links.add(new int[] {place[vertex], place[link.vertex()]}));
            }
            for (int i = 0; i < links.size(); i++) {
                for (int j = 0; j < i; j++) {
                    int[] a = links.get(i);
                    int[] b = links.get(j);
                    count += (a[0] - b[0]) * (a[1] - b[1]) < 0 ? 1 : 0;
                }
            }
        }
        return count;
    }
}
