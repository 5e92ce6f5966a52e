package dev.lamina.layers;

import dev.lamina.config.Codec;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a layer that turns values into categories gives back. Source: {@code output_mode} of Keras's preprocessing layers. */
public enum OutputMode {
    /** The category's index. */
    INT,
    /** For each value a vector with 1 at its index. */
    ONE_HOT,
    /** For each example one vector with 1 at the indices of its values. */
    MULTI_HOT,
    /** For each example one vector of how often each index occurs. */
    COUNT,
    /** As {@link #COUNT}, times a weight for each index: the inverse of how many documents have it. */
    TF_IDF;

    String kerasName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key {@code output_mode} of a layer that has some of the modes. */
    static Field<OutputMode> field(OutputMode... allowed) {
        return Field.of("output_mode", new ModeCodec(List.of(allowed)));
    }

    private record ModeCodec(List<OutputMode> allowed) implements Codec<OutputMode> {
        @Override
        public OutputMode read(@Nullable Object plain, Place place) {
            String name =
                    "binary".equals(plain) ? "multi_hot" : "tf-idf".equals(plain) ? "tf_idf" : String.valueOf(plain);
            for (OutputMode mode : allowed) {
                if (mode.kerasName().equals(name)) {
                    return mode;
                }
            }
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(OutputMode value) {
            return value.kerasName();
        }

        @Override
        public boolean allows(OutputMode value) {
            return allowed.contains(value);
        }

        @Override
        public String expected() {
            return "one of " + allowed.stream().map(OutputMode::kerasName).collect(Collectors.joining(", "));
        }
    }
}
