package dev.lamina.json;

import dev.lamina.config.Configured;
import dev.lamina.losses.Losses;
import dev.lamina.metrics.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@code compile_config} as {@code .h5} files have it. Names of losses and metrics become objects: Keras 3 writes the names and cannot
 * read them there.
 */
final class LegacyTraining {
    /** The names that Keras takes by the shapes of outputs; those it does read. */
    private static final Set<String> BY_SHAPE = Set.of("accuracy", "acc", "crossentropy", "ce");

    private LegacyTraining() {}

    static Map<String, @Nullable Object> of(Map<String, ? extends @Nullable Object> compileConfig) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>(compileConfig);
        Map<String, @Nullable Object> optimizer = new LinkedHashMap<>();
        if (config.remove("optimizer") instanceof Map<?, ?> object) {
            Object registered = object.get("registered_name");
            optimizer.put("class_name", registered == null ? object.get("class_name") : registered);
            optimizer.put("config", object.get("config"));
        }
        config.computeIfPresent("loss", (key, value) -> each(value, Losses::named));
        config.computeIfPresent("metrics", (key, value) -> each(value, Metrics::named));
        config.computeIfPresent("weighted_metrics", (key, value) -> each(value, Metrics::named));
        config.put("optimizer_config", optimizer);
        return config;
    }

    private static @Nullable Object each(@Nullable Object plain, Function<String, Configured<?>> named) {
        if (plain instanceof List<?> list) {
            List<@Nullable Object> changed = new ArrayList<>();
            list.forEach(element -> changed.add(each(element, named)));
            return changed;
        }
        if (plain instanceof String name) {
            boolean registered = name.contains(">");
            return registered || BY_SHAPE.contains(name)
                    ? name
                    : named.apply(name).toPlain();
        }
        if (!(plain instanceof Map<?, ?> map)) {
            return plain;
        }
        if (map.containsKey("class_name")) {
            boolean function = "function".equals(map.get("class_name")) && map.get("config") instanceof String;
            return function ? each(map.get("config"), named) : plain;
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        map.forEach((key, value) -> changed.put(String.valueOf(key), each(value, named)));
        return changed;
    }
}
