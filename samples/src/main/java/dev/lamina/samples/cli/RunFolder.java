package dev.lamina.samples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a training.
 *
 * @param folder where they are
 */
record RunFolder(Path folder) {
    Path model() {
        return folder.resolve("model.keras");
    }

    Path history() {
        return folder.resolve("history.csv");
    }

    Path curves() {
        return folder.resolve("curves.png");
    }

    Path reconstructions() {
        return folder.resolve("reconstructions.png");
    }

    Path samples() {
        return folder.resolve("samples.png");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** Those that are there, in the order of the names above. */
    List<Path> written() {
        return List.of(model(), history(), curves(), reconstructions(), samples(), logs()).stream()
                .filter(Files::exists)
                .toList();
    }

    /** Makes the folder, and removes what an earlier training left that a new one would not replace. */
    void begin() throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(samples());
        for (String part : List.of("train", "validation")) {
            Path events = logs().resolve(part);
            if (Files.isDirectory(events)) {
                try (var files = Files.newDirectoryStream(events, "events.out.tfevents.*.lamina.*")) {
                    for (Path file : files) {
                        Files.delete(file);
                    }
                }
            }
        }
    }
}
