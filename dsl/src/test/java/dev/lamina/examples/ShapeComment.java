package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.SymbolicTensor;

/** What examples call behind a line that ends with a shape. Public for the classes that are made of them. */
public final class ShapeComment {
    private ShapeComment() {}

    /**
     * Checks that a tensor's shape is as a comment says: {@code (?, 26, 26, 8)}, and its type behind that, if it is there.
     *
     * @param value what was assigned; anything but a tensor passes
     */
    public static void check(Object value, String comment) {
        if (value instanceof SymbolicTensor tensor) {
            int end = comment.indexOf(')') + 1;
            assertThat(comment.substring(0, end)).isEqualTo(tensor.shape().toString());
            String type = comment.substring(end).strip();
            if (!type.isEmpty() && Character.isLetter(type.charAt(0))) {
                assertThat(type.split("[^a-z0-9]", 2)[0])
                        .isEqualTo(tensor.dtype().kerasName());
            }
        }
    }
}
