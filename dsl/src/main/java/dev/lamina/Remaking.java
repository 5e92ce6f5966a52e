package dev.lamina;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Makes a model anew with other layers in the place of its own. A layer that is called twice stays one layer. */
final class Remaking {
    private final BiFunction<String, Layer<?>, Layer<?>> change;
    private final Map<Operation, Operation> made = new IdentityHashMap<>();

    /**
     * A way to make models anew.
     *
     * @param change the layer in the place of one, given its name behind those of the models around it: {@code decoder/dense_2}
     */
    Remaking(BiFunction<String, Layer<?>, Layer<?>> change) {
        this.change = change;
    }

    Model of(Model model) {
        return of(model, "");
    }

    private Model of(Model model, String path) {
        Map<SymbolicTensor, SymbolicTensor> tensors = new IdentityHashMap<>();
        for (Node node : model.nodes()) {
            List<SymbolicTensor> outputs =
                    call(model, path, node, node.arguments().map(tensor -> tensors.getOrDefault(tensor, tensor)));
            for (int i = 0; i < outputs.size(); i++) {
                tensors.put(node.outputs().get(i), outputs.get(i));
            }
        }
        return model.remade(mapped(model.inputs(), tensors), mapped(model.outputs(), tensors));
    }

    private List<SymbolicTensor> call(Model around, String path, Node node, Arguments arguments) {
        Operation operation = node.operation();
        if (operation instanceof Op op) {
            return op.call(arguments);
        }
        if (operation instanceof Layer<?> layer) {
            String name = path + around.nameOf(layer);
            return ((Layer<?>) made.computeIfAbsent(layer, any -> change.apply(name, layer))).call(arguments);
        }
        if (operation instanceof Model inner) {
            Operation known = made.get(inner);
            Model remade = known instanceof Model model ? model : of(inner, path + around.nameOf(inner) + "/");
            made.put(inner, remade);
            return remade.call(arguments);
        }
        return operation instanceof UnknownLayer unknown ? unknown.again(node, arguments) : node.outputs();
    }

    private static Tensors mapped(Tensors tensors, Map<SymbolicTensor, SymbolicTensor> changed) {
        return Tensors.of(tensors.pack(i -> {
            SymbolicTensor tensor = tensors.list().get(i);
            return changed.getOrDefault(tensor, tensor);
        }));
    }
}
