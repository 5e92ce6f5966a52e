package dev.lamina.config;

import dev.lamina.errors.ConfigException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One configuration key, written once: its name, type, default, validation and older spellings. Immutable.
 *
 * @param <T> the type of the values
 */
public final class Field<T extends @Nullable Object> {
    private enum Presence {
        REQUIRED,
        /** Has a default, and is always written. */
        WRITTEN,
        /** Has a default, and is written only where it differs, since early Keras 3 does not know the key. */
        WRITTEN_WHERE_DIFFERENT
    }

    private final String key;
    private final Codec<T> codec;
    private final Presence presence;
    private final @Nullable T defaultValue;
    private final List<String> olderKeys;

    private Field(String key, Codec<T> codec, Presence presence, @Nullable T defaultValue, List<String> olderKeys) {
        this.key = key;
        this.codec = codec;
        this.presence = presence;
        this.defaultValue = defaultValue;
        this.olderKeys = olderKeys;
    }

    /** A key that must be given. */
    public static <T extends @Nullable Object> Field<T> of(String key, Codec<T> codec) {
        return new Field<>(key, codec, Presence.REQUIRED, null, List.of());
    }

    /** This key with a default. */
    public Field<T> orElse(T value) {
        return new Field<>(key, codec, Presence.WRITTEN, value, olderKeys);
    }

    /** This key, which may be null and by default is. */
    public Field<@Nullable T> orNull() {
        return new Field<>(key, new NullableCodec<>(codec), Presence.WRITTEN, null, olderKeys);
    }

    /** This key, whose default files may also write as null. */
    public Field<T> nullMeansDefault() {
        return new Field<>(key, new DefaultingCodec<>(codec, defaultValue()), presence, defaultValue, olderKeys);
    }

    /** This key, written only where its value is not the default, since early Keras 3 does not know it. */
    public Field<T> omittedByDefault() {
        return new Field<>(key, codec, Presence.WRITTEN_WHERE_DIFFERENT, defaultValue, olderKeys);
    }

    /** This key, read under an older spelling too. */
    public Field<T> formerly(String olderKey) {
        return new Field<>(
                key,
                codec,
                presence,
                defaultValue,
                Stream.concat(olderKeys.stream(), Stream.of(olderKey)).toList());
    }

    public String key() {
        return key;
    }

    /** The spellings under which files may hold this key, the present one first. */
    public List<String> keys() {
        return Stream.concat(Stream.of(key), olderKeys.stream()).toList();
    }

    public Codec<T> codec() {
        return codec;
    }

    public boolean isRequired() {
        return presence == Presence.REQUIRED;
    }

    @SuppressWarnings("NullAway") // a field that is not required has a default, which is null only where T may be
    public T defaultValue() {
        return defaultValue;
    }

    boolean isWritten(T value) {
        return presence != Presence.WRITTEN_WHERE_DIFFERENT
                || !java.util.Objects.equals(codec.write(value), codec.write(defaultValue()));
    }

    T checked(T value, String owner) {
        if (!codec.allows(value)) {
            throw new ConfigException(owner + ": " + key + " must be " + codec.expected() + "; received "
                    + Plain.show(codec.write(value)));
        }
        return value;
    }

    @Override
    public String toString() {
        return key;
    }

    private record NullableCodec<T extends @Nullable Object>(Codec<T> inner) implements Codec<@Nullable T> {
        @Override
        public @Nullable T read(@Nullable Object plain, Place place) {
            return plain == null ? null : inner.read(plain, place);
        }

        @Override
        public @Nullable Object write(@Nullable T value) {
            return value == null ? null : inner.write(value);
        }

        @Override
        public boolean allows(@Nullable T value) {
            return value == null || inner.allows(value);
        }

        @Override
        public String expected() {
            return inner.expected() + " or null";
        }
    }

    private record DefaultingCodec<T extends @Nullable Object>(Codec<T> inner, T defaultValue) implements Codec<T> {
        @Override
        public T read(@Nullable Object plain, Place place) {
            return plain == null ? defaultValue : inner.read(plain, place);
        }

        @Override
        public @Nullable Object write(T value) {
            return inner.write(value);
        }

        @Override
        public boolean allows(T value) {
            return inner.allows(value);
        }

        @Override
        public String expected() {
            return inner.expected();
        }
    }
}
