package dev.lamina.samples.cli;

import dev.lamina.config.Plain;
import dev.lamina.samples.Program;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "run",
        description = "Runs one of the example programs.",
        footer = {
            "",
            "What programs draw is in runs/PROGRAM. Their sources are in samples/src/main.",
            "",
            "Example:",
            "  lamina run dcgan --small"
        })
final class RunCommand extends Verb {
    @Parameters(
            index = "0",
            paramLabel = "PROGRAM",
            converter = Converter.class,
            completionCandidates = Candidates.class,
            description = "The program:%n  ${COMPLETION-CANDIDATES}")
    private Program program;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", arity = "0..*", description = "What the program takes.")
    private List<String> arguments = List.of();

    @Option(names = "--small", order = 1, description = "Be done in seconds, and learn a little only.")
    private boolean small;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    RunCommand() {}

    @Override
    void execute() throws Exception {
        List<String> all = new ArrayList<>(arguments);
        if (small) {
            all.add("--small");
        }
        program.run(all);
    }

    /** Reads a program's name. */
    static final class Converter implements ITypeConverter<Program> {
        @Override
        public Program convert(String value) {
            return Program.named(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + value + "\" is no program; " + Plain.suggestion(value, Program.ids())));
        }
    }

    /** The names and what they stand for, for help. */
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of(Program.values()).stream()
                    .map(program -> "%n  " + program.id() + ": " + program.description())
                    .iterator();
        }
    }
}
