package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "predict",
        description = "Runs a model on arrays.",
        footer = {
            "",
            "The input file holds one array per input of the model, under the input's name, or as input_0,",
            "input_1 ... in the order of the inputs. The output file holds output_0, output_1 ... in the order",
            "of the model's outputs.",
            "",
            "Example:",
            "  lamina predict runs/vq-vae/model.keras --input images.npz --output restored.npz"
        })
final class PredictCommand extends Verb {
    @Mixin
    private ModelOptions model;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE.npz",
            order = 2,
            description = "The arrays to run it on.")
    private Path input;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE.npz",
            order = 3,
            description = "Where its outputs go.")
    private Path output;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            order = 4,
            description = "Examples per step; ${DEFAULT-VALUE} unless said otherwise.")
    private int batchSize;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    PredictCommand() {}

    @Override
    void execute() throws IOException {
        positive("--batch-size", batchSize);
        DataFile data = DataFile.read(input);
        try (CompiledModel compiled = model.load(this)) {
            ArrayDataset inputs = data.inputs(compiled.model());
            List<NdArray> outputs = compiled.predict(inputs, options -> options.batchSize(batchSize));
            Map<String, NdArray> named = new LinkedHashMap<>();
            outputs.forEach(array -> named.put("output_" + named.size(), array));
            Npz.write(output, named);
            named.forEach(
                    (name, array) -> err().println(name + "  " + array.dtype().kerasName() + array.shape()));
            err().flush();
        }
    }
}
