package dev.lamina.config;

import dev.lamina.DType;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes fields of the usual types. */
public final class Fields {
    private Fields() {}

    public static Field<Boolean> bool(String key) {
        return Field.of(key, codec("true or false", value -> true, (plain, place) -> {
            if (plain instanceof Boolean value) {
                return value;
            }
            throw place.unexpected(plain, "true or false");
        }));
    }

    /** Any integer. */
    public static Field<Integer> integer(String key) {
        return integer(key, "an integer", value -> true);
    }

    /** An integer of at least 1. */
    public static Field<Integer> positive(String key) {
        return integer(key, "a positive integer", value -> value > 0);
    }

    /** An integer of a kind that {@code expected} names. */
    public static Field<Integer> integer(String key, String expected, Predicate<Integer> allowed) {
        return Field.of(key, codec(expected, allowed, (plain, place) -> readInt(plain, place, expected)));
    }

    /** Any number. */
    public static Field<Double> number(String key) {
        return number(key, "a number", value -> true);
    }

    /** A number of a kind that {@code expected} names. */
    public static Field<Double> number(String key, String expected, Predicate<Double> allowed) {
        return Field.of(key, codec(expected, allowed, (plain, place) -> {
            if (plain instanceof Number value) {
                return value.doubleValue();
            }
            throw place.unexpected(plain, expected);
        }));
    }

    public static Field<String> string(String key) {
        return Field.of(key, codec("a string", value -> true, Plain::string));
    }

    /** A constant of an enum, written in lower case. */
    public static <E extends Enum<E>> Field<E> choice(String key, Class<E> type) {
        return someOf(key, List.of(type.getEnumConstants()));
    }

