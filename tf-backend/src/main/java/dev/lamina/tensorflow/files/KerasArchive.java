package dev.lamina.tensorflow.files;

import dev.lamina.errors.LaminaException;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasDocument;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.files.H5Superblock.Defect;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A {@code .keras} file: an archive of {@code metadata.json}, the model's {@code config.json} and its weights; or a folder
 * of these. Opening it reads nothing but the archive's directory; each part is read when it is asked for, the weights where
 * they lie. Nothing is ever unpacked under a name from the archive.
 *
 * <p>Source: {@code keras.src.saving.saving_lib}.
 */
public final class KerasArchive implements AutoCloseable {
    /** The version of Keras's format that {@link #write} writes. */
    public static final String KERAS_VERSION = "3.15.1";

    private static final String METADATA = "metadata.json";
    private static final String CONFIG = "config.json";

    /** The name of the weights in an archive, for messages. */
    public static final String WEIGHTS = "model.weights.h5";

    private static final String NUMPY_WEIGHTS = "model.weights.npz";
    private static final String TRY = "\n  try "; // the last fact of Lamina's messages
    private static final int MAX_METADATA_BYTES = 1 << 20;
    private static final int MAX_CONFIG_BYTES = 1 << 28;

    private final Path file;
    private final KerasParts parts;

    private KerasArchive(Path file, KerasParts parts) {
        this.file = file;
        this.parts = parts;
    }

    /**
     * Opens an archive or a folder; the caller closes it.
     *
     * @throws ModelFileException if it is missing, is neither, or its directory is damaged; an HDF5 file named {@code .keras},
     *     as there are some, is told apart
     */
    public static KerasArchive open(Path file) {
        if (Files.isDirectory(file)) {
            return new KerasArchive(file, new KerasParts.Folder(file));
        }
        FileChannel channel = ModelFiles.open(file);
        try {
            FileSlice slice = FileSlice.whole(channel);
            if (H5Superblock.startsLikeHdf5(slice)) {
                throw new Defect(
                        "it is an HDF5 file in spite of its name, not an archive",
                        "reading it as .h5 (a whole model) or .weights.h5 (weights)");
            }
            if (slice.length() > 0 && !ZipDirectory.startsLikeZip(slice)) {
                throw new Defect("it is not an archive: it does not begin with PK", "another file");
            }
            return new KerasArchive(file, new KerasParts.Zip(file, channel, slice, ZipDirectory.read(slice)));
        } catch (Defect e) {
            throw closing(channel, ModelFileException.reading(file, "", e.problem(), e.remedy()));
        } catch (IOException e) {
            throw closing(channel, ModelFiles.unreadable(file, "", e));
        }
    }

