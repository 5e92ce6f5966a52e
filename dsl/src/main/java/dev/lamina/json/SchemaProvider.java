package dev.lamina.json;

import dev.lamina.config.Schema;
import dev.lamina.layers.LayerFunction;
import java.util.List;
import java.util.Map;

/**
 * Makes the layers (initializers, …) of a library known to {@link KerasJson}: found by {@link java.util.ServiceLoader}, so that
 * files which hold them open without further ado. The file {@code META-INF/services/dev.lamina.json.SchemaProvider} names the class:
 *
 * <pre>{@code
 * class MyPackage implements SchemaProvider {
 *   public List<? extends Schema<?>> schemas() {
 *     return List.of(); // such as Gate.SCHEMA
 *   }
 *
 *   public Catalog addTo(Catalog catalog) {
 *     return SchemaProvider.super.addTo(catalog)
 *         .plusActivation("my_package>squash", x -> x.div(abs(x).plus(1)))
 *         .plusLoss("my_package>error", (yTrue, yPred) -> mean(abs(yTrue.minus(yPred)), -1));
 *   }
 * }
 * Catalog catalog = new MyPackage().addTo(Catalog.standard());
 * }</pre>
 */
public interface SchemaProvider {
    /** The schemas of the provider's classes. */
    List<? extends Schema<?>> schemas();

    /** The Java functions that Lambda layers run, by the names of the layers or of their Python functions; none by default. */
    default Map<String, LayerFunction> functions() {
        return Map.of();
    }

    /** The catalog and all that the provider has; to be overridden for activations, initializers, losses and metrics beside those. */
    default Catalog addTo(Catalog catalog) {
        Catalog more = catalog.plus(schemas());
        for (Map.Entry<String, LayerFunction> function : functions().entrySet()) {
            more = more.plusFunction(function.getKey(), function.getValue());
        }
        return more;
    }
}
