package dev.lamina.tensorflow.files;

import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Operation;
import dev.lamina.Source;
import dev.lamina.Weight;
import dev.lamina.lowering.WeightNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes {@code .h5} files in the layout of Keras 1 and 2, as Keras 3 writes them still: for each layer of the outermost model a group
 * whose attribute {@code weight_names} says which arrays below it are its weights, in order.
 *
 * <p>Source: {@code keras.src.legacy.saving.legacy_h5_format}.
 */
public final class LegacyWriter {
    /** What Keras leaves of the room that an HDF5 object header has. */
    private static final int MAX_NAMES_BYTES = 64_512;

    /** A text in an attribute takes this many bytes at least: those that say where it is. */
    private static final int REFERENCE_BYTES = 16;

    private final Path file;
    private final Map<Weight, String> names = new HashMap<>();
    private final Function<Weight, NdArray> values;

    private LegacyWriter(Path file, Model model, Function<Weight, NdArray> values) {
        this.file = file;
        this.values = values;
        WeightNames.of(model).forEach(named -> names.putIfAbsent(named.weight(), named.name()));
    }

    /**
     * Writes weights alone.
     *
     * @throws ModelFileException if it cannot be written
     */
    public static void writeWeights(Path file, Model model, Function<Weight, NdArray> values) {
        H5Tree root = new H5Tree();
        new LegacyWriter(file, model, values).weights(root, model);
        write(file, root);
    }

    /**
     * Writes a whole model.
     *
     * @param attributes the JSON that describes the model and its training, by the names of the file's attributes
     * @param optimizer its state in the order of files, by names; empty where it has none
     * @throws ModelFileException if it cannot be written
     */
    public static void write(
            Path file,
            Model model,
            Map<String, String> attributes,
            Function<Weight, NdArray> values,
            Map<String, NdArray> optimizer) {
        LegacyWriter writer = new LegacyWriter(file, model, values);
        H5Tree root = new H5Tree();
        writer.version(root);
        attributes.forEach(root::attribute);
        writer.weights(root.child(LegacyFile.WEIGHTS), model);
        if (!optimizer.isEmpty()) {
            writer.arrays(root.child(LegacyFile.OPTIMIZER), optimizer);
        }
        write(file, root);
    }

    private static void write(Path file, H5Tree root) {
        AtomicFile.write(file, new H5Writer(root)::writeTo);
    }

    private void version(H5Tree group) {
        group.attribute("backend", "tensorflow");
        group.attribute("keras_version", KerasArchive.KERAS_VERSION);
    }

    private void weights(H5Tree group, Model model) {
        List<Operation> layers = model.operations().stream()
                .filter(operation -> operation instanceof Layer
                        || operation instanceof Model
                        || (operation instanceof Source.Input && !model.isSequential()))
                .toList();
        texts(group, LegacyFile.LAYERS, layers.stream().map(model::nameOf).toList());
        version(group);
        for (Operation layer : layers) {
            Map<String, NdArray> arrays = new LinkedHashMap<>();
            for (Weight weight : LegacyOrder.of(model, layer)) {
                arrays.put(unused(names.getOrDefault(weight, weight.path()), arrays), values.apply(weight));
            }
            arrays(group.group(model.nameOf(layer)), arrays);
        }
        arrays(group.child("top_level_model_weights"), Map.of());
    }

    private static String unused(String name, Map<String, ?> used) {
        String candidate = name;
        for (int i = 1; used.containsKey(candidate); i++) {
            candidate = name + "_" + i;
        }
        return candidate;
    }

    private void arrays(H5Tree group, Map<String, NdArray> arrays) {
        texts(group, "weight_names", List.copyOf(arrays.keySet()));
        arrays.forEach((name, array) -> {
            if (array.dtype() == DType.BFLOAT16) {
                throw ModelFileException.writing(
                        file,
                        "\"" + name + "\" is bfloat16, which this layout has not",
                        "a name that ends in .keras or .weights.h5",
                        null);
            }
            int slash = name.lastIndexOf('/');
            group.group(slash < 0 ? "" : name.substring(0, slash)).put(name.substring(slash + 1), array, Map.of());
        });
    }

    /** A list of texts, cut into {@code layer_names0}, {@code layer_names1} … where an attribute has no room for it. */
    private static void texts(H5Tree group, String key, List<String> texts) {
        int longest = texts.stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
        int room = MAX_NAMES_BYTES / Math.max(longest, REFERENCE_BYTES);
        if (texts.size() <= room) {
            group.attribute(key, new H5Tree.Attribute(false, texts));
            return;
        }
        int chunks = (texts.size() + room - 1) / room;
        for (int i = 0; i < chunks; i++) {
            int from = (int) ((long) texts.size() * i / chunks);
            int to = (int) ((long) texts.size() * (i + 1) / chunks);
            group.attribute(key + i, new H5Tree.Attribute(false, texts.subList(from, to)));
        }
    }
}
