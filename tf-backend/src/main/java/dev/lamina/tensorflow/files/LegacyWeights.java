package dev.lamina.tensorflow.files;

import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.Operation;
import dev.lamina.Weight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a {@code .h5} file: for each layer of the outermost model a list, in which a model inside has all its weights, the
 * trainable ones first.
 *
 * <p>Lists belong to the layers of their names where the model has all these names, else to the layers that have weights, in their
 * order. Source: {@code tf_keras.src.saving.legacy.hdf5_format}.
 */
final class LegacyWeights {
    /** The weights that the file has under the name of a layer. */
    record Listed(String layer, List<String> names, List<StoredArray> arrays) {}

    private final List<Listed> layers;

    private LegacyWeights(List<Listed> layers) {
        this.layers = layers;
    }

    /** Reads the group of the weights, which is the file's root where it holds nothing else. */
    static LegacyWeights read(Path file, H5Tree group, String path) {
        List<Listed> layers = new ArrayList<>();
        for (String layer : LegacyTexts.of(group, "layer_names")) {
            H5Tree child = descend(group, layer);
            if (child == null) {
                throw ModelFileException.reading(
                        file,
                        path,
                        "layer_names names \"" + layer + "\", which is not there",
                        ModelFileException.DAMAGED);
            }
            List<String> names = LegacyTexts.of(child, "weight_names");
            List<StoredArray> arrays = new ArrayList<>();
            for (String name : names) {
                arrays.add(array(file, child, name, path + "/" + layer));
            }
            layers.add(new Listed(layer, names, arrays));
        }
        return new LegacyWeights(layers);
    }

    /** An array below a group; its name may hold slashes. */
    static StoredArray array(Path file, H5Tree group, String name, String place) {
        int slash = name.lastIndexOf('/');
        H5Tree holder = slash < 0 ? group : descend(group, name.substring(0, slash));
        H5Tree.Dataset found = holder == null ? null : holder.datasets().get(name.substring(slash + 1));
        if (found == null) {
            throw ModelFileException.reading(
                    file, place, "weight_names names \"" + name + "\", which is not there", ModelFileException.DAMAGED);
        }
        return found.array();
    }

    private static @Nullable H5Tree descend(H5Tree group, String path) {
        H5Tree at = group;
        for (String name : path.split("/")) {
            at = at == null || name.isEmpty() ? at : at.groups().get(name);
        }
        return at;
    }

    /**
     * These weights where Keras 3 keeps those of a model; what the model lacks lies under the names in the file.
     *
     * @param byName whether places do not count even where hardly a name is known
     */
    List<WeightTree.Entry> entries(Model model, boolean byName) {
        List<Operation> wanted = withWeights(model);
        List<Listed> found =
                layers.stream().filter(listed -> !listed.arrays().isEmpty()).toList();
        Map<String, Operation> operations = new LinkedHashMap<>();
        wanted.forEach(operation -> operations.put(model.nameOf(operation), operation));
        boolean named = byName
                || found.stream()
                                        .filter(listed -> operations.containsKey(listed.layer()))
                                        .count()
                                * 2
                        > found.size();
        Map<Weight, StoredArray> values = new HashMap<>();
        List<WeightTree.Entry> others = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Operation operation =
                    named ? operations.get(found.get(i).layer()) : (i < wanted.size() ? wanted.get(i) : null);
            boolean fits = operation != null && assign(model, operation, found.get(i), values);
            if (!fits) {
                Listed listed = found.get(i);
                others.add(new WeightTree.Entry(
                        "layers/(" + listed.layer() + ")", Optional.of(listed.layer()), listed.arrays(), Map.of()));
            }
        }
        List<WeightTree.Entry> entries = new ArrayList<>(others);
        for (ModelWeights.Holder holder : ModelWeights.of(model).holders()) {
            List<StoredArray> arrays = new ArrayList<>();
            for (Weight weight : holder.weights()) {
                if (values.containsKey(weight)) {
                    arrays.add(holder.written(weight, any -> Objects.requireNonNull(values.get(any))));
                }
            }
            if (arrays.size() == holder.weights().size()) {
                entries.add(new WeightTree.Entry(holder.path(), holder.name(), arrays, Map.of()));
            }
        }
        return entries;
    }

    private static List<Operation> withWeights(Model model) {
        return model.operations().stream()
                .filter(operation -> operation instanceof Layer || operation instanceof Model)
                .filter(operation -> !LegacyOrder.of(model, operation).isEmpty())
                .toList();
    }

    /** Gives the weights of a layer or model their values; whether their number fits. */
    private static boolean assign(Model model, Operation operation, Listed listed, Map<Weight, StoredArray> values) {
        List<Weight> weights = LegacyOrder.of(model, operation);
        if (weights.size() != listed.arrays().size()) {
            return false;
        }
        List<StoredArray> arrays = CuDnnWeights.usual(listed.arrays(), weights);
        List<Weight> ordered = operation instanceof Model
                ? LegacyOrder.byNames(weights, listed.names())
                : LegacyOrder.byWords(weights, listed.names());
        for (int i = 0; i < ordered.size(); i++) {
            values.put(ordered.get(i), arrays.get(i));
        }
        return true;
    }
}
