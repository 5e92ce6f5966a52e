package dev.lamina.json;

import dev.lamina.config.Schema;
import java.util.List;

/**
 * Makes the layers (initializers, …) of a library known to {@link KerasJson}: found by {@link java.util.ServiceLoader}, so that
 * files which hold them open without further ado.
 */
public interface SchemaProvider {
    /** The schemas of the provider's classes. */
    List<? extends Schema<?>> schemas();
}
