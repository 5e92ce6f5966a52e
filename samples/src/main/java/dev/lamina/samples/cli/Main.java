package dev.lamina.samples.cli;

import dev.lamina.tensorflow.TensorFlowBackend;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The {@code lamina} command line. */
@Command(
        name = "lamina",
        description = "Trains, describes and runs Keras models, without Python.",
        subcommands = {
            TrainCommand.class,
            PriorCommand.class,
            FitCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            SummaryCommand.class,
            PlotCommand.class,
            ConvertCommand.class,
            DiffCommand.class,
            EncodeCommand.class,
            DecodeCommand.class,
            GenerateCommand.class,
            BenchCommand.class,
            RunCommand.class
        },
        sortOptions = false,
        footer = {
            "",
            "Results go to standard output, progress and messages to standard error.",
            "Exit status: 0 done; 1 the input or a file is wrong; 2 wrong usage.",
            "",
            "Example:",
            "  lamina train vq-vae --epochs 5 --out runs/first",
            "",
            "\"lamina VERB --help\" tells more about a verb."
        })
public final class Main implements Runnable {
    /** The verbs that need TensorFlow whatever their other arguments are. */
    static final Set<String> RUN_MODELS =
            Set.of("train", "prior", "fit", "evaluate", "predict", "encode", "decode", "generate", "bench");

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    Main() {}

    /** Runs a verb and ends the process with its exit status. */
    public static void main(String[] arguments) {
        CompletableFuture<Void> loading = preload(arguments);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        int status = execute(out, new PrintWriter(messages(), true, StandardCharsets.UTF_8), arguments);
        // A process must not end while it loads a library. Whoever needed that has told of a failure.
        loading.exceptionally(failure -> null).join();
        System.exit(status);
    }

    /** One core loads TensorFlow while the other reads the arguments and describes the model. */
    private static CompletableFuture<Void> preload(String[] arguments) {
        List<String> given = List.of(arguments);
        boolean needed = !given.isEmpty()
                && RUN_MODELS.contains(given.get(0))
                && !given.contains("--help")
                && !given.contains("-h");
        return needed ? TensorFlowBackend.preload() : CompletableFuture.completedFuture(null);
    }

    /** Standard error, by the name that the launcher gives it where it filters what native libraries write there. */
    private static OutputStream messages() {
        String name = System.getProperty("lamina.messages", "");
        try {
            return name.isEmpty() ? System.err : new FileOutputStream(name, true);
        } catch (FileNotFoundException e) {
            return System.err; // a terminal of another user's cannot be opened by name
        }
    }

    /**
     * Runs a verb.
     *
     * @param out takes results
     * @param err takes progress and messages
     * @return the exit status: 0 done, 1 the input or a file is wrong, 2 wrong usage
     */
    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .registerConverter(Integer.class, Main::number)
                .registerConverter(int.class, Main::number)
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::failure)
                .execute(arguments);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" is no whole number");
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no verb was given; --help lists them");
    }
}
