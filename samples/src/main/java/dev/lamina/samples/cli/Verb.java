package dev.lamina.samples.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all verbs have: their options, and where they write. */
@Command(sortOptions = false, showDefaultValues = false)
abstract class Verb implements Callable<Integer> {
    static final String DEBUG = "--debug";

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-q", "--quiet"},
            order = 90,
            description = "No progress and no messages.")
    private boolean quiet;

    @SuppressWarnings("UnusedVariable") // Failures asks picocli for it
    @Option(names = DEBUG, order = 91, description = "Show the stack trace of an error.")
    private boolean debug;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            order = 92,
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    Verb() {}

    @Override
    public final Integer call() throws Exception {
        execute();
        return 0;
    }

    /** Does it; what it throws is told to the user. */
    abstract void execute() throws Exception;

    /** Where results go. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where progress and messages go. */
    final PrintWriter err() {
        return quiet
                ? new PrintWriter(PrintWriter.nullWriter())
                : spec.commandLine().getErr();
    }

    /** The columns of the terminal that messages go to, where a line can be drawn again; 0 for none. The launcher knows. */
    static int columns() {
        return Integer.getInteger("lamina.columns", 0);
    }

    final ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Checks the value of an option that counts something. */
    final int positive(String option, int value) {
        if (value < 1) {
            throw misuse(option + " must be at least 1; received " + value);
        }
        return value;
    }
}
