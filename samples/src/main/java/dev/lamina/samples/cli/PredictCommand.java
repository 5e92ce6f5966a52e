package dev.lamina.samples.cli;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.config.Plain;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
    @Parameters(paramLabel = "MODEL", description = "A .keras archive, or a .json architecture with --weights.")
    private Path model;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            order = 1,
            description = "The weights (.weights.h5), if not those in MODEL.")
    private @Nullable Path weights;

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
        ModelSource source = ModelSource.of(model);
        if (source.kind() == ModelSource.Kind.JSON && weights == null) {
            throw misuse("\"" + model + "\" is an architecture without weights; --weights says where they are");
        }
        if (Files.notExists(input)) {
            throw new NoSuchFileException(input.toString());
        }
        Map<String, NdArray> arrays = Npz.read(input);
        try (CompiledModel compiled = load(source)) {
            ArrayDataset data = inputs(compiled.model(), arrays);
            List<NdArray> outputs = compiled.predict(data, options -> options.batchSize(batchSize));
            Map<String, NdArray> named = new LinkedHashMap<>();
            outputs.forEach(array -> named.put("output_" + named.size(), array));
            Npz.write(output, named);
            named.forEach(
                    (name, array) -> err().println(name + "  " + array.dtype().kerasName() + array.shape()));
            err().flush();
        }
    }

    private CompiledModel load(ModelSource source) throws IOException {
        if (weights == null) {
            return TensorFlowBackend.load(model);
        }
        CompiledModel compiled = TensorFlowBackend.compile(source.architecture());
        try {
            compiled.loadWeights(weights);
            return compiled;
        } catch (RuntimeException e) {
            compiled.close();
            throw e;
        }
    }

    /** The arrays in the order of the model's inputs, in their types. */
    private ArrayDataset inputs(Model architecture, Map<String, NdArray> arrays) {
        ArrayDataset data = ArrayDataset.of();
        List<String> names = architecture.inputNames();
        for (int i = 0; i < names.size(); i++) {
            NdArray array = arrays.containsKey(names.get(i)) ? arrays.get(names.get(i)) : arrays.get("input_" + i);
            if (array == null) {
                throw missing(i, names.get(i), arrays);
            }
            data = data.input(
                    names.get(i), array.cast(architecture.inputs().list().get(i).dtype()));
        }
        return data;
    }

    private LaminaException missing(int index, String name, Map<String, NdArray> arrays) {
        String near = Plain.nearest(name, arrays.keySet());
        return new LaminaException(Facts.of("\"" + input + "\" has no array for input " + index + " of the model")
                .and("expected", "\"" + name + "\" or \"input_" + index + "\"")
                .and("found", arrays.isEmpty() ? "no arrays" : String.join(", ", arrays.keySet()))
                .and("try", near == null ? "naming the array so" : "renaming \"" + near + "\"")
                .toString());
    }
}
