package dev.lamina;

import java.util.List;
import java.util.Map;

/**
 * The inputs or outputs of a model, in the structure they were given in: one tensor, a list, or a dictionary. Files keep the
 * structure.
 *
 * @param keys the keys of a dictionary; empty for the other structures
 */
public record Tensors(Structure structure, List<String> keys, List<SymbolicTensor> list) {
    /** How the tensors were given. */
    public enum Structure {
        ONE,
        LIST,
        MAP
    }

    public static Tensors one(SymbolicTensor tensor) {
        return new Tensors(Structure.ONE, List.of(), List.of(tensor));
    }

    public static Tensors list(List<SymbolicTensor> tensors) {
        return new Tensors(Structure.LIST, List.of(), List.copyOf(tensors));
    }

    public static Tensors list(SymbolicTensor... tensors) {
        return list(List.of(tensors));
    }

    /** Tensors by key, in the map's order. */
    public static Tensors map(Map<String, SymbolicTensor> tensors) {
        return new Tensors(Structure.MAP, List.copyOf(tensors.keySet()), List.copyOf(tensors.values()));
    }
}
