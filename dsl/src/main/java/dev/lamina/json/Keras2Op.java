package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of a TensorFlow function, on its way to be one or a few ops of Keras 3. */
final class Keras2Op {
    static final String CORE = "keras.src.ops.core";
    static final String MATH = "keras.src.ops.math";
    static final String NN = "keras.src.ops.nn";
    static final String NUMPY = "keras.src.ops.numpy";

    /** A parameter that is allowed to say nothing else, and what it then says. */
    private static final Map<String, List<Object>> WITHOUT_EFFECT = Map.of(
            "conjugate", List.of(false),
            "validate_indices", List.of(true, false),
            "batch_dims", List.of(0),
            "exclusive", List.of(false),
            "reverse", List.of(false),
            "adjoint_a", List.of(false),
            "adjoint_b", List.of(false),
            "a_is_sparse", List.of(false),
            "b_is_sparse", List.of(false));

    private final String name;
    private final String function;
    private final Keras2Arguments arguments;
    private final Place place;
    private final Set<String> used = new HashSet<>(List.of("name"));
    private final List<Map<String, @Nullable Object>> made = new ArrayList<>();

    Keras2Op(String name, String function, Keras2Arguments arguments, Place place) {
        this.name = name;
        this.function = function;
        this.arguments = arguments;
        this.place = place;
    }

    /**
     * The ops, each as an element of a model's list of layers; the one that gives the result has the name of the layer.
     *
     * @throws dev.lamina.errors.ConfigException if there are none for this function or these arguments
     */
    List<Map<String, @Nullable Object>> made() {
        Keras2Functions.rule(function, place).accept(this);
        arguments.keyword().forEach((key, value) -> {
            boolean idle =
                    value == null || WITHOUT_EFFECT.getOrDefault(key, List.of()).contains(value);
            if (!used.contains(key) && !idle) {
                throw at(key).error(
                                "of tf." + function + ", Keras 3 has no " + key + "; received " + Plain.show(value),
                                "");
            }
        });
        return made;
    }

    Place at(String key) {
        return place.at(key);
    }

    String function() {
        return function;
    }

    /** The first argument, a tensor or a constant. */
    Object x() {
        Object x = arguments.first() instanceof List<?> list && list.size() == 1 ? list.get(0) : arguments.first();
        return given(x, "x");
    }

    /** The first argument, a list. */
    List<?> list() {
        Object first = given(arguments.first(), "a list of tensors");
        return first instanceof List<?> list && !History.isTensor(first) ? list : List.of(first);
    }

    private Object given(@Nullable Object value, String key) {
        if (value == null) {
            throw place.error("tf." + function + " lacks " + key, "");
        }
        if (Keras2Arguments.isSize(value)) {
            throw place.error(
                    "tf." + function + " computes with the shape of a tensor, which is no tensor in Keras 3", "");
        }
        return value;
    }

    /** An argument under one of its names. */
    Object get(String... keys) {
        return given(or(null, keys), keys[0]);
    }

    /** An argument under one of its names, or its default. */
    @Nullable
    Object or(@Nullable Object otherwise, String... keys) {
        used.addAll(Arrays.asList(keys));
        for (String key : keys) {
            Object value = arguments.keyword().get(key);
            if (value != null) {
                return value;
            }
        }
        return otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        Object value = or(otherwise, key);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw at(key).unexpected(value, "true or false");
    }

    /** Makes an op on the way. Returns its tensor. */
    Object helper(String module, String className, Map<String, ? extends @Nullable Object> config, Object... args) {
        String helperName = name + "_" + className.toLowerCase(java.util.Locale.ROOT) + "_" + made.size();
        made.add(element(module, className, helperName, config, Arrays.asList(args)));
        return Keras2Arguments.tensor(new History(helperName, 0, 0, place));
    }

    /** Makes the op that gives the result. */
    void result(
            String module, String className, Map<String, ? extends @Nullable Object> config, @Nullable Object... args) {
        made.add(element(module, className, name, config, Arrays.asList(args)));
    }

    static Map<String, @Nullable Object> element(
            String module,
            String className,
            String name,
            Map<String, ? extends @Nullable Object> config,
            List<? extends @Nullable Object> args) {
        Map<String, @Nullable Object> element = new LinkedHashMap<>(unused(name));
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        named.put("name", name);
        named.putAll(config);
        element.put("module", module);
        element.put("class_name", className);
        element.put("config", named);
        element.put("registered_name", className);
        element.put("inbound_nodes", List.of(call(args, Map.of())));
        return element;
    }

    /** An op that is called nowhere: it keeps the place of one that no output needs. */
    static Map<String, @Nullable Object> unused(String name) {
        Map<String, @Nullable Object> element = new LinkedHashMap<>();
        element.put("module", NUMPY);
        element.put("class_name", "Copy");
        element.put("config", Map.of("name", name));
        element.put("registered_name", "Copy");
        element.put("name", name);
        element.put("inbound_nodes", List.of());
        return element;
    }

    /** A call as Keras 3 writes it. */
    static Map<String, @Nullable Object> call(
            List<? extends @Nullable Object> args, Map<String, ? extends @Nullable Object> kwargs) {
        Map<String, @Nullable Object> call = new LinkedHashMap<>();
        call.put("args", args);
        call.put("kwargs", kwargs);
        return call;
    }
}