    private static ModelFileException closing(FileChannel channel, ModelFileException failure) {
        try {
            channel.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /**
     * Which Keras wrote it, and when.
     *
     * @throws ModelFileException if it is missing or is not what Keras writes
     */
    public KerasMetadata metadata() {
        try {
            return KerasMetadata.parse(text(METADATA, MAX_METADATA_BYTES));
        } catch (IllegalArgumentException e) {
            throw ModelFileException.reading(
                    file, METADATA, String.valueOf(e.getMessage()), ModelFileException.DAMAGED, e);
        }
    }

    /**
     * The model as JSON text, which is not looked into here.
     *
     * @throws ModelFileException if it is missing, damaged, no UTF-8, or longer than 256 MiB
     */
    public String config() {
        return text(CONFIG, MAX_CONFIG_BYTES);
    }

    /**
     * The model, with the vocabularies that lie beside its JSON, and how it was to be trained.
     *
     * @throws ModelFileException if the JSON does not describe a model, with the path in it
     */
    public KerasDocument document(Catalog catalog) {
        String json = config();
        try {
            return KerasJson.document(json, catalog, new VocabularyAssets(this::asset, this::weights)::completed);
        } catch (LaminaException e) {
            throw unreadableConfig(file, e);
        }
    }

    /** A file whose JSON does not describe a model, with what is wrong. */
    public static ModelFileException unreadableConfig(Path file, LaminaException cause) {
        return unreadableConfig(file, CONFIG, cause);
    }

    /** The same of another place in a file that holds JSON. */
    public static ModelFileException unreadableConfig(Path file, String place, LaminaException cause) {
        String text = String.valueOf(cause.getMessage());
        int remedy = text.indexOf(TRY);
        return ModelFileException.reading(
                file,
                place,
                remedy < 0 ? text : text.substring(0, remedy),
                remedy < 0
                        ? "a file that Keras 3 or Lamina saved"
                        : text.substring(remedy + TRY.length()).strip(),
                cause);
    }

    /**
     * The model's weights. Their arrays are read as they are asked for, until the archive is closed.
     *
     * @throws ModelFileException if they are missing, damaged, or in NumPy's format: Keras pickles them there, which only Python reads,
     *     and Keras itself no longer does
     */
    public WeightTree weights() {
        if (parts.has(WEIGHTS)) {
            return parts.read(WEIGHTS, Long.MAX_VALUE, slice -> WeightTree.read(file, WEIGHTS, slice));
        }
        throw parts.has(NUMPY_WEIGHTS)
                ? ModelFileException.reading(
                        file,
                        NUMPY_WEIGHTS,
                        "Keras pickled the weights for NumPy, and neither it nor anything but Python reads them",
                        "model.save(…) in Keras without weights_format")
                : parts.missing(WEIGHTS);
    }

    /**
     * The text of an asset, such as a vocabulary; empty where there is none.
     *
     * @param path below {@code assets/}
     * @throws ModelFileException if it is damaged, no UTF-8, or longer than 256 MiB
     */
    public Optional<String> asset(String path) {
        String name = "assets/" + path;
        return parts.has(name) ? Optional.of(text(name, MAX_CONFIG_BYTES)) : Optional.empty();
    }

    private String text(String name, int maxBytes) {
        return parts.read(name, maxBytes, slice -> {
            ByteBuffer bytes = slice.read(0, Math.toIntExact(slice.length()));
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            } catch (CharacterCodingException e) {
                throw ModelFileException.reading(file, name, "it is not UTF-8", ModelFileException.DAMAGED, e);
            }
        });
    }

    @Override
    public void close() {
        parts.close();
    }

    /**
     * Writes an archive that real Keras opens; the file that was there before stays as it was until the new one is whole. The
     * same arguments give the same bytes.
     *
     * @param config the model's JSON
     * @param clock what time it is, and in which zone
     * @throws ModelFileException if it cannot be written
     */
    public static void write(Path file, String config, WeightTree weights, Clock clock) {
        LocalDateTime now = LocalDateTime.now(clock).withNano(0);
        String metadata = KerasMetadata.at(KERAS_VERSION, now).toJson();
        H5Writer writer = weights.writer();
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            add(zip, METADATA, now, to -> to.write(metadata.getBytes(StandardCharsets.UTF_8)));
            add(zip, CONFIG, now, to -> to.write(config.getBytes(StandardCharsets.UTF_8)));
            add(zip, WEIGHTS, now, writer::writeTo);
            zip.finish();
        });
    }

    /**
     * Writes a folder with the same files, as Keras does with {@code zipped=False}. Of a folder that is there, all else stays.
     *
     * @throws ModelFileException if it cannot be written
     */
    public static void writeFolder(Path folder, String config, WeightTree weights, Clock clock) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw ModelFileException.writing(folder, "the folder cannot be made: " + e, "another name", e);
        }
        String metadata =
                KerasMetadata.at(KERAS_VERSION, LocalDateTime.now(clock)).toJson();
        Map<Path, AtomicFile.Content> contents = new LinkedHashMap<>();
        contents.put(folder.resolve(METADATA), out -> out.write(metadata.getBytes(StandardCharsets.UTF_8)));
        contents.put(folder.resolve(CONFIG), out -> out.write(config.getBytes(StandardCharsets.UTF_8)));
        contents.put(folder.resolve(WEIGHTS), weights.writer()::writeTo);
        AtomicFile.writeAll(contents);
    }

    /** Adds a member as it is; zip wants to know its length and checksum first, so it is written twice, once to nowhere. */
    private static void add(ZipOutputStream zip, String name, LocalDateTime time, AtomicFile.Content content)
            throws IOException {
        CountingOutput counted = new CountingOutput();
        CheckedOutputStream checked = new CheckedOutputStream(counted, new CRC32());
        content.writeTo(checked);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(counted.bytes);
        entry.setCrc(checked.getChecksum().getValue());
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    private static final class CountingOutput extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int count) {
            bytes += count;
        }
    }
}
