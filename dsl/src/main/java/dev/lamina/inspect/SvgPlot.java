package dev.lamina.inspect;

import dev.lamina.inspect.PlotGraph.Box;
import dev.lamina.inspect.PlotLayout.Point;
import java.util.List;
import java.util.Locale;

/** Draws plots as SVG. */
final class SvgPlot {
    private static final double MARGIN = 24;
    private static final String LINE = "#8592a3";
    private static final double HEAD = 7;

    private final StringBuilder svg = new StringBuilder();

    private SvgPlot() {}

    static String write(String name, PlotGraph graph, boolean shapes) {
        PlotLayout layout = new PlotLayout(graph, shapes);
        String width = number(layout.width() + 2 * MARGIN);
        String height = number(layout.height() + 2 * MARGIN);
        SvgPlot plot = new SvgPlot();
        plot.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\"",
                width, height, width, height);
        plot.add(" font-family=\"Helvetica, Arial, DejaVu Sans, SansSerif, sans-serif\" text-anchor=\"middle\">\n");
        plot.add("<title>%s</title>\n", escaped(name));
        plot.add("<rect width=\"%s\" height=\"%s\" fill=\"#ffffff\"/>\n", width, height);
        plot.draw(layout, new Point(MARGIN, MARGIN), 0);
        return plot.add("</svg>\n").svg.toString();
    }

    private SvgPlot add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
        return this;
    }

    private void draw(PlotLayout layout, Point at, int depth) {
        for (int i = 0; i < layout.graph().boxes().size(); i++) {
            PlotLayout inside = layout.inside(i);
            if (inside != null) {
                frame(layout, i, at, depth);
                Point origin = layout.origin(i);
                draw(inside, new Point(at.x() + origin.x(), at.y() + origin.y()), depth + 1);
            }
        }
        layout.paths().forEach(path -> line(path, at));
        for (int i = 0; i < layout.graph().boxes().size(); i++) {
            if (layout.hasLoop(i)) {
                loop(layout, i, at);
            }
            if (layout.inside(i) == null) {
                card(layout, i, at);
            }
        }
    }

    private void frame(PlotLayout layout, int i, Point at, int depth) {
        Box box = layout.graph().boxes().get(i);
        double x = at.x() + layout.left(i);
        double y = at.y() + layout.top(i);
        rectangle(x, y, layout.width(i), layout.height(i), 12, depth % 2 == 0 ? "#f5f7fa" : "#ffffff", "#c3cdd9");
        add(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"start\" font-size=\"%s\" font-weight=\"bold\" fill=\"#3a4757\">%s",
                number(x + 14), number(y + 21), number(PlotLayout.HEADLINE), escaped(box.name()));
        add(
                "<tspan dx=\"6\" font-size=\"%s\" font-weight=\"normal\" fill=\"#7a8797\">%s</tspan></text>\n",
                number(PlotLayout.SMALL), escaped(box.className()));
    }

    private void card(PlotLayout layout, int i, Point at) {
        Box box = layout.graph().boxes().get(i);
        double x = at.x() + layout.left(i);
        double y = at.y() + layout.top(i);
        double middle = x + layout.width(i) / 2;
        add("<g><title>%s</title>", escaped(box.tip()));
        rectangle(
                x,
                y,
                layout.width(i),
                layout.height(i),
                8,
                box.family().fill(),
                box.family().line());
        text(
                middle,
                y + 20,
                PlotLayout.HEADLINE,
                " font-weight=\"bold\"",
                box.family().line(),
                box.className());
        text(middle, y + 36, PlotLayout.SMALL, "", "#46525f", box.name());
        List<String> lines = layout.lines(box);
        for (int l = 0; l < lines.size(); l++) {
            text(middle, y + 51 + 15 * l, PlotLayout.SMALL, "", "#6f7b88", lines.get(l));
        }
        add("</g>\n");
    }

    private void rectangle(double x, double y, double width, double height, int round, String fill, String line) {
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.2\"/>",
                number(x), number(y), number(width), number(height), round, fill, line);
    }

    private void text(double x, double y, double size, String style, String fill, String text) {
        add(
                "<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s fill=\"%s\">%s</text>",
                number(x), number(y), number(size), style, fill, escaped(text));
    }

    /** A curve that runs straight down or up in the points, and the head of an arrow at its end. */
    private void line(List<Point> path, Point at) {
        Point first = path.get(0);
        Point last = path.get(path.size() - 1);
        double up = last.y() < first.y() ? -1 : 1;
        StringBuilder curve = new StringBuilder("M" + point(at, first.x(), first.y()));
        Point from = first;
        for (int i = 1; i < path.size(); i++) {
            Point to = path.get(i);
            double y = i == path.size() - 1 ? to.y() - up * HEAD : to.y();
            if (Math.abs(to.x() - from.x()) < 0.05) {
                curve.append('L').append(point(at, to.x(), y));
            } else {
                double half = (from.y() + y) / 2;
                curve.append('C').append(point(at, from.x(), half)).append(' ');
                curve.append(point(at, to.x(), half)).append(' ').append(point(at, to.x(), y));
            }
            from = to;
        }
        add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", curve, LINE);
        head(at, last.x(), last.y(), 0, up);
    }

    /** An arrow that points down or, where negative, up; or to the left. */
    private void head(Point at, double x, double y, double left, double up) {
        double across = HEAD * 0.55;
        add(
                "<path d=\"M%sL%sL%sZ\" fill=\"%s\"/>\n",
                point(at, x, y),
                point(at, x + left * HEAD + up * across, y - up * HEAD + left * across),
                point(at, x + left * HEAD - up * across, y - up * HEAD - left * across),
                LINE);
    }

    /** A layer that is called on what it made itself. */
    private void loop(PlotLayout layout, int i, Point at) {
        double x = layout.left(i) + layout.width(i);
        double y = layout.top(i) + layout.height(i) * 0.75;
        double end = layout.top(i) + layout.height(i) * 0.3;
        add(
                "<path d=\"M%sC%s %s %s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                point(at, x, y), point(at, x + 28, y), point(at, x + 28, end), point(at, x + HEAD, end), LINE);
        head(at, x, end, 1, 0);
    }

    private static String point(Point at, double x, double y) {
        return number(at.x() + x) + " " + number(at.y() + y);
    }

    /** With one decimal where it has any. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
