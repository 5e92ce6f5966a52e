package dev.lamina.layers;

import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of elements at the borders of sequences, images or volumes.
 *
 * @param pairs how many before and behind, for each spatial axis
 */
record Sides(List<List<Integer>> pairs) {
    /**
     * Written as {@code [[before, behind], …]}, for one axis as {@code [before, behind]}; read from one number for all, and for
     * several axes from one number for each.
     */
    static Codec<Sides> codec(int axes) {
        return new SidesCodec(axes);
    }

    private record SidesCodec(int axes) implements Codec<Sides> {
        @Override
        public Sides read(@Nullable Object plain, Place place) {
            if (axes == 1) {
                return new Sides(List.of(pair(plain, place)));
            }
            if (plain instanceof List<?> list && list.size() == axes) {
                return new Sides(IntStream.range(0, axes)
                        .mapToObj(axis -> pair(list.get(axis), place.at(axis)))
                        .toList());
            }
            int all = number(plain, place);
            return new Sides(Collections.nCopies(axes, List.of(all, all)));
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
            return axes == 1 ? value.pairs.get(0) : value.pairs;
        }

        @Override
        public boolean allows(Sides value) {
            return value.pairs.size() == axes
                    && value.pairs.stream().flatMap(List::stream).allMatch(size -> size >= 0);
        }

        @Override
        public String expected() {
            return axes == 1
                    ? "an integer of at least 0, or [before, behind]"
                    : "an integer of at least 0, one for each of " + axes
                            + " axes, or a pair [before, behind] for each";
        }
    }

    /**
     * One number for all sides; one for each axis; or two for each axis, before and behind.
     *
     * @throws IllegalArgumentException for another number of numbers
     */
    static Sides of(int axes, int... sizes) {
        if (sizes.length != 1 && sizes.length != axes && sizes.length != 2 * axes) {
            throw new IllegalArgumentException((axes == 1 ? "1 or 2" : "1, " + axes + " or " + 2 * axes)
                    + " sizes are needed; received " + sizes.length);
        }
        List<List<Integer>> pairs = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            int before = sizes.length == 1 ? 0 : sizes.length == axes ? axis : 2 * axis;
            int behind = sizes.length == 2 * axes ? before + 1 : before;
            pairs.add(List.of(sizes[before], sizes[behind]));
        }
        return new Sides(List.copyOf(pairs));
    }
}
