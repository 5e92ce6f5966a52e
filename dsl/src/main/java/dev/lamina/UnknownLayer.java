package dev.lamina;

import dev.lamina.errors.ConfigException;
import dev.lamina.errors.Facts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a document that names a class or a function which is not known here. It is kept as the document holds it, so that the
 * architecture around it can be shown and written again; it cannot run.
 *
 * <p>Shapes: what the document says of its outputs where they are consumed. Masks: none.
 */
public final class UnknownLayer implements Operation, Block {
    private final String name;
    private final Map<String, @Nullable Object> element;
    private final List<List<TensorSpec>> calls;
    private final String remedy;

    private UnknownLayer(
            String name, Map<String, @Nullable Object> element, List<List<TensorSpec>> calls, String remedy) {
        this.name = name;
        this.element = element;
        this.calls = calls;
        this.remedy = remedy;
    }

    /**
     * A layer that stands in a document.
     *
     * @param element the whole object, with its class and configuration
     * @param calls the outputs of each of its calls
     * @param remedy what makes it known
     */
    public static UnknownLayer of(
            String name, Map<String, @Nullable Object> element, List<List<TensorSpec>> calls, String remedy) {
        return new UnknownLayer(
                name, Collections.unmodifiableMap(new LinkedHashMap<>(element)), List.copyOf(calls), remedy);
    }

    /** The object as it stands in the document. */
    public Map<String, @Nullable Object> element() {
        return element;
    }

    @Override
    public String givenName() {
        return name;
    }

    @Override
    public String className() {
        return String.valueOf(element.get("class_name"));
    }

    /** The name that the class is registered under, such as {@code my_package>Gate}; else its own. */
    public String registeredName() {
        return Objects.requireNonNullElse(element.get("registered_name"), className())
                .toString();
    }

    @Override
    public SymbolicTensor on(SymbolicTensor x) {
        return call(0, Arguments.of(List.of(x))).get(0);
    }

    /**
     * The outputs of one of the calls that the document holds.
     *
     * @param index the number of the call
     */
    public List<SymbolicTensor> call(int index, Arguments arguments) {
        return Node.of(this, arguments, calls.get(index), List.of()).outputs();
    }

    /** A call as it was made once, on other tensors. */
    List<SymbolicTensor> again(Node call, Arguments arguments) {
        List<TensorSpec> specs =
                call.outputs().stream().map(SymbolicTensor::spec).toList();
        return Node.of(this, arguments, specs, List.of()).outputs();
    }

    /** The error of whoever wants to run this. */
    public ConfigException cannotRun() {
        return new ConfigException(Facts.of("layer \"" + name + "\" of the class " + registeredName()
                        + " is kept as its document holds it, and cannot run")
                .and("try", remedy)
                .toString());
    }
}
