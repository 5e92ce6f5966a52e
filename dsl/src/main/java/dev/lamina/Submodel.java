package dev.lamina;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Calls a model inside a layer, whose weights its weights become.
 *
 * @param places of all that the model holds
 */
record Submodel(Map<Operation, String> places) {
    /** @param inside the call of the place where the layer keeps the model */
    List<SymbolicTensor> call(Call inside, Model model, Arguments arguments) {
        Set<Weight> found = new LinkedHashSet<>();
        replay(inside.noting(found), model, arguments, inside.trainable());
        // Declared in the order of files, which is not always that of the calls.
        declare(inside, model, found);
        return replay(inside, model, arguments, inside.trainable());
    }

    private void declare(Call inside, Model model, Set<Weight> found) {
        for (Operation member : model.operations()) {
            if (member instanceof Model inner) {
                declare(inside, inner, found);
            } else if (member instanceof Layer) {
                String path = inside.path() + places.get(member) + "/";
                found.stream().filter(weight -> weight.path().startsWith(path)).forEach(inside::weight);
            }
        }
    }

    private List<SymbolicTensor> replay(Call inside, Model model, Arguments arguments, boolean trainableAround) {
        boolean trainable = trainableAround && model.isTrainable();
        return model.lower(arguments, inside.trace(), (node, replayed) -> {
            Operation operation = node.operation();
            if (operation instanceof Layer<?> layer) {
                String place = Objects.requireNonNull(places.get(layer));
                return layer.lower(inside.at(place, layer.dtype(), trainable && layer.isTrainable()), replayed);
            }
            if (operation instanceof UnknownLayer unknown) {
                return unknown.again(node, replayed);
            }
            return operation instanceof Model inner
                    ? replay(inside, inner, replayed, trainable)
                    : ((Op) operation).call(replayed);
        });
    }
}
