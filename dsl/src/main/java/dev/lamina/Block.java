package dev.lamina;

/**
 * Anything that makes a tensor from a tensor: a layer, a model, or a lambda over them. A layer applied twice shares its
 * weights; a lambda that makes layers makes new ones each time it is applied.
 */
@FunctionalInterface
public interface Block {
    SymbolicTensor on(SymbolicTensor x);
}
