package dev.lamina.samples.cli;

import dev.lamina.inspect.Plot;
import dev.lamina.samples.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plot",
        description = "Draws the graph of a model's layers.",
        footer = {"", "Example:", "  lamina plot runs/vq-vae/model.keras --out vq-vae.svg --shapes --nested"})
final class PlotCommand extends Verb {
    @Parameters(
            paramLabel = "MODEL",
            converter = ModelOptions.Converter.class,
            description = ModelOptions.KINDS + "; or a .json architecture.")
    private Path model;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            order = 1,
            description = "The picture: .svg or .png, or .dot for Graphviz.")
    private Path out;

    @Option(names = "--shapes", order = 2, description = "Show the shapes of the layers' outputs.")
    private boolean shapes;

    @Option(names = "--nested", order = 3, description = "Show the layers of models inside the model too.")
    private boolean nested;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    PlotCommand() {}

    @Override
    void execute() throws IOException {
        ModelTarget target = ModelTarget.of(this, "--out", out, ModelTarget.SVG, ModelTarget.PNG, ModelTarget.DOT);
        Plot plot = Plot.of(ModelSource.of(model).architecture()).shapes(shapes).nested(nested);
        if (target == ModelTarget.PNG) {
            PngPlot.write(out, plot.svg());
        } else {
            byte[] text = (target == ModelTarget.DOT ? plot.dot() : plot.svg()).getBytes(StandardCharsets.UTF_8);
            WholeFile.write(out, to -> to.write(text));
        }
        out().println(out);
        out().flush();
    }
}
