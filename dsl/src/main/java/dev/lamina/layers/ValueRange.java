package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Codec;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import dev.lamina.ops.Selection;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The least and the greatest value that pixels have. */
record ValueRange(double lower, double upper) {
    /** What most of Keras's formulas are written for. */
    static final ValueRange BYTES = new ValueRange(0, 255);

    static final ValueRange UNIT = new ValueRange(0, 1);

    /** Where configurations hold it. */
    static final Field<List<Double>> FIELD =
            Field.of("value_range", new RangeCodec()).orElse(List.of(0.0, 255.0));

    static ValueRange of(List<Double> numbers) {
        return new ValueRange(numbers.get(0), numbers.get(1));
    }

    /** Two numbers in order. */
    static List<Double> given(double... numbers) {
        return inOrder(DoubleStream.of(numbers).boxed());
    }

    /** Two numbers in order; others, which are refused, as they are. */
    private static List<Double> inOrder(Stream<Double> numbers) {
        List<Double> given = numbers.toList();
        return given.size() == 2 ? given.stream().sorted().toList() : given;
    }

    double width() {
        return upper - lower;
    }

    /** Values of this range in another one. */
    SymbolicTensor to(ValueRange other, SymbolicTensor x) {
        return equals(other)
                ? x
                : x.minus(lower).div(width()).times(other.width()).plus(other.lower);
    }

    /** The nearest values of this range. */
    SymbolicTensor clip(SymbolicTensor x) {
        return Selection.clip(x, lower, upper);
    }

    private static final class RangeCodec implements Codec<List<Double>> {
        @Override
        public List<Double> read(@Nullable Object plain, Place place) {
            if (plain instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
                return inOrder(list.stream().map(number -> ((Number) number).doubleValue()));
            }
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(List<Double> value) {
            return value;
        }

        @Override
        public boolean allows(List<Double> value) {
            return value.size() == 2;
        }

        @Override
        public String expected() {
            return "a list of two numbers";
        }
    }
}
