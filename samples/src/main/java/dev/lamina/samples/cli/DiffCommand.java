package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import dev.lamina.inspect.ModelDiff;
import dev.lamina.tensorflow.CompiledModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "Tells what differs between two models: layers, configuration, shapes, weights.",
        footer = {
            "",
            "Layers are matched by their names, weights by theirs. Where one of the models is a .json architecture, weights",
            "are left out (null with --json). The exit status is 0 whether they differ or not.",
            "",
            "Example:",
            "  lamina diff before.keras after.keras"
        })
final class DiffCommand extends Verb {
    @Parameters(paramLabel = "A", index = "0", description = ModelOptions.KINDS + "; or a .json architecture.")
    private Path first;

    @Parameters(paramLabel = "B", index = "1", description = "The same.")
    private Path second;

    @Option(names = "--json", order = 1, description = "Print JSON instead of lines.")
    private boolean json;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    DiffCommand() {}

    @Override
    void execute() throws IOException {
        ModelSource a = ModelSource.of(first);
        ModelSource b = ModelSource.of(second);
        boolean layersOnly = a.kind() == ModelSource.Kind.JSON || b.kind() == ModelSource.Kind.JSON;
        ModelDiff layers = ModelDiff.of(a.architecture(), b.architecture());
        WeightDiff weights = layersOnly ? WeightDiff.of(Map.of(), Map.of()) : WeightDiff.of(weights(a), weights(b));
        if (json) {
            out().println(DiffJson.write(layers, layersOnly ? null : weights));
            out().flush();
            return;
        }
        out().print(layers);
        out().print(layers.isEmpty() || weights.isEmpty() ? "" : "\n");
        out().print(weights);
        if (layers.isEmpty() && weights.isEmpty()) {
            out().println("no difference: the layers" + (layersOnly ? "" : " and the weights") + " are equal");
        }
        out().flush();
    }

    private static Map<String, NdArray> weights(ModelSource source) throws IOException {
        try (CompiledModel compiled = source.load(0)) {
            return compiled.weights();
        }
    }
}
