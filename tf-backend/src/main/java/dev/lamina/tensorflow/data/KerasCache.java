package dev.lamina.tensorflow.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Files that Keras publishes, such as trained weights, in the folder where Keras itself keeps them: {@code ~/.keras}, or what {@code
 * KERAS_HOME} names. Source: {@code keras.utils.get_file}.
 */
public final class KerasCache {
    private KerasCache() {}

    /**
     * A file of the cache, downloaded where it is not there or is another.
     *
     * @param from where it is published; its last part is its name here
     * @param folder of the cache, such as {@code models}
     * @param checksum MD5 or SHA-256 in hexadecimal; empty where none is known
     * @throws DataException if it is not there and cannot be downloaded, saying where to put it
     */
    public static Path fetch(URI from, String folder, String checksum) {
        Path home = ImageFolders.kerasHome(System.getenv(), Path.of(System.getProperty("user.home", ".")));
        return fetch(home.resolve(folder), new Download(from, checksum));
    }

    static Path fetch(Path folder, Download download) {
        String path = download.from().getPath();
        Path file = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
        try {
            if (!download.isAt(file)) {
                download.to(file);
            }
            return file;
        } catch (IOException e) {
            throw DataException.of(
                    file.getFileName() + " is not on this machine and could not be downloaded",
                    e,
                    "looked for",
                    file.toString(),
                    "download",
                    download.from() + "\n" + e,
                    "try",
                    "put " + download.from() + "\nto  " + file);
        }
    }
}
