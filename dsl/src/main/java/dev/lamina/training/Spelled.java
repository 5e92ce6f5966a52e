package dev.lamina.training;

import dev.lamina.config.Configured;

/**
 * A loss or metric, and how a file shall spell it: by the short name it was given by, or as an object.
 *
 * @param name the short name, empty for an object
 */
record Spelled<T extends Configured<T>>(T value, String name) {
    static <T extends Configured<T>> Spelled<T> object(T value) {
        return new Spelled<>(value, "");
    }

    Object toPlain() {
        return name.isEmpty() ? value.toPlain() : name;
    }
}
