package dev.lamina.layers;

import dev.lamina.config.Codec;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the corrections of batch renormalization may go; null for a limit that there is not.
 *
 * @param rmin the least factor
 * @param rmax the largest factor
 * @param dmax the largest shift, in either direction
 */
public record RenormClipping(
        @Nullable Double rmin,
        @Nullable Double rmax,
        @Nullable Double dmax) {
    static final RenormClipping NONE = new RenormClipping(null, null, null);

    /** All three limits. */
    public static RenormClipping of(double rmin, double rmax, double dmax) {
        return new RenormClipping(rmin, rmax, dmax);
    }

    static Field<@Nullable RenormClipping> field() {
        return Field.of("renorm_clipping", new ClippingCodec()).orNull().omittedByDefault();
    }

    private static final class ClippingCodec implements Codec<RenormClipping> {
        private static final List<String> KEYS = List.of("rmin", "rmax", "dmax");

        @Override
        public RenormClipping read(@Nullable Object plain, Place place) {
            Map<String, @Nullable Object> limits = Plain.map(plain, place);
            for (String key : limits.keySet()) {
                if (!KEYS.contains(key)) {
                    throw place.at(key).error("unknown limit; " + Plain.suggestion(key, KEYS), "");
                }
            }
            return new RenormClipping(
                    limit(limits, "rmin", place), limit(limits, "rmax", place), limit(limits, "dmax", place));
        }

        private static @Nullable Double limit(Map<String, @Nullable Object> limits, String key, Place place) {
            Object value = limits.get(key);
            if (value == null) {
                return null;
            }
            if (value instanceof Number number) {
                return number.doubleValue();
            }
            throw place.at(key).unexpected(value, "a number or null");
        }

        @Override
        public Object write(RenormClipping value) {
            Map<String, Object> plain = new LinkedHashMap<>();
            put(plain, "rmax", value.rmax);
            put(plain, "rmin", value.rmin);
            put(plain, "dmax", value.dmax);
            return plain;
        }

        private static void put(Map<String, Object> plain, String key, @Nullable Double value) {
            if (value != null) {
                plain.put(key, value);
            }
        }

        @Override
        public boolean allows(RenormClipping value) {
            boolean ordered = value.rmin == null || value.rmax == null || value.rmin <= value.rmax;
            return ordered && (value.dmax == null || value.dmax >= 0);
        }

        @Override
        public String expected() {
            return "limits rmin, rmax, dmax with rmin not above rmax and dmax at least 0";
        }
    }
}
