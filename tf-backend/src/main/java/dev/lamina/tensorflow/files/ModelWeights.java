package dev.lamina.tensorflow.files;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Node;
import dev.lamina.Operation;
import dev.lamina.Weight;
import dev.lamina.layers.KeepsArrays;
import dev.lamina.layers.SpectralNormalization;
import dev.lamina.layers.TextVectorization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where the weights of a model lie in a {@link WeightTree}: by the places of its layers and their classes, not by their names.
 *
 * <p>Keras walks from the model to the objects it holds and visits each once: {@code layers/conv2d_1} is the second Conv2D of
 * the model, {@code layers/functional/layers/dense} the first Dense of its first functional model, and {@code layers/lstm/cell}
 * what an LSTM keeps in its attribute {@code cell}. A layer that was met before, in this model or in one inside it, counts in
 * the numbers but is not visited again. Each object keeps its own weights in the order of declaration, the trainable ones first.
 *
 * <p>Source: {@code keras.src.saving.saving_lib._save_state}.
 */
public final class ModelWeights {
    /**
     * An object with a state.
     *
     * @param name its name in the model, empty for an object inside a layer
     * @param weights its own that files hold, in their order
     * @param lowRank of which files hold sums
     * @param named what files hold beside them
     */
    record Holder(
            String path,
            Optional<String> name,
            List<Weight> weights,
            List<LowRankWeights> lowRank,
            Map<String, NdArray> named) {
        Holder(String path, Optional<String> name, List<Weight> weights) {
            this(path, name, weights, LowRankWeights.among(weights), Map.of());
        }

        Holder {
            weights = weights.stream()
                    .filter(weight ->
                            lowRank.stream().noneMatch(one -> weight.equals(one.a()) || weight.equals(one.b())))
                    .toList();
        }

        /** What a file holds of a weight. */
        StoredArray written(Weight weight, Function<Weight, StoredArray> values) {
            return lowRank.stream()
                    .filter(one -> one.weight().equals(weight))
                    .findFirst()
                    .map(one -> StoredArray.of(one.sum(any -> values.apply(any).read())))
                    .orElseGet(() -> values.apply(weight));
        }

        Stream<Weight> all() {
            return Stream.concat(weights.stream(), lowRank.stream().flatMap(one -> Stream.of(one.a(), one.b())));
        }
    }

    private final List<Holder> holders = new ArrayList<>();
    private final Set<Operation> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<Operation, String> places;

    private ModelWeights(Map<Operation, String> places) {
        this.places = places;
    }

    /** The weights of a model, those of models inside it included. */
    public static ModelWeights of(Model model) {
        ModelWeights weights = new ModelWeights(model.places());
        weights.visit(model, "", model.name());
        return weights;
    }

    private void visit(Model model, String path, String name) {
        if (!visited.add(model)) {
            return;
        }
        holders.add(new Holder(path, Optional.of(name), List.of()));
        Map<Operation, Set<Weight>> declared = declared(model);
        for (Operation member : model.operations()) {
            String place = places.get(member);
            if (member instanceof Model inner) {
                visit(inner, String.valueOf(place), model.nameOf(inner));
            } else if (place != null && visited.add(member)) {
                addLayer(place, model.nameOf(member), declared.getOrDefault(member, Set.of()));
                if (member instanceof KeepsArrays layer && !layer.keptArrays().isEmpty()) {
                    addNamed(place, layer);
                }
            }
        }
    }

    private static Map<Operation, Set<Weight>> declared(Model model) {
        Map<Operation, Set<Weight>> declared = new IdentityHashMap<>();
        for (Node node : model.nodes()) {
            Set<Weight> own = declared.computeIfAbsent(node.operation(), any -> new LinkedHashSet<>());
            node.weights().stream().filter(weight -> !isRemembered(weight)).forEach(own::add);
        }
        return declared;
    }

    /** Whether a weight is what a stateful layer remembers from one batch to the next: as in Keras, no file holds it. */
    public static boolean isRemembered(Weight weight) {
        return weight.name().startsWith("rnn_state");
    }

    /** A layer, and behind it the layers in its attributes. */
    private void addLayer(String path, String name, Set<Weight> weights) {
        Map<String, List<Weight>> byAttribute = new LinkedHashMap<>();
        byAttribute.put("", new ArrayList<>());
        for (Weight weight : weights) {
            int slash = weight.path().lastIndexOf('/');
            String attribute = slash < 0 ? "" : weight.path().substring(0, slash);
            byAttribute.computeIfAbsent(attribute, any -> new ArrayList<>()).add(weight);
        }
        addSharedKernels(byAttribute);
        byAttribute.forEach((attribute, own) -> holders.add(new Holder(
                attribute.isEmpty() ? path : path + "/" + attribute,
                attribute.isEmpty() ? Optional.of(name) : Optional.empty(),
                inFileOrder(own))));
    }

    /** A SpectralNormalization keeps the kernel of its layer as the layer itself does, so that files have it twice. */
    private static void addSharedKernels(Map<String, List<Weight>> byAttribute) {
        byAttribute.forEach((attribute, own) -> {
            if (own.stream().anyMatch(weight -> weight.name().equals(SpectralNormalization.VECTOR))) {
                List<Weight> inner =
                        byAttribute.getOrDefault((attribute.isEmpty() ? "" : attribute + "/") + "layer", List.of());
                inner.stream()
                        .filter(weight -> SpectralNormalization.KERNELS.contains(weight.name()))
                        .findFirst()
                        .ifPresent(own::add);
            }
        });
    }

    /** Arrays without a weight of their own: in a TextVectorization Keras keeps them twice. */
    private void addNamed(String path, KeepsArrays layer) {
        Holder own = holders.remove(holders.size() - 1);
        holders.add(new Holder(path, own.name(), own.weights(), own.lowRank(), layer.keptArrays()));
        if (layer instanceof TextVectorization) {
            holders.add(
                    new Holder(path + "/_lookup_layer", Optional.empty(), List.of(), List.of(), layer.keptArrays()));
        }
    }

    private static List<Weight> inFileOrder(List<Weight> weights) {
        List<Weight> ordered = new ArrayList<>();
        weights.stream().filter(Weight::declaredTrainable).forEach(ordered::add);
        weights.stream().filter(weight -> !weight.declaredTrainable()).forEach(ordered::add);
        return ordered;
    }

    List<Holder> holders() {
        return Collections.unmodifiableList(holders);
    }

    /** All weights, each once, in the order of the holders. */
    public List<Weight> weights() {
        return holders.stream().flatMap(Holder::all).distinct().toList();
    }

    /** The entries of a file; objects without weights have empty ones, as Keras writes them. */
    public List<WeightTree.Entry> entries(Function<Weight, NdArray> values) {
        return holders.stream()
                .map(holder -> new WeightTree.Entry(
                        holder.path(),
                        holder.name(),
                        holder.weights().stream()
                                .map(weight -> holder.written(weight, any -> StoredArray.of(values.apply(any))))
                                .toList(),
                        holder.named()))
                .toList();
    }

    /** What a file has for these weights. Nothing but the layers is looked at: optimizers and metrics lie elsewhere in it. */
    public WeightMatch match(WeightTree tree) {
        return WeightMatch.of(this, tree);
    }
}
