package dev.lamina.tensorflow.saved;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.files.ModelFileException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What saving a model does where the system refuses to take the bytes: in a process that may write small files only. */
final class FullDiskTest {
    private static final int KILOBYTES = 100;

    @TempDir
    private Path folder;

    private static CompiledModel model(int units) {
        SymbolicTensor x = input("x", 100);
        return TensorFlowBackend.compile(Model.of("m", x, x.then(dense(units))));
    }

    /** Saves a model of 400 kilobytes as a file, and as folders in which another file is too large. */
    static final class Child {
        public static void main(String[] arguments) {
            Path file = Path.of(arguments[0]);
            try (CompiledModel large = model(1000)) {
                refuses(() -> large.save(file));
                refuses(() -> large.export(file.resolveSibling("whole")));
                refuses(() -> large.export(file.resolveSibling("serving"), options -> options.servingOnly(true)));
            }
        }

        private static void refuses(Runnable writes) {
            try {
                writes.run();
            } catch (ModelFileException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void leavesTheOldFileAndSaysWhy() throws IOException, InterruptedException {
        Path file = folder.resolve("m.keras");
        try (CompiledModel small = model(1)) {
            small.save(file);
        }
        byte[] before = Files.readAllBytes(file);

        String said = saveInAChild(file);
        for (String name : List.of("m.keras", "whole", "serving")) {
            assertThat(said).contains("""
                    cannot write "%s"
                      problem   File too large; what was there before is untouched
                      try       freeing space, or a folder on another disk that you may write to""".formatted(folder.resolve(name)));
        }
        assertThat(file).hasBinaryContent(before);
        assertThat(folder.toFile().list()).containsExactly("m.keras");
    }

    private static String saveInAChild(Path file) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process child = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f " + KILOBYTES + "; exec \"$@\"",
                        "child",
                        java,
                        "-XX:-UsePerfData",
                        "-cp",
                        classPath,
                        Child.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(2, TimeUnit.MINUTES)).as(output).isTrue();
        return output;
    }
}
