package dev.lamina.config;

import org.jspecify.annotations.Nullable;

/**
 * How values of one type look in a document, both ways, and which of them are allowed.
 *
 * @param <T> the type of the values
 */
public interface Codec<T extends @Nullable Object> {
    /**
     * The value that stands at a place.
     *
     * @throws dev.lamina.errors.ConfigException if it is not of this type
     */
    T read(@Nullable Object plain, Place place);

    /** The plain form of a value. */
    @Nullable
    Object write(T value);

    /** Whether the value may be used. */
    default boolean allows(T value) {
        return true;
    }

    /** What is allowed, for messages, such as "a positive integer". */
    String expected();
}
