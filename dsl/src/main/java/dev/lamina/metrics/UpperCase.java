package dev.lamina.metrics;

import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A constant of an enum, written in upper case, and read in either. */
record UpperCase<E extends Enum<E>>(Class<E> type) implements Codec<E> {
    private List<E> constants() {
        return List.of(type.getEnumConstants());
    }

    @Override
    public E read(@Nullable Object plain, Place place) {
        return constants().stream()
                .filter(constant ->
                        plain instanceof String name && constant.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> place.unexpected(plain, expected()));
    }

    @Override
    public Object write(E value) {
        return value.name();
    }

    @Override
    public String expected() {
        return "one of "
                + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    }
}
