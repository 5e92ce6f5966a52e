package dev.lamina.tensorflow.files;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Weight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a weight file has for the weights of a model, compared whole before any weight is changed.
 *
 * @param values the value of each weight that the file has in a fitting shape, in the weight's element type
 * @param missing what the model has and the file lacks, one line for each object
 * @param unexpected what the file has and the model lacks
 * @param differing what both have in other shapes, numbers or element types
 */
public record WeightMatch(
        Map<Weight, StoredArray> values, List<String> missing, List<String> unexpected, List<String> differing) {
    private static final int MAX_LINES = 8;

    static WeightMatch of(ModelWeights weights, WeightTree tree) {
        WeightMatch match =
                new WeightMatch(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<String> known = new HashSet<>();
        for (ModelWeights.Holder holder : weights.holders()) {
            known.add(holder.path());
            match.compare(holder, tree);
        }
        for (WeightTree.Entry entry : tree.entries()) {
            if (!known.contains(entry.path()) && !entry.arrays().isEmpty() && isOfLayer(entry.path())) {
                match.unexpected.add(show(entry));
            }
        }
        return match;
    }

    /** Some versions of Keras 3 save the state of random draws; its place alone tells it from weights. */
    private static boolean isOfLayer(String path) {
        return (path + "/").startsWith("layers/") && !path.endsWith("seed_generator");
    }

    private void compare(ModelWeights.Holder holder, WeightTree tree) {
        List<StoredArray> found =
                tree.entry(holder.path()).map(WeightTree.Entry::arrays).orElse(List.of());
        List<Weight> wanted = holder.weights();
        if (found.isEmpty() && !wanted.isEmpty()) {
            missing.add(show(holder));
        } else if (found.size() != wanted.size()) {
            String name = found.isEmpty() ? "" : fileName(tree, holder.path());
            differing.add(show(holder) + "; in the file" + name + ": " + shapes(found));
        } else {
            for (int i = 0; i < wanted.size(); i++) {
                compare(holder, wanted.get(i), found.get(i), fileName(tree, holder.path()));
            }
            holder.lowRank().stream()
                    .filter(one -> values.containsKey(one.weight()))
                    .forEach(one -> values.put(
                            one.b(),
                            StoredArray.of(NdArray.zeros(
                                    one.b().spec().dtype(), one.b().spec().shape()))));
        }
    }

    private void compare(ModelWeights.Holder holder, Weight weight, StoredArray found, String fileName) {
        if (found.shape().equals(weight.spec().shape())
                && converts(found.dtype(), weight.spec().dtype())) {
            values.put(weight, found.cast(weight.spec().dtype()));
        } else {
            differing.add(title(holder) + ": " + weight.name() + " "
                    + show(weight.spec().shape(), weight.spec().dtype()) + "; in the file" + fileName + ": "
                    + show(found.shape(), found.dtype()));
        }
    }

    private static boolean converts(DType from, DType to) {
        return from == to || (from.isFloating() && to.isFloating()) || (from.isInteger() && to.isInteger());
    }

    /** Whether every weight of the model has a value and the file has no other. */
    public boolean isWhole() {
        return missing.isEmpty() && unexpected.isEmpty() && differing.isEmpty();
    }

    /**
     * Refuses weights that are not those of the model.
     *
     * @param place where in the file they are; empty where they are the file
     * @throws ModelFileException unless this match is whole, with all that differs
     */
    public void check(Path file, String place, String modelName) {
        if (!isWhole()) {
            throw unfit(
                    file,
                    place,
                    "its weights are not those of model \"" + modelName + "\"",
                    missing,
                    unexpected,
                    "the model that the file was saved from, or loadWeights(file, load -> load.skipMismatch(true))"
                            + " to take what fits");
        }
    }

    /**
     * Refuses weights that were matched by the names of layers, of which some may be on one side alone.
     *
     * @throws ModelFileException if layers of one name differ, or no name is on both sides
     */
    public void checkNamed(Path file, String modelName) {
        if (!differing.isEmpty()) {
            throw unfit(
                    file,
                    "",
                    "layers of the same name are not those of model \"" + modelName + "\"",
                    List.of(),
                    List.of(),
                    "load.skipMismatch(true) to leave these as they are");
        }
        checkSome(file, modelName);
    }

    /**
     * Refuses weights of which none fits.
     *
     * @throws ModelFileException if there is no value for any weight, with all that differs
     */
    public void checkSome(Path file, String modelName) {
        if (values.isEmpty() && !isWhole()) {
            throw unfit(
                    file,
                    "",
                    "nothing in it fits model \"" + modelName + "\"",
                    missing,
                    unexpected,
                    "the model that the file was saved from");
        }
    }

    private ModelFileException unfit(
            Path file, String place, String problem, List<String> lacking, List<String> more, String remedy) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("missing", lines(lacking));
        facts.put("unexpected", lines(more));
        facts.put("differing", lines(differing));
        return ModelFileException.unfit(file, place, problem, facts, remedy);
    }

    private static String lines(List<String> lines) {
        String shown = lines.stream().limit(MAX_LINES).collect(Collectors.joining("\n"));
        return lines.size() > MAX_LINES ? shown + "\n… and " + (lines.size() - MAX_LINES) + " more" : shown;
    }

    private static String title(ModelWeights.Holder holder) {
        return (holder.path().isEmpty() ? "/" : holder.path())
                + holder.name().map(name -> " \"" + name + "\"").orElse("");
    }

    private static String show(ModelWeights.Holder holder) {
        String weights = holder.weights().stream()
                .map(weight -> weight.name() + " "
                        + show(weight.spec().shape(), weight.spec().dtype()))
                .collect(Collectors.joining(", "));
        return title(holder) + ": " + (weights.isEmpty() ? "no weights" : weights);
    }

    private static String show(WeightTree.Entry entry) {
        return entry.path() + entry.name().map(name -> " \"" + name + "\"").orElse("") + ": " + shapes(entry.arrays());
    }

    private static String fileName(WeightTree tree, String path) {
        return tree.entry(path)
                .flatMap(WeightTree.Entry::name)
                .map(name -> " \"" + name + "\"")
                .orElse("");
    }

    private static String shapes(List<StoredArray> arrays) {
        return arrays.isEmpty()
                ? "none"
                : arrays.stream()
                        .map(array -> show(array.shape(), array.dtype()))
                        .collect(Collectors.joining(", "));
    }

    private static String show(dev.lamina.Shape shape, DType type) {
        return type == DType.FLOAT32 ? shape.toString() : shape + " " + type.kerasName();
    }
}
