package dev.lamina.samples.cli;

import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.CompiledModel;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Prints the losses and metrics of a compiled model on arrays, as JSON.",
        footer = {
            "",
            "The arrays are as \"lamina fit\" takes them: input_0 ..., target_0 ..., sample_weight_0 ...",
            "",
            "Example:",
            "  lamina evaluate model.keras --data test.npz"
        })
final class EvaluateCommand extends Verb {
    @Mixin
    private ModelOptions model;

    @Option(names = "--data", required = true, paramLabel = "FILE.npz", order = 2, description = "The examples.")
    private Path data;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            order = 3,
            description = "Examples per step; ${DEFAULT-VALUE} unless said otherwise.")
    private int batchSize;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    EvaluateCommand() {}

    @Override
    void execute() throws IOException {
        positive("--batch-size", batchSize);
        DataFile examples = DataFile.read(data);
        if (model.source().training() == null) {
            throw new LaminaException(Facts.of("\"" + model.source().file() + "\" was saved without a training")
                    .and("expected", "a model that was compiled, with the losses and metrics to compute")
                    .and("try", "\"lamina fit\" with --optimizer and --loss first")
                    .toString());
        }
        try (CompiledModel compiled = model.load(this)) {
            out().println(LossesJson.of(
                    compiled.evaluate(examples.examples(compiled.model()), options -> options.batchSize(batchSize))));
            out().flush();
        }
    }
}
