package dev.lamina.inspect;

import dev.lamina.inspect.PlotGraph.Box;
import dev.lamina.inspect.PlotGraph.Line;
import dev.lamina.inspect.PlotGraph.Port;

/** Writes plots in the DOT language. Inner models are clusters; lines end at the layers in them, as clusters have no ends. */
final class DotPlot {
    private final boolean shapes;
    private final StringBuilder text = new StringBuilder();

    private DotPlot(boolean shapes) {
        this.shapes = shapes;
    }

    static String write(String name, PlotGraph graph, boolean shapes) {
        DotPlot plot = new DotPlot(shapes);
        plot.text.append("digraph ").append(quoted(name)).append(" {\n");
        plot.text.append("  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11];\n");
        plot.text.append("  edge [color=\"#8592a3\", arrowsize=0.7];\n");
        plot.write(graph, "n", "  ");
        return plot.text.append("}\n").toString();
    }

    private void write(PlotGraph graph, String path, String indent) {
        for (int i = 0; i < graph.boxes().size(); i++) {
            Box box = graph.boxes().get(i);
            String id = path + i;
            PlotGraph inside = box.inside();
            if (inside == null) {
                text.append(indent).append(id).append(" [label=").append(quoted(label(box)));
                text.append(", fillcolor=\"").append(box.family().fill());
                text.append("\", color=\"").append(box.family().line()).append("\"];\n");
            } else {
                text.append(indent).append("subgraph cluster_").append(id).append(" {\n");
                text.append(indent).append("  label=").append(quoted(box.name() + " (" + box.className() + ")"));
                text.append("; style=rounded; color=\"#b9c4d2\"; fontname=\"Helvetica\"; fontsize=11;\n");
                write(inside, id + "_", indent + "  ");
                text.append(indent).append("}\n");
            }
        }
        for (Line line : graph.lines()) {
            text.append(indent).append(source(graph, line.from(), path)).append(" -> ");
            text.append(target(graph, line.to(), path)).append(";\n");
        }
    }

    private static String source(PlotGraph graph, Port port, String path) {
        PlotGraph inside = graph.boxes().get(port.box()).inside();
        String id = path + port.box();
        return inside == null ? id : source(inside, inside.outputs().get(port.index()), id + "_");
    }

    private static String target(PlotGraph graph, Port port, String path) {
        PlotGraph inside = graph.boxes().get(port.box()).inside();
        String id = path + port.box();
        if (inside == null) {
            return id;
        }
        int input = Math.min(port.index(), inside.inputs().size() - 1);
        return target(inside, inside.inputs().get(input), id + "_");
    }

    private String label(Box box) {
        String label = box.className() + "\n" + box.name();
        return shapes ? label + "\n" + String.join("\n", box.shapes()) : label;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
