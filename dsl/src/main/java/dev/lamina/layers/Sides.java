package dev.lamina.layers;

import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers of rows above and below an image, and of columns left and right of it. */
record Sides(int top, int bottom, int left, int right) {
    /** Written as {@code [[top, bottom], [left, right]]}; read from {@code n} and {@code [height, width]} too. */
    static final Codec<Sides> CODEC = new Codec<>() {
        @Override
        public Sides read(@Nullable Object plain, Place place) {
            if (plain instanceof List<?> list && list.size() == 2) {
                List<Integer> height = pair(list.get(0), place.at(0));
                List<Integer> width = pair(list.get(1), place.at(1));
                return new Sides(height.get(0), height.get(1), width.get(0), width.get(1));
            }
            int all = number(plain, place);
            return new Sides(all, all, all, all);
        }

        private List<Integer> pair(@Nullable Object plain, Place place) {
            if (plain instanceof List<?> list && list.size() == 2) {
                return List.of(number(list.get(0), place), number(list.get(1), place));
            }
            int both = number(plain, place);
            return List.of(both, both);
        }

        private int number(@Nullable Object plain, Place place) {
            if (plain instanceof Number number && number.doubleValue() == number.intValue()) {
                return number.intValue();
            }
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(Sides value) {
            return List.of(List.of(value.top, value.bottom), List.of(value.left, value.right));
        }

        @Override
        public boolean allows(Sides value) {
            return Math.min(Math.min(value.top, value.bottom), Math.min(value.left, value.right)) >= 0;
        }

        @Override
        public String expected() {
            return "an integer of at least 0, two of them for height and width," + " or [[top, bottom], [left, right]]";
        }
    };

    /**
     * One number for all sides; two for height and width; four for top, bottom, left, right.
     *
     * @throws IllegalArgumentException for another number of numbers
     */
    static Sides of(int... sizes) {
        return switch (sizes.length) {
            case 1 -> new Sides(sizes[0], sizes[0], sizes[0], sizes[0]);
            case 2 -> new Sides(sizes[0], sizes[0], sizes[1], sizes[1]);
            case 4 -> new Sides(sizes[0], sizes[1], sizes[2], sizes[3]);
            default -> throw new IllegalArgumentException("1, 2 or 4 sizes are needed; received " + sizes.length);
        };
    }
}
