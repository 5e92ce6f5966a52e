package dev.lamina.layers;

import dev.lamina.config.Codec;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The range of a slant. Keras writes one number f as {@code [-f, f]} and does not read that again: here it is read, and written as
 * the number.
 */
final class ShearFactor {
    private ShearFactor() {}

    static Field<List<Double>> field(String key) {
        return Field.of(key, new ShearCodec()).orElse(List.of(0.0));
    }

    static Factor range(List<Double> factor) {
        double first = factor.get(0);
        return factor.size() == 1
                ? new Factor(-first, first)
                : new Factor(Math.min(first, factor.get(1)), Math.max(first, factor.get(1)));
    }

    private static final class ShearCodec implements Codec<List<Double>> {
        @Override
        public List<Double> read(@Nullable Object plain, Place place) {
            if (plain instanceof Number number) {
                return List.of(number.doubleValue());
            }
            if (plain instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
                List<Double> read = list.stream()
                        .map(number -> ((Number) number).doubleValue())
                        .toList();
                boolean single = read.size() == 2 && read.get(0) < 0 && read.get(0) == -read.get(1);
                return single ? List.of(read.get(1)) : read;
            }
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(List<Double> value) {
            return value.size() == 1 ? value.get(0) : value;
        }

        @Override
        public boolean allows(List<Double> value) {
            return (value.size() == 1 || value.size() == 2)
                    && value.stream().allMatch(number -> number >= 0 && number <= 1);
        }

        @Override
        public String expected() {
            return "a number from 0 to 1, or two of them";
        }
    }
}
