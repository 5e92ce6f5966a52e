package dev.lamina.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a copy of the folders that it looks at, so that it finds everything built and starts no Maven. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a bash script")
class LauncherTest {
    @TempDir
    private Path folder;

    @Test
    void startsThroughALinkFromAnotherFolder() throws Exception {
        Path lamina = install();
        Path link = Files.createSymbolicLink(folder.resolve("link"), lamina);

        Process process = new ProcessBuilder(link.toString(), "summary", "none.keras")
                .directory(Files.createDirectory(folder.resolve("else where")).toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(text).isEqualTo("lamina summary: there is no file or folder \"none.keras\"\n");
        assertThat(process.exitValue()).isEqualTo(1);
    }

    private Path install() throws IOException {
        Path root = Files.createDirectory(folder.resolve("la mina"));
        for (String module : new String[] {"dsl", "tf-backend", "zoo", "samples"}) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.createFile(root.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(root.resolve("pom.xml"));
        Path target = Files.createDirectories(root.resolve("samples/target"));
        String classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Files.writeString(target.resolve("lamina.classpath"), classpath.replace(File.pathSeparatorChar, ':'));
        return Files.copy(
                Path.of("lamina"), root.resolve("samples/lamina"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
}
