package dev.lamina;

import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The element types a layer works in: that of its computation, to which floating-point inputs are cast, and that in which its
 * weights are kept. Source: {@code keras.DTypePolicy}.
 *
 * @param name Keras's name: a type such as {@code float32}, {@code mixed_bfloat16} or {@code mixed_float16}
 */
public record DTypePolicy(String name) {
    public static final DTypePolicy FLOAT32 = new DTypePolicy("float32");
    public static final DTypePolicy FLOAT64 = new DTypePolicy("float64");

    /** Computes in bfloat16 on weights kept in float32. */
    public static final DTypePolicy MIXED_BFLOAT16 = new DTypePolicy("mixed_bfloat16");

    /** Computes in float16 on weights kept in float32; training needs a scaled loss. */
    public static final DTypePolicy MIXED_FLOAT16 = new DTypePolicy("mixed_float16");

    private static final String MIXED = "mixed_";

    /**
     * A policy.
     *
     * @throws ConfigException if there is none of this name
     */
    public DTypePolicy {
        if (!isKnown(name)) {
            throw new ConfigException("dtype must be " + expectedNames() + "; received " + name
                    + (name.contains("_from_") ? ": quantized layers cannot be run" : ""));
        }
    }

    private static boolean isKnown(String name) {
        boolean isType =
                Arrays.stream(DType.values()).anyMatch(type -> type.kerasName().equals(name));
        return isType || name.equals(MIXED + "bfloat16") || name.equals(MIXED + "float16");
    }

    private static String expectedNames() {
        return "the name of a type such as \"float32\" or \"bfloat16\", \"mixed_bfloat16\" or \"mixed_float16\"";
    }

    /** Whether weights are kept in a wider type than that of the computation. */
    public boolean isMixed() {
        return name.startsWith(MIXED);
    }

    /** The type in which layers compute, to which their floating-point inputs are cast. */
    public DType computeDType() {
        return DType.ofKerasName(isMixed() ? name.substring(MIXED.length()) : name);
    }

    /** The type in which weights are kept. */
    public DType variableDType() {
        return isMixed() ? DType.FLOAT32 : computeDType();
    }

    /**
     * A policy as Keras files hold it: an object, or in older files a string; float32 where there is none.
     *
     * @throws ConfigException if there is none of this name, with its place
     */
    public static DTypePolicy read(@Nullable Object plain, Place place) {
        return new PolicyCodec().read(plain, place);
    }

    /** The policy as Keras's {@code serialize_keras_object} gives it. */
    public Map<String, @Nullable Object> toPlain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
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
                return named(name, place);
            }
            Object config = Plain.map(plain, place).get("config");
            Place at = place.at("config").at("name");
            return named(Plain.string(Plain.map(config, place.at("config")).get("name"), at), at);
        }

        private static DTypePolicy named(String name, Place place) {
            if (!isKnown(name)) {
                throw place.error(
                        "unknown dtype policy \"" + name + "\"",
                        name.contains("_from_") ? "a layer that is not quantized" : expectedNames());
            }
            return new DTypePolicy(name);
        }

        @Override
        public Object write(DTypePolicy value) {
            return value.toPlain();
        }

        @Override
        public String expected() {
            return expectedNames();
        }
    }
}
