package dev.lamina;

import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The element types a layer works in. Source: {@code keras.DTypePolicy}.
 *
 * @param name Keras's name, such as {@code float32} or {@code mixed_bfloat16}
 */
public record DTypePolicy(String name) {
    public static final DTypePolicy FLOAT32 = new DTypePolicy("float32");

    /** The policy as Keras's {@code serialize_keras_object} gives it. */
    public Map<String, @Nullable Object> toPlain() {
        Map<String, @Nullable Object> plain = new java.util.LinkedHashMap<>();
        plain.put("module", "keras");
        plain.put("class_name", "DTypePolicy");
        plain.put("config", Map.of("name", name));
        plain.put("registered_name", null);
        return plain;
    }

    /** A policy as Keras files hold it: an object, or in older files a string. */
    static final class PolicyCodec implements Codec<DTypePolicy> {
        @Override
        public DTypePolicy read(@Nullable Object plain, Place place) {
            if (plain == null) {
                return FLOAT32;
            }
            if (plain instanceof String name) {
                return new DTypePolicy(name);
            }
            Object config = Plain.map(plain, place).get("config");
            return new DTypePolicy(Plain.string(
                    Plain.map(config, place.at("config")).get("name"),
                    place.at("config").at("name")));
        }

        @Override
        public Object write(DTypePolicy value) {
            return value.toPlain();
        }

        @Override
        public boolean allows(DTypePolicy value) {
            return value.equals(FLOAT32);
        }

        @Override
        public String expected() {
            return "the policy float32";
        }
    }
}
