package dev.lamina.samples.cli;

import dev.lamina.config.Plain;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.files.ModelFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user is told when a verb cannot do what was asked. */
final class Failures {
    private static final int WRONG_INPUT = 1;
    private static final int WRONG_USAGE = 2;

    private Failures() {}

    /** One message about arguments, and where help is. */
    static int usage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String verb = command.getCommandSpec().qualifiedName();
        err.println(verb + ": " + message(e, command));
        err.println("Try \"" + verb + " --help\".");
        if (List.of(arguments).contains(Verb.DEBUG)) {
            e.printStackTrace(err);
        }
        return WRONG_USAGE;
    }

    private static String message(ParameterException e, CommandLine command) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched) {
            String wrong = unmatched.getUnmatched().get(0);
            if (wrong.startsWith("-")) {
                String near = Plain.nearest(
                        wrong, command.getCommandSpec().optionsMap().keySet());
                return "Unknown option: '" + wrong + "'" + (near == null ? "" : "; did you mean " + near + "?");
            }
            return command.getParent() != null
                    ? message
                    : "\"" + wrong + "\" is no verb; "
                            + Plain.suggestion(wrong, command.getSubcommands().keySet());
        }
        if (e.getCause() instanceof TypeConversionException conversion && e.getArgSpec() != null) {
            return label(e.getArgSpec()) + ": " + conversion.getMessage();
        }
        return message;
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** One message about what a verb was given; the stack trace where it was asked for. */
    static int failure(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean debug = parsed.originalArgs().contains(Verb.DEBUG);
        err.println(command.getCommandSpec().qualifiedName() + ": " + message(e, debug));
        if (debug) {
            e.printStackTrace(err);
        }
        return WRONG_INPUT;
    }

    private static String message(Exception e, boolean debug) {
        Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof LaminaException || cause instanceof ModelFileException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof FileSystemException wrong) {
            return fileSystem(wrong);
        }
        if (cause instanceof IOException) {
            return "reading or writing failed: " + cause.getMessage();
        }
        Facts facts = Facts.of("a mistake in Lamina itself: " + cause);
        return (debug ? facts : facts.and("try", "the same with " + Verb.DEBUG + ", and report what it prints"))
                .toString();
    }

    private static String fileSystem(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no file or folder \"" + e.getFile() + "\"";
        }
        if (e instanceof AccessDeniedException) {
            return "\"" + e.getFile() + "\" may not be read or written";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "\"" + e.getFile() + "\" is in the way";
        }
        return "\"" + e.getFile() + "\": " + e.getReason();
    }
}
