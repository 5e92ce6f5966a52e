package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import dev.lamina.config.Plain;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.tensorflow.data.ImageData;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose images. */
final class DataOptions {
    /** The data sets. */
    enum Name {
        GLYPHS,
        MNIST,
        FASHION_MNIST;

        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static List<String> ids() {
            return java.util.Arrays.stream(values()).map(Name::id).toList();
        }
    }

    @Option(
            names = "--data",
            paramLabel = "NAME",
            converter = Converter.class,
            completionCandidates = Candidates.class,
            defaultValue = "glyphs",
            order = 1,
            description = "The images: ${COMPLETION-CANDIDATES}. glyphs, unless said otherwise, is drawn by the program"
                    + " itself and needs no download.")
    private Name name;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            order = 2,
            description =
                    "Where the files of mnist or fashion-mnist are; else $LAMINA_DATA, or Keras's cache, where they"
                            + " are downloaded to.")
    private @Nullable Path folder;

    @Option(names = "--limit", paramLabel = "N", order = 6, description = "Use the first N training images only.")
    private @Nullable Integer limit;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    DataOptions() {}

    /** The images; the test images are limited in the same proportion as the training images, but are 100 or more. */
    ImageData load(Verb verb) {
        ImageData all = all(verb);
        if (limit == null) {
            return all;
        }
        int there = all.trainImages().shape().size(0);
        int train = Math.min(verb.positive("--limit", limit), there);
        int test = all.testImages().shape().size(0);
        int share = (int) ((long) test * train / there);
        return all.first(train, Math.min(test, Math.max(share, 100)));
    }

    private ImageData all(Verb verb) {
        if (name == Name.GLYPHS) {
            if (folder != null) {
                throw verb.misuse("--data-dir is for --data mnist and fashion-mnist; glyphs are drawn, not read");
            }
            return Glyphs.load();
        }
        if (name == Name.MNIST) {
            return folder == null ? ImageData.mnist() : ImageData.mnist(folder);
        }
        return folder == null ? ImageData.fashionMnist() : ImageData.fashionMnist(folder);
    }

    /** The variance of the pixels of images (uint8), as numbers between 0 and 1. */
    static double variance(NdArray images) {
        byte[] pixels = (byte[]) images.storage();
        double sum = 0;
        double squares = 0;
        for (byte pixel : pixels) {
            double value = Byte.toUnsignedInt(pixel) / 255.0;
            sum += value;
            squares += value * value;
        }
        double mean = sum / pixels.length;
        return squares / pixels.length - mean * mean;
    }

    /** Reads a data set's name. */
    static final class Converter implements ITypeConverter<Name> {
        @Override
        public Name convert(String value) {
            return java.util.Arrays.stream(Name.values())
                    .filter(name -> name.id().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + value + "\" is no data set; " + Plain.suggestion(value, Name.ids())));
        }
    }

    /** The names, for help. */
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Name.ids().iterator();
        }
    }
}
