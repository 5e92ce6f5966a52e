package dev.lamina.tensorflow.files;

import dev.lamina.Model;
import dev.lamina.Node;
import dev.lamina.Operation;
import dev.lamina.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The order of the weights of one layer, or of a model inside a model, in {@code .h5} files. */
final class LegacyOrder {
    private LegacyOrder() {}

    /** The weights of a layer or model that is called in {@code model}: those that are trained, then the others. */
    static List<Weight> of(Model model, Operation operation) {
        Set<Weight> all = new LinkedHashSet<>();
        collect(model, operation, all);
        return Stream.concat(
                        all.stream().filter(Weight::trainable), all.stream().filter(weight -> !weight.trainable()))
                .toList();
    }

    private static void collect(Model model, Operation operation, Set<Weight> all) {
        if (operation instanceof Model inner) {
            inner.operations().forEach(member -> collect(inner, member, all));
            return;
        }
        Set<Weight> own = new LinkedHashSet<>();
        for (Node node : model.nodes()) {
            if (node.operation() == operation) {
                node.weights().stream()
                        .filter(weight -> !ModelWeights.isRemembered(weight))
                        .forEach(own::add);
            }
        }
        own.stream().filter(Weight::declaredTrainable).forEach(all::add);
        own.stream().filter(weight -> !weight.declaredTrainable()).forEach(all::add);
    }

    /**
     * The weights of a layer in the order of the last words of a file's names, where these tell them apart; else in the given order.
     * Keras puts what a frozen layer shares with the one inside it before what is its own.
     */
    static List<Weight> byWords(List<Weight> weights, List<String> names) {
        Map<String, Weight> byWord = new LinkedHashMap<>();
        weights.forEach(weight -> byWord.put(weight.name(), weight));
        List<String> words = names.stream().map(LegacyOptimizer::lastWord).toList();
        boolean tellApart = words.size() == byWord.size()
                && byWord.size() == weights.size()
                && byWord.keySet().equals(new LinkedHashSet<>(words));
        return tellApart
                ? words.stream().map(byWord::get).map(Objects::requireNonNull).toList()
                : weights;
    }

    /**
     * The weights of a model in the order of the names that a file has for them, which begin with the names of the layers; in the
     * given order where the names do not say whose each is.
     */
    static List<Weight> byNames(List<Weight> weights, List<String> names) {
        Map<String, List<Weight>> byLayer = new LinkedHashMap<>();
        for (Weight weight : weights) {
            byLayer.computeIfAbsent(weight.owner().givenName(), any -> new ArrayList<>())
                    .add(weight);
        }
        Map<String, Integer> next = new LinkedHashMap<>();
        List<Weight> ordered = new ArrayList<>();
        for (String name : names) {
            String layer = name.substring(0, Math.max(0, name.indexOf('/')));
            List<Weight> own = byLayer.getOrDefault(layer, List.of());
            int position = next.merge(layer, 1, Integer::sum) - 1;
            if (position >= own.size()) {
                return weights;
            }
            ordered.add(own.get(position));
        }
        return new LinkedHashSet<>(ordered).size() == weights.size() ? ordered : weights;
    }
}
