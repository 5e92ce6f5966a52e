package dev.lamina.ops;

import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which axes a tensor product sums over.
 *
 * @param count so many last axes of the left and first axes of the right tensor; -1 where axes are listed
 * @param left axes of the left tensor
 * @param right the axes of the right tensor that go with them
 */
public record Contraction(int count, List<Integer> left, List<Integer> right) {
    public static Contraction of(int count) {
        return new Contraction(count, List.of(), List.of());
    }

    /** The axes of the left tensor. */
    List<Integer> leftAxes(int rank) {
        return count < 0 ? left : IntStream.range(rank - count, rank).boxed().toList();
    }

    /** The axes of the right tensor. */
    List<Integer> rightAxes() {
        return count < 0 ? right : IntStream.range(0, count).boxed().toList();
    }

    static final class ContractionCodec implements Codec<Contraction> {
        @Override
        public Contraction read(@Nullable Object plain, Place place) {
            if (plain instanceof Number count && count.intValue() >= 0) {
                return of(count.intValue());
            }
            if (plain instanceof List<?> pair && pair.size() == 2) {
                return new Contraction(-1, axes(pair.get(0), place.at(0)), axes(pair.get(1), place.at(1)));
            }
            throw place.unexpected(plain, expected());
        }

        private List<Integer> axes(@Nullable Object plain, Place place) {
            if (plain instanceof Number axis) {
                return List.of(axis.intValue());
            }
            if (plain instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
                return list.stream().map(axis -> ((Number) axis).intValue()).toList();
            }
            throw place.unexpected(plain, "a list of axes");
        }

        @Override
        public Object write(Contraction value) {
            return value.count < 0 ? List.of(value.left, value.right) : value.count;
        }

        @Override
        public boolean allows(Contraction value) {
            return value.left.size() == value.right.size();
        }

        @Override
        public String expected() {
            return "a number of axes, or two lists of axes of one length";
        }
    }
}
