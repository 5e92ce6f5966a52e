package dev.lamina.inspect;

import dev.lamina.inspect.PlotGraph.Box;
import dev.lamina.inspect.PlotGraph.Line;
import dev.lamina.inspect.PlotGraph.Port;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the boxes and lines of a plot are. An inner model is laid out first, and is then one large box; so a line ends at its
 * frame, over the layer that it leads to. Lines run within ranks straight down, beside the boxes, and bend only between ranks: none
 * runs through a box.
 */
final class PlotLayout {
    static final double HEADLINE = 13;
    static final double SMALL = 11;
    static final double LABEL = 26;

    private static final double PADDING = 18;
    private static final double GAP = 26;
    private static final double BEND_WIDTH = 2;
    private static final double RANK_GAP = 34;
    private static final double MORE_RANK_GAP = 46;
    private static final double PORT_GAP = 16;
    private static final double LOOP = 30;

    /** A point; lines pass points in the order in which they are drawn. */
    record Point(double x, double y) {}

    private final PlotGraph graph;
    private final boolean shapes;
    private final List<@Nullable PlotLayout> inside = new ArrayList<>();
    private final double[] widths;
    private final double[] heights;
    private final double[] lefts;
    private final double[] tops;
    private final List<List<Point>> paths = new ArrayList<>();
    private double width;
    private double height;

    PlotLayout(PlotGraph graph, boolean shapes) {
        this.graph = graph;
        this.shapes = shapes;
        int count = graph.boxes().size();
        this.widths = new double[count];
        this.heights = new double[count];
        this.lefts = new double[count];
        this.tops = new double[count];
        for (int i = 0; i < count; i++) {
            measure(i, graph.boxes().get(i));
        }
        place();
    }

    private void measure(int i, Box box) {
        PlotLayout layout = box.inside() == null ? null : new PlotLayout(box.inside(), shapes);
        inside.add(layout);
        if (layout != null) {
            double label = PlotText.width(box.name(), HEADLINE, true) + PlotText.width(box.className(), SMALL, false);
            widths[i] = Math.max(layout.width, label + 10) + 2 * PADDING;
            heights[i] = layout.height + LABEL + PADDING + 8;
            return;
        }
        double widest =
                Math.max(PlotText.width(box.className(), HEADLINE, true), PlotText.width(box.name(), SMALL, false));
        for (String line : lines(box)) {
            widest = Math.max(widest, PlotText.width(line, SMALL, false));
        }
        widths[i] = Math.max(96, widest + 28);
        heights[i] = 46 + 15 * lines(box).size();
    }

    /** The lines below the name. */
    List<String> lines(Box box) {
        return shapes ? box.shapes() : List.of();
    }

    private void place() {
        List<Line> straight =
                graph.lines().stream().filter(line -> !isLoop(line)).toList();
        Layering layering = new Layering(
                widths.length,
                straight.stream()
                        .map(line ->
                                new Layering.Line(line.from().box(), line.to().box()))
                        .toList());
        Ordering.improve(layering);
        double[] all = new double[layering.vertices()];
        java.util.Arrays.fill(all, BEND_WIDTH);
        for (int i = 0; i < widths.length; i++) {
            all[i] = widths[i] + (hasLoop(i) ? 2 * LOOP : 0);
        }
        double[] middles = Alignment.middles(layering, all, GAP);
        double left = IntStream.range(0, all.length)
                .mapToDouble(v -> middles[v] - all[v] / 2)
                .min()
                .orElse(0);
        for (int v = 0; v < all.length; v++) {
            middles[v] -= left;
            width = Math.max(width, middles[v] + all[v] / 2);
        }
        IntStream.range(0, widths.length).forEach(i -> lefts[i] = middles[i] - widths[i] / 2);
        double[] bands = bands(layering, middles);
        height = bands[bands.length - 1];
        new Routes(layering, middles, bands, straight).route();
    }

    private static boolean isLoop(Line line) {
        return line.from().box() == line.to().box();
    }

    boolean hasLoop(int box) {
        return graph.lines().stream()
                .anyMatch(line -> isLoop(line) && line.from().box() == box);
    }

    /** Tops and bottoms of the ranks, in turn. Where lines go far to the side, ranks are farther apart. */
    private double[] bands(Layering layering, double[] middles) {
        double[] bands = new double[2 * layering.ranks().size()];
        double y = 0;
        for (int r = 0; r < layering.ranks().size(); r++) {
            List<Integer> rank = layering.ranks().get(r);
            double highest = rank.stream()
                    .filter(v -> !layering.isBend(v))
                    .mapToDouble(v -> heights[v])
                    .max()
                    .orElse(0);
            bands[2 * r] = y;
            bands[2 * r + 1] = y + highest;
            for (int v : rank) {
                if (!layering.isBend(v)) {
                    tops[v] = y;
                }
            }
            double aside = rank.stream()
                    .flatMapToDouble(v -> layering.below(v).stream()
                            .mapToDouble(link -> Math.abs(middles[link.vertex()] - middles[v])))
                    .max()
                    .orElse(0);
            y += highest + RANK_GAP + Math.min(MORE_RANK_GAP, aside / 10);
        }
        return bands;
    }

    /** Where a tensor leaves a box, from the left of all. */
    private double out(Port port) {
        PlotLayout layout = inside.get(port.box());
        if (layout != null) {
            Port source = layout.graph.outputs().get(port.index());
            return lefts[port.box()] + indent(port.box()) + layout.out(source);
        }
        int count = graph.boxes().get(port.box()).shapes().size();
        double step = Math.min(28, widths[port.box()] / (count + 1));
        return lefts[port.box()] + widths[port.box()] / 2 + (port.index() - (count - 1) / 2.0) * step;
    }

