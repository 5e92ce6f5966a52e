package dev.lamina.json;

import dev.lamina.Model;
import dev.lamina.config.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Keras JSON document holds.
 *
 * @param compileConfig how the model was to be trained, as it stands in the document; empty where it was not compiled
 * @param compilePlace where that stands; reads the objects in it
 */
public record KerasDocument(Model model, Map<String, @Nullable Object> compileConfig, Place compilePlace) {}
