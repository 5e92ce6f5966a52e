package dev.lamina.tensorflow.files;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * The folder of a TensorFlow SavedModel: {@code saved_model.pb}, {@code variables/}, and in {@code assets.extra/}, which TensorFlow does not
 * look into, the model as a {@code .keras} file, from which it comes back as a whole.
 *
 * <p>Source: {@code tensorflow/cc/saved_model/README.md}.
 */
public final class SavedModelFolder {
    /** The tag of the graph that is for serving. */
    public static final String TAG = "serve";

    private static final String GRAPH = "saved_model.pb";
    private static final Path VARIABLES = Path.of("variables", "variables");
    private static final Path MODEL = Path.of("assets.extra", "lamina", "model.keras");

    /** All that a SavedModel has in its folder; one that has more is not replaced. */
    private static final Set<String> MEMBERS = Set.of(
            GRAPH, "saved_model.pbtxt", "variables", "assets", "assets.extra", "fingerprint.pb", "keras_metadata.pb");

    private static final String WRITTEN = "the folder that model.export(…) or tf.saved_model.save(…) wrote";

    private static final String ROOM = "freeing space, or a folder on another disk that you may write to";

    private SavedModelFolder() {}

    /** What fills a folder. */
    public interface Content {
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Writes a SavedModel, and makes the folders around it; the one that was there stays as it was until the new one is whole.
     *
     * @throws ModelFileException if that fails, or something other than a SavedModel is there
     */
    public static void write(Path folder, Content content) {
        try {
            Path target = Files.exists(folder)
                    ? folder.toRealPath()
                    : folder.toAbsolutePath().normalize();
            checkReplaceable(folder);
            Files.createDirectories(target.getParent());
            AtomicFolder.write(target, content);
        } catch (ModelFileException e) {
            throw e.file().equals(folder) ? e : ModelFileException.writing(folder, e.problem(), ROOM, e);
        } catch (IOException e) {
            String problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw ModelFileException.writing(folder, problem + "; what was there before is untouched", ROOM, e);
        }
    }

    private static void checkReplaceable(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw ModelFileException.writing(folder, "there is a file of this name", "another name", null);
        }
        try (Stream<Path> members = Files.list(folder)) {
            Set<String> others = members.map(member -> String.valueOf(member.getFileName()))
                    .filter(name -> !MEMBERS.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!others.isEmpty()) {
                throw ModelFileException.writing(
                        folder,
                        "the folder of this name holds other things than a SavedModel: "
                                + others.stream().limit(5).collect(Collectors.joining(", ")),
                        "another name",
                        null);
            }
        }
    }

    /** Where the variables go, as TensorFlow wants to know it: the beginning of the names of files. */
    public static Path variables(Path folder) {
        return folder.resolve(VARIABLES);
    }

    /** Writes the graph and its signatures. */
    public static void writeGraph(Path folder, SavedModel model) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(GRAPH))) {
            model.writeTo(out);
        }
    }

    /** Makes place for the model that comes back, and says where. */
    public static Path createModelFile(Path folder) throws IOException {
        Path file = folder.resolve(MODEL);
        Files.createDirectories(file.getParent());
        return file;
    }

    /**
     * The file that holds a whole model: for a SavedModel what lies in it, for anything else the file itself.
     *
     * @throws ModelFileException if a SavedModel has none
     */
    public static Path modelFile(Path file) {
        if (!Files.exists(file.resolve(GRAPH))) {
            return file;
        }
        Path model = file.resolve(MODEL);
        if (!Files.exists(model)) {
            throw ModelFileException.reading(
                    file,
                    "",
                    "it is a SavedModel without " + MODEL + ": a graph to be run, not a model of layers",
                    "SavedModel.open(folder), which runs its signatures");
        }
        return model;
    }

    /**
     * Loads the graph for serving, with its variables; the caller closes it.
     *
     * @throws ModelFileException if it is missing or damaged
     */
    public static SavedModelBundle open(Path folder) {
        MetaGraphDef graph = graph(folder);
        if (graph.hasSaverDef()) {
            checkVariables(folder);
        }
        try {
            return SavedModelBundle.load(folder.toString(), TAG);
        } catch (RuntimeException e) {
            throw ModelFileException.reading(
                    folder, "", "TensorFlow cannot load it: " + firstLine(e), ModelFileException.DAMAGED, e);
        }
    }

    /** What TensorFlow says, without the places in its source and its list of all graphs. */
    public static String firstLine(RuntimeException e) {
        String text = String.valueOf(e.getMessage()).strip();
        return text.lines().findFirst().orElse(e.getClass().getSimpleName());
    }

    private static MetaGraphDef graph(Path folder) {
        Path file = folder.resolve(GRAPH);
        if (!Files.isRegularFile(file)) {
            String problem = Files.isDirectory(folder)
                    ? "the folder has no " + GRAPH
                    : Files.exists(folder) ? "it is a file, not a folder" : "there is no such folder";
            throw ModelFileException.reading(folder, "", problem, WRITTEN);
        }
        try (InputStream in = Files.newInputStream(file)) {
            SavedModel model = SavedModel.parseFrom(in);
            List<List<String>> tags = model.getMetaGraphsList().stream()
                    .map(graph -> List.copyOf(graph.getMetaInfoDef().getTagsList()))
                    .toList();
            int index = tags.indexOf(List.of(TAG));
            if (index < 0) {
                throw ModelFileException.reading(
                        folder, GRAPH, "none of its graphs is for " + TAG + "; their tags are " + tags, WRITTEN);
            }
            return model.getMetaGraphs(index);
        } catch (InvalidProtocolBufferException e) {
            throw ModelFileException.reading(
                    folder, GRAPH, "it is no SavedModel: " + e.getMessage(), ModelFileException.DAMAGED, e);
        } catch (IOException e) {
            throw ModelFiles.unreadable(folder, GRAPH, e);
        }
    }

    /** TensorFlow takes a folder without them for one that needs none. */
    private static void checkVariables(Path folder) {
        Path index = VARIABLES.resolveSibling("variables.index");
        if (!Files.isRegularFile(folder.resolve(index))) {
            throw ModelFileException.reading(
                    folder,
                    index.toString(),
                    "it is missing: the graph would have no weights",
                    ModelFileException.DAMAGED);
        }
    }
}
