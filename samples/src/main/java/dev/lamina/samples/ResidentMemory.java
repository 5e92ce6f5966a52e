package dev.lamina.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory that this process has resident, in bytes; empty where the system does not say, which only Linux does in a file. */
public final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentMemory() {}

    /** Now. */
    public static OptionalLong now() throws IOException {
        return line("VmRSS:");
    }

    /** The most so far. */
    public static OptionalLong peak() throws IOException {
        return line("VmHWM:");
    }

    private static OptionalLong line(String name) throws IOException {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }
}
