package dev.lamina.metrics;

import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A vector of numbers, which Keras writes as a tensor and reads as a list too. */
final class ConstantCodec implements Codec<List<Double>> {
    @Override
    public List<Double> read(@Nullable Object plain, Place place) {
        if (plain instanceof Map<?, ?>) {
            Place config = place.at("config");
            Object value =
                    Plain.map(Plain.map(plain, place).get("config"), config).get("value");
            return numbers(value, config.at("value"), expected());
        }
        return numbers(plain, place, expected());
    }

    /** The numbers of a list. */
    static List<Double> numbers(@Nullable Object plain, Place place, String expected) {
        List<Double> values = new ArrayList<>();
        for (Object element : Plain.list(plain, place)) {
            if (!(element instanceof Number number)) {
                throw place.unexpected(plain, expected);
            }
            values.add(number.doubleValue());
        }
        return List.copyOf(values);
    }

    @Override
    public Object write(List<Double> value) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("value", value);
        config.put("dtype", "float32");
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("class_name", "__tensor__");
        plain.put("config", config);
        return plain;
    }

    @Override
    public boolean allows(List<Double> value) {
        return !value.isEmpty() && value.stream().allMatch(number -> number >= 0);
    }

    @Override
    public String expected() {
        return "a list of numbers of at least 0";
    }
}
