package dev.lamina;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Makes a model anew whose layers have other element types. A layer that is called twice stays one layer. */
final class Retyping {
    private final DTypePolicy dtype;
    private final Map<Operation, Operation> made = new IdentityHashMap<>();

    Retyping(DTypePolicy dtype) {
        this.dtype = dtype;
    }

    Model of(Model model) {
        Map<SymbolicTensor, SymbolicTensor> tensors = new IdentityHashMap<>();
        for (Node node : model.nodes()) {
            List<SymbolicTensor> outputs =
                    call(node, node.arguments().map(tensor -> tensors.getOrDefault(tensor, tensor)));
            for (int i = 0; i < outputs.size(); i++) {
                tensors.put(node.outputs().get(i), outputs.get(i));
            }
        }
        return model.remade(mapped(model.inputs(), tensors), mapped(model.outputs(), tensors));
    }

    private List<SymbolicTensor> call(Node node, Arguments arguments) {
        Operation operation = node.operation();
        if (operation instanceof Op op) {
            return op.call(arguments);
        }
        if (operation instanceof Layer<?> layer) {
            return ((Layer<?>) made.computeIfAbsent(layer, any -> layer.retyped(dtype))).call(arguments);
        }
        if (operation instanceof Model inner) {
            Operation known = made.get(inner);
            Model retyped = known instanceof Model model ? model : of(inner);
            made.put(inner, retyped);
            return retyped.call(arguments);
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
