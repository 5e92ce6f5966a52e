package dev.lamina.optimizers;

import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which optimizer changes which weight. Source: {@code keras.optimizers.OptimizerMap}.
 *
 * @param otherwise the optimizer of all other weights
 * @param byPath the optimizers of the weights whose whole paths, such as {@code conv2d/kernel}, match regular expressions
 */
public record OptimizerMap(Optimizer otherwise, Map<String, Optimizer> byPath) {
    /** Checks that no optimizer inside holds others. */
    public OptimizerMap {
        byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
        byPath.keySet().stream().filter(text -> !OptimizerKeys.isPattern(text)).forEach(text -> {
            throw new ConfigException(
                    "OptimizerMap: the path of some weights must be a regular expression; received \"" + text + "\"");
        });
        List<Optimizer> all = new ArrayList<>(byPath.values());
        all.add(otherwise);
        for (Optimizer optimizer : all) {
            if (optimizer instanceof LossScaleOptimizer || optimizer instanceof MultiOptimizer) {
                throw new ConfigException("OptimizerMap: an optimizer of some weights must be one that holds no other;"
                        + " received " + optimizer.schema().className());
            }
        }
    }

    /** The optimizers, each once, those of regular expressions first. */
    List<Optimizer> optimizers() {
        List<Optimizer> optimizers = new ArrayList<>();
        List<Optimizer> all = new ArrayList<>(byPath.values());
        all.add(otherwise);
        for (Optimizer optimizer : all) {
            if (optimizers.stream().noneMatch(known -> known == optimizer)) {
                optimizers.add(optimizer);
            }
        }
        return optimizers;
    }

    /**
     * The optimizer of a weight.
     *
     * @throws ConfigException if several regular expressions match its path
     */
    Optimizer of(Trained weight) {
        Optimizer exact = byPath.get(weight.path());
        if (exact != null) {
            return exact;
        }
        List<String> matching = byPath.keySet().stream()
                .filter(pattern -> Pattern.matches(pattern, weight.path()))
                .toList();
        if (matching.size() > 1) {
            throw new ConfigException("OptimizerMap: more than one optimizer is assigned to weight " + weight.path()
                    + ", by " + String.join(" and ", matching));
        }
        return matching.isEmpty() ? otherwise : byPath.getOrDefault(matching.get(0), otherwise);
    }

    /** As files hold it. */
    static final class MapCodec implements Codec<OptimizerMap> {
        @Override
        public OptimizerMap read(@Nullable Object plain, Place place) {
            Map<String, @Nullable Object> object = Plain.map(plain, place);
            if (!"OptimizerMap".equals(object.get("class_name"))) {
                throw place.unexpected(plain, expected());
            }
            Place inside = place.at("config");
            Map<String, @Nullable Object> config = Plain.map(object.get("config"), inside);
            Place patterns = inside.at("optimizer_map");
            Map<String, Optimizer> byPath = new LinkedHashMap<>();
            Plain.map(config.get("optimizer_map"), patterns)
                    .forEach((pattern, one) -> byPath.put(pattern, read(one, patterns, pattern)));
            return new OptimizerMap(read(config.get("default_optimizer"), inside, "default_optimizer"), byPath);
        }

        private Optimizer read(@Nullable Object plain, Place place, String key) {
            if (plain == null) {
                throw place.at(key).unexpected(null, "an optimizer");
            }
            return place.at(key).read(Optimizer.class, plain);
        }

        @Override
        public Object write(OptimizerMap value) {
            Map<String, Object> patterns = new LinkedHashMap<>();
            value.byPath.forEach((pattern, optimizer) -> patterns.put(pattern, optimizer.toPlain()));
            Map<String, Object> config = new LinkedHashMap<>();
            config.put("default_optimizer", value.otherwise.toPlain());
            config.put("optimizer_map", patterns);
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            plain.put("module", "keras.optimizers");
            plain.put("class_name", "OptimizerMap");
            plain.put("config", config);
            plain.put("registered_name", null);
            return plain;
        }

        @Override
        public String expected() {
            return "an OptimizerMap";
        }
    }
}
