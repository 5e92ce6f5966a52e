package dev.lamina.tensorflow.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Matches layers by their names where files number them: {@code layers/functional/layers/dense_1/cell} is, where those are called so,
 * {@code encoder/hidden/cell}. Keras has this for its older files alone; newer ones hold the names, too.
 */
final class NamedLayers {
    private static final String LAYERS = "layers";

    private NamedLayers() {}

    /**
     * The same entries at the paths that layers of the same names have in a model. Those whose names the model has not lie under
     * their names.
     *
     * @throws ModelFileException if the file has no names, or two layers of one name
     */
    static WeightTree of(Path file, WeightTree tree, ModelWeights weights) {
        Map<String, String> names = new HashMap<>();
        weights.holders().forEach(holder -> holder.name().ifPresent(name -> names.put(holder.path(), name)));
        Map<String, String> paths = new HashMap<>();
        weights.holders()
                .forEach(holder ->
                        paths.put(named(holder.path(), path -> Optional.ofNullable(names.get(path))), holder.path()));
        List<WeightTree.Entry> entries = new ArrayList<>();
        Set<String> met = new HashSet<>();
        boolean anyName = false;
        for (WeightTree.Entry entry : tree.entries()) {
            if (!(entry.path() + "/").startsWith(LAYERS + "/")) {
                entries.add(entry);
                continue;
            }
            String named = named(entry.path(), path -> tree.entry(path).flatMap(WeightTree.Entry::name));
            anyName = anyName || named != null;
            String path = named == null ? null : paths.getOrDefault(named, LAYERS + "/(" + named + ")");
            if (path == null) {
                path = LAYERS + "/(" + entry.path() + ")";
            }
            if (!met.add(path)) {
                throw ModelFileException.reading(
                        file, "", "two layers are named \"" + named + "\"", "matching by place, without byName");
            }
            entries.add(new WeightTree.Entry(path, entry.name(), entry.arrays(), entry.named()));
        }
        if (!anyName) {
            throw ModelFileException.reading(
                    file, "", "it does not hold the names of layers", "matching by place, without byName");
        }
        return WeightTree.of(entries);
    }

    /** A path with names for numbers; null where a layer on it has none. */
    private static @Nullable String named(String path, Function<String, Optional<String>> names) {
        StringBuilder prefix = new StringBuilder();
        List<String> named = new ArrayList<>();
        String before = "";
        for (String part : path.split("/")) {
            prefix.append(prefix.isEmpty() ? "" : "/").append(part);
            if (before.equals(LAYERS)) {
                Optional<String> name = names.apply(prefix.toString());
                if (name.isEmpty()) {
                    return null;
                }
                named.add(name.get());
            } else if (!part.equals(LAYERS)) {
                named.add(part);
            }
            before = part;
        }
        return String.join("/", named);
    }
}