    /** One of some constants of an enum, written in lower case. */
    public static <E extends Enum<E>> Field<E> someOf(String key, List<E> constants) {
        List<String> names = constants.stream().map(Fields::lower).toList();
        String expected = "one of " + String.join(", ", names);
        return Field.of(key, new Codec<>() {
            @Override
            public E read(@Nullable Object plain, Place place) {
                if (plain instanceof String name && names.contains(name.toLowerCase(Locale.ROOT))) {
                    return constants.get(names.indexOf(name.toLowerCase(Locale.ROOT)));
                }
                throw place.unexpected(plain, expected);
            }

            @Override
            public Object write(E value) {
                return lower(value);
            }

            @Override
            public boolean allows(E value) {
                return constants.contains(value);
            }

            @Override
            public String expected() {
                return expected;
            }
        });
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A list of integers of any length; a single integer is read as a list of one. */
    public static Field<List<Integer>> integers(String key) {
        return integers(key, "a list of integers", value -> true);
    }

    /** A list of integers of a kind that {@code expected} names; a single integer is read as a list of one. */
    public static Field<List<Integer>> integers(String key, String expected, Predicate<List<Integer>> allowed) {
        return Field.of(key, codec(expected, allowed, (plain, place) -> readInts(plain, place, expected)));
    }

    /** One integer of at least {@code least} for each of {@code axes} axes; a single one stands for all. */
    public static Field<List<Integer>> perAxis(String key, int axes, int least) {
        String expected = (least == 1 ? "a positive integer" : "an integer of at least " + least)
                + (axes == 1 ? "" : " for each of " + axes + " axes");
        return perAxis(key, axes, least, expected, size -> true);
    }

    /** One integer of at least {@code least} and of a kind that {@code expected} names for each of {@code axes} axes. */
    public static Field<List<Integer>> perAxis(
            String key, int axes, int least, String expected, Predicate<Integer> allowed) {
        return Field.of(
                key,
                codec(
                        expected,
                        value -> value.size() == axes
                                && value.stream().allMatch(size -> size >= least && allowed.test(size)),
                        (plain, place) -> {
                            List<Integer> read = readInts(plain, place, expected);
                            return read.size() == 1 ? Collections.nCopies(axes, read.get(0)) : read;
                        }));
    }

    /** An integer of at least {@code least} for each of two axes; a single one stands for both, and is written as a number. */
    public static Field<List<Integer>> pair(String key, int least) {
        String expected = "an integer of at least " + least + " for each of two axes";
        Codec<List<Integer>> any = singleOrList(expected, Fields::readInt);
        return Field.of(key, new Codec<>() {
            @Override
            public List<Integer> read(@Nullable Object plain, Place place) {
                return any.read(plain, place);
            }

            @Override
            public @Nullable Object write(List<Integer> value) {
                return any.write(value);
            }

            @Override
            public boolean allows(List<Integer> value) {
                return (value.size() == 1 || value.size() == 2)
                        && value.stream().allMatch(size -> size >= least);
            }

            @Override
            public String expected() {
                return expected;
            }
        });
    }

    /** An axis or a list of axes; one alone is written as a number. */
    public static Field<List<Integer>> axes(String key) {
        return Field.of(key, singleOrList("an axis or a list of axes", Fields::readInt));
    }

    /** A number or a list of numbers; one alone is written as a number. */
    public static Field<List<Double>> numbers(String key) {
        return numbers(key, "a number or a list of numbers", value -> true);
    }

    /** Numbers of a kind that {@code expected} names; one alone is written as a number. */
    public static Field<List<Double>> numbers(String key, String expected, Predicate<List<Double>> allowed) {
        Codec<List<Double>> codec = singleOrList(expected, (plain, place, what) -> {
            if (plain instanceof Number value) {
                return value.doubleValue();
            }
            throw place.unexpected(plain, what);
        });
        return Field.of(key, new Codec<>() {
            @Override
            public List<Double> read(@Nullable Object plain, Place place) {
                return codec.read(plain, place);
            }

            @Override
            public Object write(List<Double> value) {
                return java.util.Objects.requireNonNull(codec.write(value));
            }

            @Override
            public boolean allows(List<Double> value) {
                return codec.allows(value) && allowed.test(value);
            }

            @Override
            public String expected() {
                return expected;
            }
        });
    }

    private interface ElementReader<T> {
        T read(@Nullable Object plain, Place place, String expected);
    }

    private static <T> Codec<List<T>> singleOrList(String expected, ElementReader<T> reader) {
        return new Codec<>() {
            @Override
            public List<T> read(@Nullable Object plain, Place place) {
                return plain instanceof List<?> list
                        ? list.stream()
                                .map(element -> reader.read(element, place, expected))
                                .toList()
                        : List.of(reader.read(plain, place, expected));
            }

            @Override
            public Object write(List<T> value) {
                return value.size() == 1 ? value.get(0) : value;
            }

            @Override
            public boolean allows(List<T> value) {
                return !value.isEmpty();
            }

            @Override
            public String expected() {
                return expected;
            }
        };
    }

    public static Field<DType> dtype(String key) {
        return dtype(key, "a dtype", value -> true);
    }

    /** A type of a kind that {@code expected} names. */
    public static Field<DType> dtype(String key, String expected, Predicate<DType> allowed) {
        return Field.of(key, new Codec<>() {
            @Override
            public DType read(@Nullable Object plain, Place place) {
                try {
                    return DType.ofKerasName(Plain.string(plain, place));
                } catch (IllegalArgumentException e) {
                    throw place.error(String.valueOf(e.getMessage()), "");
                }
            }

            @Override
            public Object write(DType value) {
                return value.kerasName();
            }

            @Override
            public boolean allows(DType value) {
                return allowed.test(value);
            }

            @Override
            public String expected() {
                return expected;
            }
        });
    }

    /** Another configured object, such as an initializer. */
    public static <T extends Configured<?>> Field<T> configured(String key, Class<T> kind) {
        return configured(key, kind, Configured::toPlain);
    }

    /** Another object with a written form of its own. */
    public static <T> Field<T> configured(String key, Class<T> kind, Function<T, Object> writer) {
        return Field.of(key, new Codec<>() {
            @Override
            public T read(@Nullable Object plain, Place place) {
                if (plain == null) {
                    throw place.unexpected(null, expected());
                }
                return place.read(kind, plain);
            }

            @Override
            public Object write(T value) {
                return writer.apply(value);
            }

            @Override
            public String expected() {
                return "a " + kind.getSimpleName().toLowerCase(Locale.ROOT);
            }
        });
    }

    /** A codec whose written form is the value itself. */
    public static <T> Codec<T> codec(
            String expected, Predicate<T> allowed, BiFunction<@Nullable Object, Place, T> reader) {
        return new Codec<>() {
            @Override
            public T read(@Nullable Object plain, Place place) {
                return reader.apply(plain, place);
            }

            @Override
            public Object write(T value) {
                return value;
            }

            @Override
            public boolean allows(T value) {
                return allowed.test(value);
            }

            @Override
            public String expected() {
                return expected;
            }
        };
    }

    private static int readInt(@Nullable Object plain, Place place, String expected) {
        if (plain instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw place.unexpected(plain, expected);
    }

    private static List<Integer> readInts(@Nullable Object plain, Place place, String expected) {
        if (plain instanceof List<?> list) {
            return list.stream()
                    .map(element -> readInt(element, place, expected))
                    .toList();
        }
        return List.of(readInt(plain, place, expected));
    }
}
