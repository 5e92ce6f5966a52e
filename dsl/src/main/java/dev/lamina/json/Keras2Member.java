package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the list of layers of a functional model of Keras 2.
 *
 * @param index its place in the list
 */
record Keras2Member(int index, String className, Map<String, @Nullable Object> keys, Place place) {
    static final String CALLS = "inbound_nodes";

    private static final Set<String> OPS = Set.of("TFOpLambda", "SlicingOpLambda");
    private static final Set<String> ADDED = Set.of("AddLoss", "AddMetric");

    /** The calls, as the document holds them. */
    List<@Nullable Object> calls() {
        Object calls = keys.get(CALLS);
        return calls == null ? List.of() : Plain.list(calls, place.at(CALLS));
    }

    Place callPlace(int call) {
        return place.at(CALLS).at(call);
    }

    /** Whether it is a function of TensorFlow's. */
    boolean isOp() {
        return OPS.contains(className);
    }

    /** Whether it holds a loss or a metric that was added to the model; layers of Lamina's have the same names. */
    boolean isAdded() {
        boolean registered = keys.get("registered_name") instanceof String name && name.contains(">");
        return ADDED.contains(className) && !registered;
    }

    /** The name of the function that an op stands for. */
    String function() {
        Place at = place.at("config");
        Map<String, @Nullable Object> config = Plain.map(Element.required(keys, "config", place), at);
        return Plain.string(Element.required(config, "function", at), at.at("function"));
    }

    /** Whether it gives the shape of a tensor. */
    boolean isShape() {
        return isOp() && function().endsWith("shape") && !function().endsWith("reshape");
    }
}