    /** How far the layers of an inner model are from the left of its frame. */
    private double indent(int box) {
        PlotLayout layout = inside.get(box);
        return layout == null ? 0 : (widths[box] - layout.width) / 2;
    }

    /** Where a line would best enter a box that it comes to from {@code x}. */
    private double in(Port port, double x) {
        double left = lefts[port.box()];
        PlotLayout layout = inside.get(port.box());
        if (layout != null) {
            int input = Math.min(port.index(), layout.graph.inputs().size() - 1);
            Port target = layout.graph.inputs().get(input);
            return left + indent(port.box()) + layout.lefts[target.box()] + layout.widths[target.box()] / 2;
        }
        return Math.max(left + 14, Math.min(left + widths[port.box()] - 14, x));
    }

    /** The ways of the lines, once all boxes have their places. */
    private final class Routes {
        private final Layering layering;
        private final double[] middles;
        private final double[] bands;
        private final List<Line> lines;
        private final int[] rank;

        Routes(Layering layering, double[] middles, double[] bands, List<Line> lines) {
            this.layering = layering;
            this.middles = middles;
            this.bands = bands;
            this.lines = lines;
            this.rank = new int[layering.vertices()];
            for (int r = 0; r < layering.ranks().size(); r++) {
                for (int v : layering.ranks().get(r)) {
                    rank[v] = r;
                }
            }
        }

        void route() {
            double[] ends = new double[lines.size()];
            for (int i = 0; i < ends.length; i++) {
                ends[i] = lower(i);
            }
            for (int box = 0; box < widths.length; box++) {
                spread(box, ends);
            }
            for (int i = 0; i < ends.length; i++) {
                List<Point> path = path(layering.chain(i), upper(i), ends[i]);
                if (isUpward(i)) {
                    java.util.Collections.reverse(path);
                }
                paths.add(List.copyOf(path));
            }
        }

        /** Whether a line leads back up, as where a shared layer is called on what came of it. */
        private boolean isUpward(int line) {
            return lines.get(line).from().box() > lines.get(line).to().box();
        }

        private double upper(int line) {
            Line each = lines.get(line);
            double aside = Math.min(28, widths[each.to().box()] / 4);
            return isUpward(line) ? lefts[each.to().box()] + widths[each.to().box()] - aside : out(each.from());
        }

        private double lower(int line) {
            List<Integer> chain = layering.chain(line);
            double x = chain.size() == 2 ? upper(line) : middles[chain.get(chain.size() - 2)];
            Line each = lines.get(line);
            return in(isUpward(line) ? new Port(each.from().box(), 0) : each.to(), x);
        }

        /** Moves the ends of lines at the top of a box apart. */
        private void spread(int box, double[] ends) {
            List<Integer> arriving = IntStream.range(0, ends.length)
                    .filter(i -> layering.chain(i).get(layering.chain(i).size() - 1) == box)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> ends[i] * 1e3 + from(i)))
                    .toList();
            if (arriving.size() < 2 || inside.get(box) != null) {
                return;
            }
            double gap = Math.min(PORT_GAP, (widths[box] - 20) / (arriving.size() - 1));
            double left = lefts[box] + 10;
            double right = lefts[box] + widths[box] - 10;
            double limit = left;
            for (int i : arriving) {
                ends[i] = Math.max(ends[i], limit);
                limit = ends[i] + gap;
            }
            limit = right;
            for (int i = arriving.size() - 1; i >= 0; i--) {
                int line = arriving.get(i);
                ends[line] = Math.min(ends[line], limit);
                limit = ends[line] - gap;
            }
        }

        /** Where a line comes from, less than a thousandth of which decides between equal ends. */
        private double from(int line) {
            List<Integer> chain = layering.chain(line);
            return middles[chain.get(chain.size() - 2)] / 1e3;
        }

        private List<Point> path(List<Integer> chain, double from, double to) {
            int upper = chain.get(0);
            List<Point> path = new ArrayList<>(List.of(new Point(from, tops[upper] + heights[upper])));
            for (int i = 0; i < chain.size(); i++) {
                int v = chain.get(i);
                double x = i == 0 ? from : i == chain.size() - 1 ? to : middles[v];
                if (i > 0) {
                    pass(path, new Point(x, bands[2 * rank[v]]));
                }
                if (i < chain.size() - 1) {
                    pass(path, new Point(x, bands[2 * rank[v] + 1]));
                }
            }
            return path;
        }

        private static void pass(List<Point> path, Point next) {
            if (!path.get(path.size() - 1).equals(next)) {
                path.add(next);
            }
        }
    }

    PlotGraph graph() {
        return graph;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    double left(int box) {
        return lefts[box];
    }

    double top(int box) {
        return tops[box];
    }

    double width(int box) {
        return widths[box];
    }

    double height(int box) {
        return heights[box];
    }

    /** The layout of an inner model, and where its left and top are in this one. */
    @Nullable
    PlotLayout inside(int box) {
        return inside.get(box);
    }

    Point origin(int box) {
        return new Point(lefts[box] + indent(box), tops[box] + LABEL + 8);
    }

    /** The ways of lines, from their tail to their head. */
    List<List<Point>> paths() {
        return paths;
    }
}
