package dev.lamina.layers;

import dev.lamina.config.Codec;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** A range that a layer draws from; in a configuration one number or two. */
record Factor(double lower, double upper) {
    /** How a configuration says it. */
    static final class Key {
        private enum Single {
            /** {@code f} is from {@code -|f|} to {@code |f|}, but not below the least. */
            SYMMETRIC,
            /** {@code f} is from 0 to {@code f}. */
            FROM_ZERO
        }

        private final Field<List<Double>> field;
        private final double least;
        private final double most;
        private final Single single;
        private final boolean each;
        private final boolean written;

        private Key(String key, double least, double most, Single single, boolean each, boolean written) {
            this.least = least;
            this.most = most;
            this.single = single;
            this.each = each;
            this.written = written;
            this.field = Field.of(key, new FactorCodec(this));
        }

        private Key(Key other, Field<List<Double>> field) {
            this.field = field;
            this.least = other.least;
            this.most = other.most;
            this.single = other.single;
            this.each = other.each;
            this.written = other.written;
        }

        /** A range that reaches into bounds; files hold both ends. */
        static Key bounded(String key, double least, double most) {
            return new Key(key, least, most, Single.SYMMETRIC, false, true);
        }

        /** A range within bounds; files hold what was given. */
        static Key symmetric(String key, double least, double most) {
            return new Key(key, least, most, Single.SYMMETRIC, true, false);
        }

        /** A range that reaches into bounds; files hold what was given. */
        static Key raw(String key, double least, double most) {
            return new Key(key, least, most, Single.SYMMETRIC, false, false);
        }

        /** A range within 0 and 1; one number is its upper end. */
        static Key fromZero(String key) {
            return new Key(key, 0, 1, Single.FROM_ZERO, true, true);
        }

        /** This key with a default. */
        Key orElse(double... numbers) {
            return new Key(this, field.orElse(given(numbers)));
        }

        Field<List<Double>> field() {
            return field;
        }

        /** One number or two, as the configuration keeps them. */
        List<Double> given(double... numbers) {
            return kept(DoubleStream.of(numbers).boxed().toList());
        }

        private List<Double> kept(List<Double> numbers) {
            if (!written) {
                return numbers;
            }
            if (numbers.size() == 2 && allows(numbers)) {
                return numbers.stream().sorted().toList();
            }
            return numbers.size() == 1 && isInside(numbers.get(0))
                    ? List.of(of(numbers).lower, of(numbers).upper)
                    : numbers;
        }

        /** Of two numbers, as in Keras before they are sorted. */
        private boolean allows(List<Double> numbers) {
            if (numbers.size() == 1 || (numbers.size() == 2 && each)) {
                return numbers.stream().allMatch(this::isInside);
            }
            return numbers.size() == 2 && numbers.get(0) <= most && numbers.get(1) >= least;
        }

        private boolean isInside(double number) {
            return number >= least && number <= most;
        }

        /** The range that numbers of a configuration say. */
        Factor of(List<Double> numbers) {
            double first = numbers.get(0);
            if (numbers.size() == 2) {
                return new Factor(Math.min(first, numbers.get(1)), Math.max(first, numbers.get(1)));
            }
            double size = Math.abs(first);
            return new Factor(single == Single.FROM_ZERO ? 0 : Math.max(-size, least), size);
        }
    }

    private record FactorCodec(Key key) implements Codec<List<Double>> {
        @Override
        public List<Double> read(@Nullable Object plain, Place place) {
            if (plain instanceof Number number) {
                return key.kept(List.of(number.doubleValue()));
            }
            if (plain instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
                return key.kept(list.stream()
                        .map(number -> ((Number) number).doubleValue())
                        .toList());
            }
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(List<Double> value) {
            return value.size() == 1 ? value.get(0) : value;
        }

        @Override
        public boolean allows(List<Double> value) {
            return key.allows(value);
        }

        @Override
        public String expected() {
            return "a number from " + text(key.least) + " to " + text(key.most) + ", or two of them";
        }

        private static String text(double number) {
            return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
        }
    }
}
