package dev.lamina.lowering;

import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.Node;
import dev.lamina.Operation;
import dev.lamina.Weight;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of a model's weights, as Keras's {@code variable.path} gives them. */
public final class WeightNames {
    private final Map<Layer<?>, String> owners = new IdentityHashMap<>();

    private WeightNames() {}

    /** The weights of a model in the order of files, each with its name. */
    public static List<Program.NamedWeight> of(Model model) {
        WeightNames names = new WeightNames();
        names.visit(model, "");
        Set<Weight> weights = new LinkedHashSet<>(model.weights());
        return weights.stream()
                .map(weight -> new Program.NamedWeight(names.owners.get(weight.owner()) + "/" + weight.path(), weight))
                .toList();
    }

    /** The name of a layer in a model or in the models inside it; its class where it is in none. */
    static String nameOf(Model model, Layer<?> layer) {
        WeightNames names = new WeightNames();
        names.visit(model, "");
        return names.owners.getOrDefault(layer, Node.describe(layer));
    }

    private void visit(Model model, String prefix) {
        for (Operation operation : model.operations()) {
            if (operation instanceof Layer<?> layer) {
                owners.putIfAbsent(layer, prefix + model.nameOf(layer));
            } else if (operation instanceof Model inner) {
                visit(inner, prefix + model.nameOf(inner) + "/");
            }
        }
    }
}
