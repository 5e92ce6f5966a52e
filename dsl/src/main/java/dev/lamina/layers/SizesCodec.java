package dev.lamina.layers;

import dev.lamina.Shape;
import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sizes of axes, of which the unknown are written as null; a size alone is read as a list of one. */
final class SizesCodec implements Codec<List<Integer>> {
    @Override
    public List<Integer> read(@Nullable Object plain, Place place) {
        List<Integer> sizes = new ArrayList<>();
        for (Object size : plain instanceof List<?> list ? list : java.util.Collections.singletonList(plain)) {
            if (size != null && !(size instanceof Integer)) {
                throw place.unexpected(plain, expected());
            }
            sizes.add(size == null ? Shape.UNKNOWN : (Integer) size);
        }
        return List.copyOf(sizes);
    }

    @Override
    public Object write(List<Integer> value) {
        List<@Nullable Integer> sizes = new ArrayList<>();
        value.forEach(size -> sizes.add(size == Shape.UNKNOWN ? null : size));
        return sizes;
    }

    @Override
    public boolean allows(List<Integer> value) {
        return value.stream().allMatch(size -> size > 0 || size == Shape.UNKNOWN);
    }

    @Override
    public String expected() {
        return "a list of positive integers and nulls";
    }
}
