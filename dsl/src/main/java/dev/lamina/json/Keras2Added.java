package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Model.add_loss} and {@code add_metric} left in the graph: layers that no output needs. Keras 3 has none; here they
 * become Lamina's, which the output passes.
 */
record Keras2Added(String name, String className, Map<String, @Nullable Object> keys, Place place) {
    /**
     * The layer in Keras 3's form.
     *
     * @param output what passes it
     * @param value the loss, or what is measured
     * @param helpers takes ops that are needed before it
     */
    Map<String, @Nullable Object> element(Object output, @Nullable Object value, List<Object> helpers) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("name", name);
        Object scalar = value;
        if (className.equals("AddLoss")) {
            config.put("weight", 1.0);
        } else {
            config.put("metric", metric());
            String mean = name + "_mean";
            helpers.add(Keras2Op.element(
                    "keras.src.ops.numpy", "Mean", mean, Map.of(), java.util.Collections.singletonList(value)));
            scalar = Keras2Arguments.tensor(new History(mean, 0, 0, place));
        }
        Map<String, @Nullable Object> layer = new LinkedHashMap<>();
        layer.put("module", null);
        layer.put("class_name", className);
        layer.put("config", config);
        layer.put("registered_name", "lamina>" + className);
        layer.put("name", name);
        layer.put("inbound_nodes", List.of(Keras2Op.call(List.of(java.util.Arrays.asList(output, scalar)), Map.of())));
        return layer;
    }

    private String metric() {
        Place at = place.at("config");
        Map<String, @Nullable Object> config = Plain.map(Element.required(keys, "config", place), at);
        Object said = config.get("metric_name");
        return said == null ? name : Plain.string(said, at.at("metric_name"));
    }
}
