package dev.lamina.samples.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bench",
        description = "Measures how fast this machine trains and runs a model.",
        footer = {
            "",
            "Trains on random numbers. The time to the first step is from the program's start: loading TensorFlow, building",
            "and the first step of training. The latency is that of predicting one example.",
            "",
            "Example:",
            "  lamina bench vq-vae --batch-size 128 --json"
        })
final class BenchCommand extends Verb {
    @Parameters(
            paramLabel = "MODEL",
            arity = "0..1",
            defaultValue = "vq-vae",
            converter = BenchmarkModel.Converter.class,
            completionCandidates = BenchmarkModel.Candidates.class,
            description = "The model: ${COMPLETION-CANDIDATES}; vq-vae unless said otherwise.")
    private BenchmarkModel model;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            order = 1,
            description = "Examples per step; the recipe's number unless said otherwise.")
    private @Nullable Integer batchSize;

    @Option(
            names = "--steps",
            paramLabel = "N",
            order = 2,
            defaultValue = "200",
            description =
                    "Steps to measure, behind as many to warm up, each on other examples; ${DEFAULT-VALUE} unless said otherwise.")
    private int steps;

    @Option(names = "--bf16", order = 3, description = "Let TensorFlow compute in bfloat16 where it finds that safe.")
    private boolean bfloat16;

    @Option(names = "--json", order = 4, description = "Print JSON instead of a table.")
    private boolean json;

    @Option(
            names = "--by-turns",
            order = 5,
            description =
                    "Measure once for each line of standard input and print JSON each time, so that other programs can be"
                            + " measured in between.")
    private boolean byTurns;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    BenchCommand() {}

    @Override
    void execute() throws IOException {
        positive("--steps", steps);
        int size = batchSize == null ? model.batchSize() : positive("--batch-size", batchSize);
        try (Benchmark benchmark = new Benchmark(model, size, steps, bfloat16)) {
            if (byTurns) {
                benchmark.measureByTurns(
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out());
                return;
            }
            Benchmark.Result result = benchmark.measure(err());
            out().println(json ? result.json() : result.table());
            out().flush();
        }
    }
}
