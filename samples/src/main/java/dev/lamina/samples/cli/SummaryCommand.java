package dev.lamina.samples.cli;

import dev.lamina.Model;
import dev.lamina.inspect.Summary;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "summary",
        description = "Prints the layers of a model, with their shapes, weights and connections.",
        footer = {"", "Example:", "  lamina summary runs/vq-vae/model.keras --nested"})
final class SummaryCommand extends Verb {
    @Parameters(
            paramLabel = "MODEL",
            converter = ModelOptions.Converter.class,
            description = ModelOptions.KINDS + "; or a .json architecture.")
    private Path model;

    @Option(names = "--nested", order = 1, description = "Show the layers of models inside the model too.")
    private boolean nested;

    @Option(names = "--weights", order = 2, description = "List the weights, by the names that their layers give them.")
    private boolean weights;

    @Option(names = "--json", order = 3, description = "Print JSON instead of a table.")
    private boolean json;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    SummaryCommand() {}

    @Override
    void execute() throws IOException {
        Model architecture = ModelSource.of(model).architecture();
        Summary summary = Summary.of(architecture);
        Summary shown = nested ? summary.nested() : summary;
        if (json) {
            out().println(SummaryJson.write(shown, weights ? architecture : null));
        } else {
            out().print(shown);
            if (weights) {
                out().println();
                out().print(WeightList.of(architecture));
            }
        }
        out().flush();
    }
}
