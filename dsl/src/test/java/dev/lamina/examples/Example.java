package dev.lamina.examples;

import java.nio.file.Path;
import java.util.List;

/**
 * An example in the documentation of a declaration.
 *
 * @param file where it stands
 * @param line the number of its first line there, counted from 1
 * @param packageName the package of the declaration
 * @param owner what is documented: {@code dev.lamina.layers.Dense}, {@code dev.lamina.ops.Nn.relu}, or a constant
 * @param code its lines, as they stand between the braces
 */
record Example(Path file, int line, String packageName, String owner, List<String> code) {
    /** Where one of its lines stands, as compilers say it. */
    String place(int offset) {
        return file + ":" + (line + offset);
    }
}
