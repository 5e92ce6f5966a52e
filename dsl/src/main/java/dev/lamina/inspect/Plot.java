package dev.lamina.inspect;

import dev.lamina.Model;

/**
 * A model as a picture: a box for each layer, coloured by its family, and a line for each tensor between them, from top to bottom.
 * Setters return a changed copy.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8);
 * Model model = Model.of("model", x, x.then(dense(4)).then(dense(1)));
 * String picture = Plot.of(model).shapes(true).svg();
 * }</pre>
 *
 * <p>Source: {@code keras.utils.plot_model}.
 */
public final class Plot {
    private final Model model;
    private final boolean shapes;
    private final boolean nested;

    private Plot(Model model, boolean shapes, boolean nested) {
        this.model = model;
        this.shapes = shapes;
        this.nested = nested;
    }

    /** The layers of the model itself, without shapes. */
    public static Plot of(Model model) {
        return new Plot(model, false, false);
    }

    /** Whether boxes tell the shapes of the layers' outputs. */
    public Plot shapes(boolean shown) {
        return new Plot(model, shown, nested);
    }

    /** Whether models inside the model are frames around their layers, instead of one box. */
    public Plot nested(boolean shown) {
        return new Plot(model, shapes, shown);
    }

    /** The picture as SVG. Where a viewer shows tips, a box tells how its layer is configured. */
    public String svg() {
        return SvgPlot.write(model.name(), PlotGraph.of(model, nested), shapes);
    }

    /** The graph in the DOT language of Graphviz, which lays it out itself. */
    public String dot() {
        return DotPlot.write(model.name(), PlotGraph.of(model, nested), shapes);
    }
}
