package dev.lamina.layers;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How {@link Normalization} writes its axes and numbers. */
final class NormalizationKeys {
    private NormalizationKeys() {}

    /** A list, in older files one number, or null for none. */
    static final class AxesCodec implements Codec<List<Integer>> {
        @Override
        public List<Integer> read(@Nullable Object plain, Place place) {
            if (plain instanceof Integer axis) {
                return List.of(axis);
            }
            if (plain == null) {
                return List.of();
            }
            if (plain instanceof List<?> list && list.stream().allMatch(Integer.class::isInstance)) {
                return list.stream().map(Integer.class::cast).toList();
            }
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(List<Integer> value) {
            return value;
        }

        @Override
        public String expected() {
            return "an axis or a list of axes or null";
        }
    }

    /** Numbers in lists of lists, as deep as the array has axes; float64. */
    static final class ArrayCodec implements Codec<NdArray> {
        @Override
        public NdArray read(@Nullable Object plain, Place place) {
            List<Integer> sizes = new ArrayList<>();
            for (Object part = plain; part instanceof List<?> list; part = list.isEmpty() ? null : list.get(0)) {
                sizes.add(list.size());
            }
            List<Double> numbers = new ArrayList<>();
            collect(plain, sizes, 0, numbers, place);
            return NdArray.of(
                    numbers.stream().mapToDouble(Double::doubleValue).toArray(),
                    sizes.stream().mapToInt(Integer::intValue).toArray());
        }

        private void collect(
                @Nullable Object plain, List<Integer> sizes, int depth, List<Double> numbers, Place place) {
            if (depth == sizes.size() && plain instanceof Number number) {
                numbers.add(number.doubleValue());
            } else if (depth < sizes.size() && plain instanceof List<?> list && list.size() == sizes.get(depth)) {
                for (int i = 0; i < list.size(); i++) {
                    collect(list.get(i), sizes, depth + 1, numbers, place.at(i));
                }
            } else {
                throw place.unexpected(plain, expected());
            }
        }

        @Override
        public Object write(NdArray value) {
            return write(value, 0, new int[1]);
        }

        private static Object write(NdArray value, int axis, int[] next) {
            if (axis == value.shape().rank()) {
                return value.getDouble(next[0]++);
            }
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < value.shape().size(axis); i++) {
                list.add(write(value, axis + 1, next));
            }
            return list;
        }

        @Override
        public boolean allows(NdArray value) {
            return value.dtype() == DType.FLOAT64 && value.size() > 0;
        }

        @Override
        public String expected() {
            return "a number or lists of numbers of equal lengths";
        }
    }
}
