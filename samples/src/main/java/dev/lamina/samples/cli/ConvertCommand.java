package dev.lamina.samples.cli;

import dev.lamina.json.KerasDocument;
import dev.lamina.json.KerasFormat;
import dev.lamina.json.KerasJson;
import dev.lamina.samples.WholeFile;
import dev.lamina.tensorflow.CompiledModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "convert",
        description = "Writes a model in another format: what OUT ends in.",
        footer = {"", "Example:", "  lamina convert old.h5 new.keras"})
final class ConvertCommand extends Verb {
    @Mixin
    private ModelOptions model;

    @Parameters(
            paramLabel = "OUT",
            index = "1",
            description =
                    ".keras, .h5, or a folder for a SavedModel; .json for the architecture; .weights.h5 for the weights.")
    private Path out;

    @Option(
            names = "--keras",
            paramLabel = "VERSION",
            defaultValue = "3",
            order = 2,
            description = "2 for JSON that Keras 2 reads; ${DEFAULT-VALUE} unless said otherwise.")
    private int keras;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    ConvertCommand() {}

    @Override
    void execute() throws IOException {
        ModelTarget target = ModelTarget.of(
                this,
                "OUT",
                out,
                ModelTarget.WEIGHTS,
                ModelTarget.KERAS,
                ModelTarget.HDF5,
                ModelTarget.JSON,
                ModelTarget.SAVED_MODEL);
        if ((keras != 2 && keras != 3) || (keras == 2 && target != ModelTarget.JSON)) {
            throw misuse("--keras is 3, or 2 where OUT ends in .json; received " + keras);
        }
        if (target == ModelTarget.JSON) {
            KerasDocument document = model.source().document();
            var compiled = document.compileConfig();
            String text = keras == 2
                    ? KerasJson.writeAs(document.model(), KerasFormat.KERAS_2)
                    : KerasJson.write(document.model(), compiled.isEmpty() ? null : compiled);
            byte[] json = text.getBytes(StandardCharsets.UTF_8);
            WholeFile.write(out, to -> to.write(json));
        } else {
            try (CompiledModel compiled = model.load(this)) {
                target.save(compiled, out);
            }
        }
        out().println(out);
        out().flush();
    }
}
