package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of an image data set: how they are named, where they are looked for, where they come from.
 *
 * @param name the data set's, and its folder's in {@code LAMINA_DATA}
 * @param cache the folder in Keras's cache, "" for the cache itself
 * @param files file name in Keras's cache to its source
 */
record ImageFiles(String name, List<String> classes, String cache, Map<String, Download> files) {
    private static final String KERAS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";
    private static final String ARCHIVE = "mnist.npz";

    private static final List<String> IDX = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    /** Source: {@code keras.datasets.mnist}. */
    static final ImageFiles MNIST = new ImageFiles(
            "mnist",
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            "",
            downloads(ARCHIVE, "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"));

    /** Source: {@code keras.datasets.fashion_mnist}; class names by the data set's authors. */
    static final ImageFiles FASHION_MNIST = new ImageFiles(
            "fashion-mnist",
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"),
            "fashion-mnist",
            downloads(
                    "train-images-idx3-ubyte.gz", "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                    "train-labels-idx1-ubyte.gz", "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                    "t10k-images-idx3-ubyte.gz", "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                    "t10k-labels-idx1-ubyte.gz", "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));

    private static Map<String, Download> downloads(String... filesAndSums) {
        Map<String, Download> result = new LinkedHashMap<>();
        for (int i = 0; i < filesAndSums.length; i += 2) {
            result.put(filesAndSums[i], new Download(URI.create(KERAS + filesAndSums[i]), filesAndSums[i + 1]));
        }
        return result;
    }

    /** Loads from this folder only. */
    ImageData load(Path folder) {
        ImageData found = find(folder);
        if (found == null) {
            throw DataException.of(
                    name + " is not in the folder",
                    "folder",
                    folder.toString(),
                    "expected",
                    String.join(".gz\n", IDX) + ".gz" + (files.containsKey(ARCHIVE) ? "\nor " + ARCHIVE : ""),
                    "missing",
                    String.join(
                            "\n",
                            IDX.stream()
                                    .filter(file -> idx(folder, file) == null)
                                    .map(file -> file + ".gz")
                                    .toList()));
        }
        return found;
    }

    /** Loads from the first of the folders that has the files; downloads them to Keras's cache when none has. */
    ImageData load(ImageFolders folders) {
        Path cached = folders.keras().resolve(cache);
        ImageData found =
                folders.lamina() == null ? null : find(folders.lamina().resolve(name));
        found = found == null ? find(cached) : found;
        if (found != null) {
            return found;
        }
        for (Map.Entry<String, Download> file : files.entrySet()) {
            Path target = cached.resolve(file.getKey());
            if (!Files.exists(target)) {
                try {
                    file.getValue().to(target);
                } catch (IOException e) {
                    throw notFound(folders, file.getValue(), target, e);
                }
            }
        }
        return load(cached);
    }

    private DataException notFound(ImageFolders folders, Download download, Path target, IOException cause) {
        Path lamina = folders.lamina();
        return DataException.of(
                name + " is not on this machine and could not be downloaded",
                cause,
                "looked in",
                (lamina == null
                                ? "LAMINA_DATA, which is not set"
                                : lamina.resolve(name).toString()) + "\n"
                        + folders.keras().resolve(cache),
                "download",
                download.from() + "\n" + cause,
                "try",
                "put " + download.from() + "\nto  " + target
                        + "\nor put " + String.join(".gz, ", IDX) + ".gz"
                        + "\nto  "
                        + (lamina == null
                                ? "a folder " + name + ", and set LAMINA_DATA to the folder that it is in"
                                : lamina.resolve(name)));
    }

    /** The data set where {@code folder} has all of its files, else null. */
    private @Nullable ImageData find(Path folder) {
        Path archive = folder.resolve(ARCHIVE);
        if (files.containsKey(ARCHIVE) && Files.isRegularFile(archive)) {
            return ofArchive(archive, Npz.read(archive));
        }
        Path[] found = IDX.stream().map(file -> idx(folder, file)).toArray(Path[]::new);
        for (Path file : found) {
            if (file == null) {
                return null;
            }
        }
        return new ImageData(
                name, classes, Idx.read(found[0]), Idx.read(found[1]), Idx.read(found[2]), Idx.read(found[3]));
    }

    private static @Nullable Path idx(Path folder, String file) {
        Path gzipped = folder.resolve(file + ".gz");
        Path plain = folder.resolve(file);
        return Files.isRegularFile(gzipped) ? gzipped : Files.isRegularFile(plain) ? plain : null;
    }

    private ImageData ofArchive(Path file, Map<String, NdArray> arrays) {
        return new ImageData(
                name,
                classes,
                array(file, arrays, "x_train"),
                array(file, arrays, "y_train"),
                array(file, arrays, "x_test"),
                array(file, arrays, "y_test"));
    }

    private static NdArray array(Path file, Map<String, NdArray> arrays, String name) {
        NdArray array = arrays.get(name);
        if (array == null) {
            throw DataException.of(
                    file.getFileName() + " lacks an array",
                    "file",
                    file.toString(),
                    "expected",
                    "x_train, y_train, x_test, y_test",
                    "found",
                    String.join(", ", arrays.keySet()));
        }
        return array;
    }
}
