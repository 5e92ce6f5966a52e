package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import dev.lamina.metrics.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How Keras 2 says in its files how a model was to be trained, as Keras 3 says it. */
final class Keras2Training {
    private static final String OPTIMIZER = "optimizer";
    private static final String RATE = "learning_rate";

    private Keras2Training() {}

    /** {@code training_config} of a {@code .h5} file, of Keras 2 or 3, as a {@code compile_config}. */
    static Map<String, @Nullable Object> ofTrainingConfig(Map<String, @Nullable Object> plain, Place place) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        Object optimizer = plain.get("optimizer_config");
        config.put(OPTIMIZER, optimizer == null ? plain.get(OPTIMIZER) : optimizer);
        plain.forEach(config::putIfAbsent);
        config.remove("optimizer_config");
        config.remove("sample_weight_mode");
        return compileConfig(config, place);
    }

    static Map<String, @Nullable Object> compileConfig(Map<String, @Nullable Object> plain, Place place) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>(plain);
        config.computeIfPresent(OPTIMIZER, (key, value) -> optimizer(value, place.at("optimizer_config")));
        config.computeIfPresent("loss", (key, value) -> each(value, place.at(key)));
        config.computeIfPresent("metrics", (key, value) -> each(value, place.at(key)));
        config.computeIfPresent("weighted_metrics", (key, value) -> each(value, place.at(key)));
        return config;
    }

    private static Object optimizer(Object plain, Place place) {
        if (!(plain instanceof Map<?, ?>)) {
            return plain;
        }
        Map<String, @Nullable Object> optimizer = standard(Plain.map(plain, place));
        Place at = place.at("config");
        Map<String, @Nullable Object> config =
                new LinkedHashMap<>(Plain.map(Element.required(optimizer, "config", place), at));
        if (config.containsKey("lr")) {
            config.putIfAbsent(RATE, config.get("lr"));
            config.remove("lr");
        }
        config.remove("schedule_decay");
        config.remove("name", null);
        if (config.get("epsilon") == null) {
            config.remove("epsilon");
        }
        Object decay = config.remove("decay");
        if (decay instanceof Number number && number.doubleValue() > 0) {
            config.put(RATE, decaying(config.get(RATE), number));
        } else if (config.get(RATE) instanceof Map<?, ?>) {
            config.put(RATE, standard(Plain.map(config.get(RATE), at.at(RATE))));
        }
        optimizer.put("config", config);
        return optimizer;
    }

    /** {@code rate / (1 + decay · step)}, which is a schedule in Keras 3. */
    private static Map<String, @Nullable Object> decaying(@Nullable Object rate, Number decay) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("initial_learning_rate", rate);
        config.put("decay_steps", 1);
        config.put("decay_rate", decay);
        config.put("staircase", false);
        Map<String, @Nullable Object> schedule = new LinkedHashMap<>();
        schedule.put("module", "keras.optimizers.schedules");
        schedule.put("class_name", "InverseTimeDecay");
        schedule.put("config", config);
        schedule.put("registered_name", null);
        return schedule;
    }

    /** Keras 2.11 and later register their own optimizers as if they were a user's. */
    private static Map<String, @Nullable Object> standard(Map<String, @Nullable Object> plain) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>(plain);
        if (object.get("class_name") instanceof String name && name.startsWith("Custom>")) {
            object.put("class_name", name.substring("Custom>".length()));
        }
        if (object.get("registered_name") instanceof String name && name.equals("Custom>" + object.get("class_name"))) {
            object.put("registered_name", null);
        }
        return object;
    }

    /** A loss or metric, or any structure of such. */
    private static @Nullable Object each(@Nullable Object plain, Place place) {
        if (plain instanceof List<?> list) {
            List<@Nullable Object> upgraded = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                upgraded.add(each(list.get(i), place.at(i)));
            }
            return upgraded;
        }
        if (!(plain instanceof Map<?, ?>)) {
            return plain;
        }
        Map<String, @Nullable Object> map = Plain.map(plain, place);
        if (map.get("class_name") instanceof String) {
            return measure(standard(map), place);
        }
        Map<String, @Nullable Object> upgraded = new LinkedHashMap<>();
        map.forEach((key, value) -> upgraded.put(key, each(value, place.at(key))));
        return upgraded;
    }

    /** Most metrics are the mean of a function; one of Keras 3's names says which. */
    private static Object measure(Map<String, @Nullable Object> object, Place place) {
        boolean wrapped = "MeanMetricWrapper".equals(object.get("class_name"))
                || "LossFunctionWrapper".equals(object.get("class_name"));
        if (!wrapped) {
            return object;
        }
        Place at = place.at("config");
        Map<String, @Nullable Object> config = Plain.map(Element.required(object, "config", place), at);
        Object function = config.get("fn");
        if (function instanceof Map<?, ?> map) {
            function = map.get("config");
        }
        if (config.get("name") instanceof String name && isMetric(name)) {
            return name;
        }
        return Plain.string(function, at.at("fn"));
    }

    private static boolean isMetric(String name) {
        try {
            Metrics.named(name);
            return true;
        } catch (ConfigException unknown) {
            return false;
        }
    }
}
