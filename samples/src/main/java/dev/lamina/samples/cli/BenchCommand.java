package dev.lamina.samples.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bench",
        description = "Measures how fast this machine trains and runs a model of the zoo.",
        footer = {
            "",
            "Trains on images that the program draws. The time to the first step is from the program's start: loading",
            "TensorFlow, building and the first step of training. The latency is that of predicting one image.",
            "",
            "Example:",
            "  lamina bench vq-vae --batch-size 128 --json"
        })
final class BenchCommand extends Verb {
    @Parameters(
            paramLabel = "ZOO_MODEL",
            arity = "0..1",
            defaultValue = "vq-vae",
            converter = ZooModel.Converter.class,
            completionCandidates = ZooModel.Candidates.class,
            description = "The model: ${COMPLETION-CANDIDATES}; vq-vae unless said otherwise.")
    private ZooModel model;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            order = 1,
            description = "Images per step; the recipe's number unless said otherwise.")
    private @Nullable Integer batchSize;

    @Option(
            names = "--steps",
            paramLabel = "N",
            order = 2,
            defaultValue = "200",
            description =
                    "Steps to measure, behind a tenth as many to warm up; ${DEFAULT-VALUE} unless said otherwise.")
    private int steps;

    @Option(names = "--bf16", order = 3, description = "Let TensorFlow compute in bfloat16 where it finds that safe.")
    private boolean bfloat16;

    @Option(names = "--json", order = 4, description = "Print JSON instead of a table.")
    private boolean json;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    BenchCommand() {}

    @Override
    void execute() throws IOException {
        positive("--steps", steps);
        if (batchSize != null) {
            positive("--batch-size", batchSize);
        }
        Benchmark.Result result = new Benchmark(model, batchSize, steps, bfloat16).measure(err());
        out().println(json ? result.json() : result.table());
        out().flush();
    }
}
