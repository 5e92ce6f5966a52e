package dev.lamina.training;

import dev.lamina.Model;
import dev.lamina.config.Configured;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.losses.Loss;
import dev.lamina.losses.Losses;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.Metrics;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.Optimizers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keras's {@code compile_config}, both ways. Source: {@code keras.Model.get_compile_config}. */
final class CompileConfig {
    private CompileConfig() {}

    static Map<String, @Nullable Object> write(
            Optimizer optimizer, PerOutput<Spelled<Loss>> losses, PerOutput<Double> lossWeights, Metered metrics) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("optimizer", optimizer.toPlain());
        plain.put("loss", losses.toPlain(Spelled::toPlain));
        plain.put("loss_weights", lossWeights.toPlain(weight -> weight));
        plain.put("metrics", metrics.plain().toPlain(CompileConfig::writeAll));
        plain.put("weighted_metrics", metrics.weighted().toPlain(CompileConfig::writeAll));
        plain.put("run_eagerly", false);
        plain.put("steps_per_execution", 1);
        plain.put("jit_compile", false);
        return plain;
    }

    private static Object writeAll(List<Spelled<Metric>> metrics) {
        return metrics.stream().map(Spelled::toPlain).toList();
    }

    static Training read(Map<String, @Nullable Object> plain, Place place, Model model) {
        Object optimizer = plain.get("optimizer");
        PerOutput<Spelled<Loss>> losses = each(plain.get("loss"), place.at("loss"), CompileConfig::readLoss);
        PerOutput<Double> weights =
                each(plain.get("loss_weights"), place.at("loss_weights"), CompileConfig::readNumber);
        return new Training(
                optimizer == null ? Optimizers.named("rmsprop") : readOptimizer(optimizer, place.at("optimizer")),
                losses,
                weights,
                new Metered(
                        readMetrics(plain.get("metrics"), place.at("metrics"), model),
                        readMetrics(plain.get("weighted_metrics"), place.at("weighted_metrics"), model)),
                true);
    }

    private static Optimizer readOptimizer(Object plain, Place place) {
        return plain instanceof String name ? Optimizers.named(name) : place.read(Optimizer.class, plain);
    }

    private static Double readNumber(Object plain, Place place) {
        if (plain instanceof Number number) {
            return number.doubleValue();
        }
        throw place.unexpected(plain, "a number");
    }

    private static Spelled<Loss> readLoss(Object plain, Place place) {
        return readSpelled(plain, place, Loss.class, Losses::named, name -> name);
    }

    private static Spelled<Metric> readMetric(Object plain, Place place) {
        return readSpelled(plain, place, Metric.class, Metrics::named, Metrics::spelling);
    }

    /** A short name, one of Keras's functions, or an object, which a registered function is too. */
    private static <T extends Configured<T>> Spelled<T> readSpelled(
            Object plain, Place place, Class<T> kind, Function<String, T> named, Function<String, Object> spelling) {
        if (plain instanceof String name) {
            return name.contains(">")
                    ? Spelled.object(place.read(kind, Plain.function(name)))
                    : new Spelled<>(named.apply(name), spelling.apply(name));
        }
        Map<String, @Nullable Object> map = Plain.map(plain, place);
        return "function".equals(map.get("class_name"))
                        && map.get("config") instanceof String name
                        && !name.contains(">")
                ? new Spelled<>(named.apply(name), spelling.apply(name))
                : Spelled.object(place.read(kind, plain));
    }

    /** One for all, a list or a map. An object is a map that says its class. */
    private static <T> PerOutput<T> each(@Nullable Object plain, Place place, BiFunction<Object, Place, T> reader) {
        if (plain == null) {
            return PerOutput.none();
        }
        if (plain instanceof List<?> list) {
            List<@Nullable T> values = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                Object element = list.get(i);
                values.add(element == null ? null : reader.apply(element, place.at(i)));
            }
            return PerOutput.list(values);
        }
        if (isMap(plain)) {
            Map<String, @Nullable T> values = new LinkedHashMap<>();
            Plain.map(plain, place)
                    .forEach(
                            (key, value) -> values.put(key, value == null ? null : reader.apply(value, place.at(key))));
            return PerOutput.map(values);
        }
        return PerOutput.one(reader.apply(plain, place));
    }

    private static boolean isMap(@Nullable Object plain) {
        return plain instanceof Map<?, ?> map && !map.containsKey("class_name");
    }

    /** A list without lists is for the one output of a model that has one; else its elements are for the outputs. */
    private static PerOutput<List<Spelled<Metric>>> readMetrics(@Nullable Object plain, Place place, Model model) {
        boolean flat = model.outputs().list().size() == 1
                && plain instanceof List<?> list
                && list.stream().noneMatch(element -> element == null || element instanceof List<?>);
        return flat ? PerOutput.one(readList(plain, place)) : each(plain, place, CompileConfig::readList);
    }

    private static List<Spelled<Metric>> readList(@Nullable Object plain, Place place) {
        if (plain instanceof List<?> list) {
            List<Spelled<Metric>> metrics = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                Object element = list.get(i);
                if (element != null) {
                    metrics.add(readMetric(element, place.at(i)));
                }
            }
            return metrics;
        }
        if (plain == null) {
            throw place.unexpected(null, "a metric");
        }
        return List.of(readMetric(plain, place));
    }
}
