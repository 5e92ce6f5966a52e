package dev.lamina.tensorflow.data;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.util.Locale;

/**
 * What one of the arrays of every batch is.
 *
 * @param role what training does with it
 * @param name its name among those of its role; a single input is usually "x", a single target "y"
 * @param dtype the type of the elements
 * @param shape the shape of a batch, the first axis {@link Shape#UNKNOWN}: (?, 28, 28, 1)
 */
public record ArraySpec(Role role, String name, DType dtype, Shape shape) {
    /** What training does with an array. */
    public enum Role {
        /** Goes into the model. */
        INPUT,
        /** What an output is compared with. */
        TARGET,
        /** How much each example counts in the loss. */
        WEIGHT
    }

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if it has no first axis for the examples, or that axis has a size
     */
    public ArraySpec {
        if (shape.rank() == 0 || shape.size(0) != Shape.UNKNOWN) {
            throw new IllegalArgumentException(label(role, name) + " has shape " + shape
                    + "; a batch's shape starts with ? for the examples, as Shape.of(-1, 28, 28)");
        }
    }

    /** An input of the model; {@code shape} starts with {@link Shape#UNKNOWN} for the examples. */
    public static ArraySpec input(String name, DType dtype, int... shape) {
        return new ArraySpec(Role.INPUT, name, dtype, Shape.of(shape));
    }

    /** What an output is compared with; {@code shape} starts with {@link Shape#UNKNOWN} for the examples. */
    public static ArraySpec target(String name, DType dtype, int... shape) {
        return new ArraySpec(Role.TARGET, name, dtype, Shape.of(shape));
    }

    /** How much examples count; {@code shape} starts with {@link Shape#UNKNOWN} for the examples. */
    public static ArraySpec weight(String name, DType dtype, int... shape) {
        return new ArraySpec(Role.WEIGHT, name, dtype, Shape.of(shape));
    }

    /** Whether {@code array} may be this array of a batch. */
    boolean accepts(NdArray array) {
        return dtype == array.dtype() && shape.isCompatibleWith(array.shape());
    }

    /** How errors call it. */
    String label() {
        return label(role, name);
    }

    private static String label(Role role, String name) {
        return role.name().toLowerCase(Locale.ROOT) + " \"" + name + "\"";
    }

    /** As in an error: {@code input "x" uint8 (?, 28, 28)}. */
    @Override
    public String toString() {
        return label() + " " + dtype.kerasName() + " " + shape;
    }
}
