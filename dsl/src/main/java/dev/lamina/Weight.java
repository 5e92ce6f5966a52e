package dev.lamina;

import org.jspecify.annotations.Nullable;

/**
 * A weight that a layer declared. Two weights are the same where the same layer object declared them under the same path.
 *
 * @param owner the layer in the model; for a layer inside another layer, the outer one
 * @param path the attributes that lead from the owner to the weight, such as {@code kernel} or {@code cell/kernel}
 * @param declaredTrainable whether an optimizer may change it unless something around it is frozen; files hold these weights
 *     of a layer first
 * @param trainable whether an optimizer may change it
 * @param lowRank what is added to it, and trained in its place; null for a weight that is what it is
 */
public record Weight(
        Layer<?> owner,
        String path,
        TensorSpec spec,
        Initializer initializer,
        @Nullable Regularizer regularizer,
        @Nullable Constraint constraint,
        boolean declaredTrainable,
        boolean trainable,
        @Nullable LowRank lowRank) {
    /**
     * The product of two weights beside a frozen one, which is added to it: files hold the sum alone, as Keras writes it.
     *
     * @param a the name of the first, (…, rank)
     * @param b the name of the second, (rank, last size)
     * @param scale what the product is multiplied by
     */
    public record LowRank(String a, String b, double scale) {}

    /** Whether the two are one weight. */
    public boolean isSameAs(Weight other) {
        return owner == other.owner && path.equals(other.path);
    }

    /** The last part of the path, such as {@code kernel}. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Weight weight && isSameAs(weight);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(owner) * 31 + path.hashCode();
    }

    @Override
    public String toString() {
        return path + " " + spec;
    }
}
