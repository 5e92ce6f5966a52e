package dev.lamina.samples.cli;

import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasJson;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.Optimizers;
import dev.lamina.samples.WholeFile;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.train.FitOptions;
import dev.lamina.tensorflow.train.History;
import dev.lamina.training.Training;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "fit",
        description = "Trains a model on arrays.",
        footer = {
            "",
            "The arrays are input_0, input_1 ... in the order of the model's inputs, or have the inputs' names; target_0,",
            "target_1 ... in the order of its outputs; and sample_weight_0 ... where examples count differently.",
            "A .json architecture without --weights begins with fresh weights. Interrupted by Ctrl-C, it saves what it has.",
            "",
            "Example:",
            "  lamina fit model.keras --data train.npz --epochs 5 --out trained.keras"
        })
final class FitCommand extends Verb {
    @Mixin
    private ModelOptions model;

    @Option(names = "--data", required = true, paramLabel = "FILE.npz", order = 2, description = "What to train on.")
    private Path data;

    @Option(names = "--validation", paramLabel = "FILE.npz", order = 3, description = "What to validate each epoch on.")
    private @Nullable Path validation;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "1",
            order = 4,
            description = "How often the examples are seen; ${DEFAULT-VALUE} unless said otherwise.")
    private int epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            order = 5,
            description = "Examples per step; ${DEFAULT-VALUE} unless said otherwise.")
    private int batchSize;

    @Option(names = "--no-shuffle", order = 6, description = "Take the examples in their order.")
    private boolean inOrder;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            order = 7,
            description = "Decides all random numbers: equal seeds make equal trainings.")
    private int seed;

    @Option(
            names = "--optimizer",
            paramLabel = "JSON",
            order = 8,
            description = "Another optimizer than the model's: a name, or {\"class_name\": ..., \"config\": {...}}.")
    private @Nullable String optimizer;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            order = 9,
            description = "Another loss than the model's, by Keras's name.")
    private @Nullable String loss;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            order = 10,
            description = "Where the trained model goes: .keras, .h5, or .weights.h5 for its weights alone.")
    private Path out;

    @Option(
            names = "--history",
            paramLabel = "FILE.json",
            order = 11,
            description = "Where the losses and metrics of every epoch go.")
    private @Nullable Path history;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    FitCommand() {}

    @Override
    void execute() throws IOException {
        positive("--epochs", epochs);
        positive("--batch-size", batchSize);
        ModelTarget target =
                ModelTarget.of(this, "--out", out, ModelTarget.WEIGHTS, ModelTarget.KERAS, ModelTarget.HDF5);
        DataFile training = DataFile.read(data);
        DataFile validating = validation == null ? null : DataFile.read(validation);
        try (Interruption interruption = Interruption.watch(err());
                CompiledModel compiled = open()) {
            ArrayDataset examples = training.examples(compiled.model());
            History reported = compiled.fit(examples, fit -> {
                FitOptions chosen = fit.epochs(epochs)
                        .batchSize(batchSize)
                        .shuffle(!inOrder)
                        .seed(seed)
                        .callbacks(interruption.callback(compiled), new Progress(err(), columns()));
                return validating == null ? chosen : chosen.validation(validating.examples(compiled.model()));
            });
            target.save(compiled, out);
            write(reported);
        }
        out().println(out);
        out().flush();
    }

    private void write(History reported) throws IOException {
        if (history != null) {
            byte[] json = (LossesJson.ofHistory(reported.values()) + "\n").getBytes(StandardCharsets.UTF_8);
            WholeFile.write(history, to -> to.write(json));
        }
    }

    /** The model as it was compiled when it was saved, or as the options say: then its optimizer begins anew. */
    private CompiledModel open() throws IOException {
        Training saved = model.source().training();
        if (optimizer == null && loss == null) {
            if (saved == null) {
                throw new LaminaException(Facts.of("\"" + model.source().file() + "\" was saved without a training")
                        .and("expected", "a model that was compiled, or --optimizer and --loss")
                        .and("try", "--optimizer adam --loss mse, or whatever fits the model")
                        .toString());
            }
            return model.loadOrBegin(seed);
        }
        Training chosen = saved == null ? Training.training() : saved;
        chosen = optimizer == null ? chosen : chosen.optimizer(optimizer(optimizer));
        chosen = loss == null ? chosen : chosen.loss(loss);
        try (CompiledModel loaded = model.loadOrBegin(seed)) {
            CompiledModel compiled = TensorFlowBackend.compile(loaded.model(), chosen, options -> options.seed(seed));
            try {
                compiled.setWeights(List.copyOf(loaded.weights().values()));
                return compiled;
            } catch (RuntimeException e) {
                compiled.close();
                throw e;
            }
        }
    }

    private static Optimizer optimizer(String text) {
        try {
            return text.strip().startsWith("{")
                    ? KerasJson.readObject(text, Optimizer.class, Catalog.installed())
                    : Optimizers.named(text);
        } catch (LaminaException e) {
            throw new LaminaException("--optimizer: " + e.getMessage(), e);
        }
    }
}
