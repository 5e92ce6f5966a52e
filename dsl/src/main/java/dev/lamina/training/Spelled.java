package dev.lamina.training;

import dev.lamina.config.Configured;
import org.jspecify.annotations.Nullable;

/**
 * A loss or metric, and how a file shall spell it: by the short name or the function that it was given by, or as an object.
 *
 * @param spelling what the file shall hold, null for the object
 */
record Spelled<T extends Configured<T>>(T value, @Nullable Object spelling) {
    static <T extends Configured<T>> Spelled<T> object(T value) {
        return new Spelled<>(value, null);
    }

    Object toPlain() {
        return spelling == null ? value.toPlain() : spelling;
    }
}
