package dev.lamina.tensorflow.data;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a machine keeps its data sets.
 *
 * @param lamina the folder that {@code LAMINA_DATA} names, null where it is not set
 * @param keras Keras's cache, {@code ~/.keras/datasets}
 */
record ImageFolders(@Nullable Path lamina, Path keras) {
    static ImageFolders ofThisMachine() {
        return of(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    static ImageFolders of(Map<String, String> environment, Path home) {
        String lamina = environment.getOrDefault("LAMINA_DATA", "");
        return new ImageFolders(
                lamina.isBlank() ? null : Path.of(lamina),
                kerasHome(environment, home).resolve("datasets"));
    }

    /** {@code KERAS_HOME}, or {@code ~/.keras}. */
    static Path kerasHome(Map<String, String> environment, Path home) {
        String keras = environment.getOrDefault("KERAS_HOME", "");
        return keras.isBlank() ? home.resolve(".keras") : Path.of(keras);
    }
}
