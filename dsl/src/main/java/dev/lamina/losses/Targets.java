package dev.lamina.losses;

import dev.lamina.Shape;

/** What targets are, by the shapes of targets and outputs. */
public enum Targets {
    BINARY,
    CLASS_NUMBERS,
    ONE_HOT;

    /** Source: {@code keras.src.trainers.compile_utils.is_binary_or_sparse_categorical}. */
    public static Targets of(Shape targets, Shape outputs) {
        if (outputs.rank() == 0 || outputs.last() == 1) {
            return BINARY;
        }
        boolean numbers = targets.rank() < outputs.rank() || targets.last() == 1;
        return numbers ? CLASS_NUMBERS : ONE_HOT;
    }
}
