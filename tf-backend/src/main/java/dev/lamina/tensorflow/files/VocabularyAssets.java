package dev.lamina.tensorflow.files;

import dev.lamina.Names;
import dev.lamina.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts vocabularies that an archive holds as assets into its document. Keras keeps those there that a layer learned; those that it
 * was given stand in the document. Layers here are immutable, so that both come in by their configuration. The asset of a layer has
 * the path of its weights: {@code assets/layers/string_lookup/vocabulary.txt}.
 *
 * <p>Source: {@code save_assets} and {@code load_assets} of {@code keras.src.layers.preprocessing.index_lookup}.
 */
final class VocabularyAssets {
    private static final Set<String> WITH_VOCABULARY = Set.of("StringLookup", "IntegerLookup", "TextVectorization");

    /** Where Python's {@code splitlines} ends lines. */
    private static final String LINE_END = "\r\n|[\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029]";

    private static final String CONFIG = "config";
    private static final String CLASS_NAME = "class_name";
    private static final String VOCABULARY = "vocabulary";
    private static final String IDF_WEIGHTS = "idf_weights";

    private final Function<String, Optional<String>> assets;
    private final Supplier<WeightTree> weights;

    /**
     * Reads assets.
     *
     * @param assets the text of an asset by its path below {@code assets/}, empty where there is none
     * @param weights what hold the weights of tokens; asked for where there is a vocabulary
     */
    VocabularyAssets(Function<String, Optional<String>> assets, Supplier<WeightTree> weights) {
        this.assets = assets;
        this.weights = weights;
    }

    /** A document with the vocabularies that it lacks; what is no model stays as it is. */
    Map<String, @Nullable Object> completed(Map<String, @Nullable Object> document) {
        return completedModel(document, "");
    }

    private Map<String, @Nullable Object> completedModel(Map<String, @Nullable Object> model, String path) {
        if (!(model.get(CONFIG) instanceof Map<?, ?> config && config.get("layers") instanceof List<?> elements)) {
            return model;
        }
        boolean sequential = "Sequential".equals(model.get(CLASS_NAME));
        List<Integer> members = IntStream.range(0, elements.size())
                .filter(i -> isMember(elements.get(i), sequential))
                .boxed()
                .toList();
        List<String> keys = Names.inFiles(members.stream()
                .map(i -> String.valueOf(((Map<?, ?>) elements.get(i)).get(CLASS_NAME)))
                .toList());
        List<@Nullable Object> completed = new ArrayList<>(elements);
        for (int i = 0; i < keys.size(); i++) {
            int at = members.get(i);
            completed.set(at, completedLayer(map(elements.get(at)), path + "layers/" + keys.get(i)));
        }
        return with(model, with(map(config), "layers", completed));
    }

    /** Ops have no state, and a Sequential does not count its input. */
    private static boolean isMember(@Nullable Object element, boolean sequential) {
        return element instanceof Map<?, ?> map
                && !String.valueOf(map.get("module")).startsWith("keras.src.ops.")
                && !String.valueOf(map.get("module")).startsWith("keras.src.activations.")
                && !(sequential && "InputLayer".equals(map.get(CLASS_NAME)));
    }

    private Map<String, @Nullable Object> completedLayer(Map<String, @Nullable Object> layer, String path) {
        if (!(layer.get(CONFIG) instanceof Map<?, ?> config)) {
            return layer;
        }
        if (config.get("layers") instanceof List<?>) {
            return completedModel(layer, path + "/");
        }
        boolean lacks =
                WITH_VOCABULARY.contains(String.valueOf(layer.get(CLASS_NAME))) && config.get(VOCABULARY) == null;
        Optional<String> text = lacks ? assets.apply(path + "/vocabulary.txt") : Optional.empty();
        if (text.isEmpty()) {
            return layer;
        }
        List<?> tokens = tokens(text.get(), "IntegerLookup".equals(layer.get(CLASS_NAME)));
        Map<String, @Nullable Object> completed = with(map(config), VOCABULARY, tokens);
        NdArray idf = weights.get()
                .entry(path)
                .map(entry -> entry.named().get(IDF_WEIGHTS))
                .orElse(null);
        return with(layer, idf == null ? completed : with(completed, IDF_WEIGHTS, numbers(idf, tokens.size())));
    }

    private static List<?> tokens(String text, boolean integers) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split(LINE_END, -1)));
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return integers ? lines.stream().map(VocabularyAssets::integer).toList() : lines;
    }

    /** What is no integer stays a string, which the reader of the document refuses with its place. */
    private static Object integer(String line) {
        try {
            return Long.valueOf(line);
        } catch (NumberFormatException e) {
            return line;
        }
    }

    /** Weights behind those of tokens are zeros that fill a vector up. */
    private static List<Double> numbers(NdArray array, int count) {
        return IntStream.range(0, Math.min(count, array.size()))
                .mapToObj(array::getDouble)
                .toList();
    }

    @SuppressWarnings("unchecked") // documents have no other keys than strings
    private static Map<String, @Nullable Object> map(@Nullable Object plain) {
        return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(plain);
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> map, Map<String, @Nullable Object> config) {
        return with(map, CONFIG, config);
    }

    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> map, String key, Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(map);
        changed.put(key, value);
        return changed;
    }
}
