package dev.lamina.tensorflow.data;

import dev.lamina.DType;
import dev.lamina.NdArray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Images in a folder with a folder for each class: {@code pets/cat/1.png}, {@code pets/dog/2.jpg}. They are decoded and brought to
 * one size when a batch needs them, in several threads. A setter returns a changed copy.
 *
 * <pre>{@code
 * ImageDirectory pets = ImageDirectory.of(Path.of("pets")).size(128, 128);
 * run.fit(pets.dataset(), fit -> fit.epochs(10));   // pets.classes() are the names
 * }</pre>
 *
 * <p>Source: {@code keras.utils.image_dataset_from_directory}.
 *
 * @param files the images, in the order of classes and names
 * @param labels the class of each, by its place in {@code classes}
 * @param classes the names of the folders, in alphabetical order
 * @param channels 3 for colours, 1 for shades of grey
 */
public record ImageDirectory(
        List<Path> files, List<Integer> labels, List<String> classes, int height, int width, int channels) {
    private static final List<String> ENDINGS = List.of(".bmp", ".gif", ".jpeg", ".jpg", ".png");

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a size is less than 1, or there are not 1 or 3 channels
     */
    public ImageDirectory {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException("images have a height and a width, and 1 or 3 channels; received "
                    + height + ", " + width + ", " + channels);
        }
        files = List.copyOf(files);
        labels = List.copyOf(labels);
        classes = List.copyOf(classes);
    }

    /**
     * The images below a folder, in colours, 256 by 256.
     *
     * @throws DataException if it cannot be read, or holds no images in folders
     */
    public static ImageDirectory of(Path folder) {
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        try {
            for (Path each : sorted(folder, Files::isDirectory)) {
                for (Path file : sorted(each, ImageDirectory::isImage)) {
                    files.add(file);
                    labels.add(classes.size());
                }
                classes.add(String.valueOf(each.getFileName()));
            }
        } catch (IOException e) {
            throw DataException.of("the images could not be listed", e, "folder", folder.toString(), "found", "" + e);
        }
        if (files.isEmpty()) {
            throw DataException.of(
                    "there are no images",
                    "folder",
                    folder.toString(),
                    "expected",
                    "a folder for each class, with files that end in " + String.join(", ", ENDINGS),
                    "found",
                    classes.isEmpty() ? "no folders" : "no such files in " + String.join(", ", classes));
        }
        return new ImageDirectory(files, labels, classes, 256, 256, 3);
    }

    private static List<Path> sorted(Path folder, Predicate<Path> which) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(which)
                    .sorted((a, b) -> String.valueOf(a.getFileName()).compareTo(String.valueOf(b.getFileName())))
                    .toList();
        }
    }

    private static boolean isImage(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** Brings all images to this size, by bilinear interpolation without keeping their proportions. */
    public ImageDirectory size(int changedHeight, int changedWidth) {
        return new ImageDirectory(files, labels, classes, changedHeight, changedWidth, channels);
    }

    /** 3 for colours, 1 for shades of grey. */
    public ImageDirectory channels(int changed) {
        return new ImageDirectory(files, labels, classes, height, width, changed);
    }

    /**
     * An input "x" of shape (?, height, width, channels), float32 from 0 to 255, and a target "y" of shape (?,), int32. An image that
     * does not decode ends an epoch with a {@link DataException} that names it.
     */
    public Dataset dataset() {
        int[] places = new int[files.size()];
        Arrays.setAll(places, i -> i);
        int[] targets = labels.stream().mapToInt(Integer::intValue).toArray();
        List<ArraySpec> specs = List.of(
                ArraySpec.input("x", DType.FLOAT32, -1, height, width, channels),
                ArraySpec.target("y", DType.INT32, -1));
        int threads = Math.min(8, Runtime.getRuntime().availableProcessors());
        return ArrayDataset.of(NdArray.of(places, places.length), NdArray.of(targets, targets.length))
                .map(specs, threads, arrays -> List.of(decoded(arrays.get(0).ints()), arrays.get(1)));
    }

    private NdArray decoded(int[] places) {
        float[] pixels = new float[places.length * height * width * channels];
        for (int i = 0; i < places.length; i++) {
            Path file = files.get(places[i]);
            Pixels.resize(read(file), height, width, channels, pixels, i * height * width * channels);
        }
        return NdArray.of(pixels, places.length, height, width, channels);
    }

    private static BufferedImage read(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image == null) {
                throw undecodable(file, "bytes that are none of them", null);
            }
            return image;
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) { // what decoders throw
            throw undecodable(file, e.toString(), e);
        }
    }

    private static DataException undecodable(Path file, String found, @Nullable Exception cause) {
        return DataException.of(
                "an image does not decode",
                cause,
                "file",
                file.toString(),
                "expected",
                "an image as BMP, GIF, JPEG or PNG",
                "found",
                found,
                "try",
                "opening it with another program, or removing it");
    }
}
