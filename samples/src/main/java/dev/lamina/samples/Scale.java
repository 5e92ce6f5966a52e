package dev.lamina.samples;

import java.nio.file.Path;
import java.util.Arrays;

/** How large a program runs: its default is worth looking at, {@code --small} is over in seconds. */
enum Scale {
    SMALL,
    FULL;

    static Scale of(String[] arguments) {
        return Arrays.asList(arguments).contains("--small") ? SMALL : FULL;
    }

    /** One of two numbers. */
    int of(int small, int full) {
        return this == SMALL ? small : full;
    }

    /** Where a program writes. */
    static Path folder(String program) {
        return Path.of("runs", program);
    }
}
