package dev.lamina.layers;

import dev.lamina.config.Codec;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keys that layers with a vocabulary have in common. */
final class TokenKeys {
    static final Field<@Nullable Integer> MAX_TOKENS = Fields.integer(
                    "max_tokens", "an integer greater than 1", value -> value > 1)
            .orNull();
    static final Field<Boolean> PAD_TO_MAX_TOKENS =
            Fields.bool("pad_to_max_tokens").orElse(false);
    static final Field<@Nullable List<Double>> IDF_WEIGHTS = numbers("idf_weights");
    static final Field<OutputMode> OUTPUT_MODE =
            OutputMode.field(OutputMode.values()).orElse(OutputMode.INT);
    static final Field<Boolean> SPARSE = never("sparse", "false, since there are no sparse tensors here");
    static final Field<Boolean> RAGGED = never("ragged", "false, since there are no ragged tensors here");
    static final Field<String> ENCODING = only("encoding", "utf-8");
    static final Field<OovMethod> OOV_METHOD = Fields.choice("oov_method", OovMethod.class)
            .orElse(OovMethod.FLOORMOD)
            .omittedByDefault();

    private TokenKeys() {}

    /** A key that can be true in Keras, and cannot be here. */
    private static Field<Boolean> never(String key, String expected) {
        return Field.of(key, Fields.<Boolean>codec(expected, value -> !value, (plain, place) -> {
                    if (plain instanceof Boolean value) {
                        return value;
                    }
                    throw place.unexpected(plain, expected);
                }))
                .orElse(false);
    }

    /** A key with one value that works. */
    static Field<String> only(String key, String allowed) {
        return Field.of(key, Fields.<String>codec("\"" + allowed + "\"", allowed::equalsIgnoreCase, (plain, place) -> {
                    if (plain instanceof String value) {
                        return value;
                    }
                    throw place.unexpected(plain, "\"" + allowed + "\"");
                }))
                .orElse(allowed);
    }

    /** A list of strings, or null. */
    static Field<@Nullable List<String>> words(String key) {
        return list(key, "a list of strings", plain -> plain instanceof String word ? word : null)
                .orNull();
    }

    /** A list of integers, or null. */
    static Field<@Nullable List<Long>> integers(String key) {
        return list(key, "a list of integers", TokenKeys::whole).orNull();
    }

    /** A list of numbers, or null. */
    static Field<@Nullable List<Double>> numbers(String key) {
        return list(key, "a list of numbers", plain -> plain instanceof Number number ? number.doubleValue() : null)
                .orNull();
    }

    static Field<Long> integer(String key) {
        return Field.of(key, Fields.codec("an integer", value -> true, (plain, place) -> {
            Long value = whole(plain);
            if (value == null) {
                throw place.unexpected(plain, "an integer");
            }
            return value;
        }));
    }

    private static @Nullable Long whole(@Nullable Object plain) {
        return plain instanceof Integer || plain instanceof Long ? ((Number) plain).longValue() : null;
    }

    private static <T> Field<List<T>> list(
            String key, String expected, Function<@Nullable Object, @Nullable T> element) {
        return Field.of(key, Fields.codec(expected, value -> true, (plain, place) -> {
            if (!(plain instanceof List<?> given)) {
                throw place.error(
                        "expected " + expected + "; received " + Plain.show(plain),
                        plain instanceof String
                                ? "a file is read by vocabulary(Path) in Java, not from a document"
                                : "");
            }
            List<T> read = new ArrayList<>();
            for (int i = 0; i < given.size(); i++) {
                T value = element.apply(given.get(i));
                if (value == null) {
                    throw place.at(i).unexpected(given.get(i), expected);
                }
                read.add(value);
            }
            return List.copyOf(read);
        }));
    }

    /** A constant of an enum in lower case, null for the one that stands for nothing. */
    static <E extends Enum<E>> Field<E> choiceOrNone(String key, Class<E> type, E none) {
        Codec<E> choice = Fields.choice(key, type).codec();
        return Field.of(key, new Codec<>() {
            @Override
            public E read(@Nullable Object plain, Place place) {
                if (plain instanceof Map<?, ?>) {
                    throw place.error(
                            "a function of Python cannot run here",
                            "null, and the same on the input by the ops of dev.lamina.ops.Text");
                }
                return plain == null ? none : choice.read(plain, place);
            }

            @Override
            public @Nullable Object write(E value) {
                return value == none ? null : choice.write(value);
            }

            @Override
            public String expected() {
                return choice.expected() + " or null";
            }
        });
    }

    /** The lines of a file. */
    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ConfigException("the vocabulary " + file + " cannot be read: " + e, e);
        }
    }
}
