package dev.lamina.tensorflow.fuzz;

import dev.lamina.json.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the fuzzer Jazzer calls with the bytes that it makes up; {@code checks/fuzz/run} starts it. What it finds goes to
 * {@code crashers}, for {@link CrashersTest}.
 */
public final class Fuzz {
    private static Reader reader = Reader.JSON;
    private static Path file = Path.of("input");

    private Fuzz() {}

    /** Chooses the reader by its name, which is the one argument. */
    public static void fuzzerInitialize(String[] args) throws IOException {
        reader = Reader.valueOf(args[0].toUpperCase(Locale.ROOT));
        file = Files.createTempFile("lamina-fuzz", ".input");
        file.toFile().deleteOnExit();
        Catalog.standard(); // Loading all its classes takes seconds, which no input is to be blamed for.
    }

    /** Reads one input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(file, input);
        reader.survives(file);
    }
}
