package dev.lamina.json;

import dev.lamina.config.Schema;
import dev.lamina.layers.LayerFunction;
import java.util.List;
import java.util.Map;

/**
 * Makes the layers (initializers, …) of a library known to {@link KerasJson}: found by {@link java.util.ServiceLoader}, so that
 * files which hold them open without further ado.
 */
public interface SchemaProvider {
    /** The schemas of the provider's classes. */
    List<? extends Schema<?>> schemas();

    /** The Java functions that Lambda layers run, by the names of the layers or of their Python functions; none by default. */
    default Map<String, LayerFunction> functions() {
        return Map.of();
    }
}
