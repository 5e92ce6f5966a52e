package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Any function, as a layer. Files hold its name, or Python's bytecode, and no one runs either: where a file is read, a Java
 * function must have been registered under the layer's name or the function's, by {@code Catalog.plusFunction}. A Lambda that is
 * described in Java is written under the name of its function, and real Keras reads it where a Python function is registered
 * under that name.
 *
 * <p>Shapes: those of the function. Source: {@code keras.layers.Lambda}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8);
 * SymbolicTensor y = x.then(lambda("my_package>halve", t -> t.div(2))); // (?, 8)
 * }</pre>
 */
public final class Lambda extends Layer<Lambda> {
    static final Schema<Lambda> SCHEMA = schema("Lambda", Lambda::new);
    private static final Field<PythonFunction> FUNCTION =
            SCHEMA.add(Field.of("function", new PythonFunction.FunctionCodec()));
    private static final Field<@Nullable Object> OUTPUT_SHAPE = SCHEMA.add(opaque(
            "output_shape",
            "sizes, or a function",
            value -> !(value instanceof String)
                    && !(value instanceof List<?> sizes && sizes.stream().anyMatch(Lambda::isNegative))));
    private static final Field<@Nullable Object> MASK = SCHEMA.add(opaque("mask", "any value", value -> true));
    private static final Field<Map<String, @Nullable Object>> ARGUMENTS =
            SCHEMA.add(Field.of("arguments", Fields.codec("an object", value -> true, Plain::map))
                    .orElse(Map.of()));

    private Lambda(Config config) {
        super(SCHEMA, config);
        if (config.get(MASK) != null) {
            throw new ConfigException(
                    "Lambda: mask must be null: masks that Python code makes are not supported; received "
                            + Plain.show(config.get(MASK)));
        }
    }

    static Lambda of(String functionName, boolean takesList, LayerFunction function) {
        return SCHEMA.create(Config.empty().set(FUNCTION, PythonFunction.named(functionName, takesList, function)));
    }

    /** A key whose value is kept as it is. */
    private static Field<@Nullable Object> opaque(String key, String expected, Predicate<Object> allowed) {
        return Field.<Object>of(key, Fields.codec(expected, allowed, Lambda::notNull))
                .orNull()
                .omittedByDefault();
    }

    private static boolean isNegative(@Nullable Object size) {
        return size instanceof Integer number && number < 0;
    }

    private static Object notNull(@Nullable Object plain, Place place) {
        if (plain == null) {
            throw place.unexpected(null, "a value");
        }
        return plain;
    }

    /** What is passed to the function beside its inputs; nothing by default. */
    public Lambda arguments(Map<String, ?> arguments) {
        Map<String, @Nullable Object> copy = new java.util.LinkedHashMap<>();
        arguments.forEach(copy::put);
        Map<String, @Nullable Object> fixed = java.util.Collections.unmodifiableMap(copy);
        return with(ARGUMENTS, fixed);
    }

    /** The name of the function in the file, such as {@code my_package>halve}; empty where it has none. */
    public String functionName() {
        return get(FUNCTION).name();
    }

    /**
     * This layer with the Java function that is registered for it, for readers of files.
     *
     * @param registered the function of a name, or null
     * @return empty if there is none under the layer's name or the function's
     */
    public Optional<Lambda> resolved(Function<String, @Nullable LayerFunction> registered) {
        PythonFunction function = get(FUNCTION);
        LayerFunction java = registered.apply(givenName());
        java = java == null ? registered.apply(function.name()) : java;
        return java == null ? Optional.empty() : Optional.of(with(FUNCTION, function.by(java)));
    }

    /** What the file says of the function, such as {@code bytecode of Python}. */
    public String functionOrigin() {
        return get(FUNCTION).describe();
    }

    @Override
    protected boolean takesList() {
        return get(FUNCTION).takesList();
    }

    /** Keras passes the function a mask, where it asks for one; Java functions find none. */
    @Override
    protected List<String> optionNames() {
        return List.of("mask");
    }

    @Override
    protected int inputCount() {
        return -1;
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        LayerFunction java = get(FUNCTION).java();
        if (java == null) {
            throw new ConfigException("Lambda: layer \"" + givenName() + "\" runs "
                    + get(FUNCTION).describe() + ", and no Java function stands in its place");
        }
        List<SymbolicTensor> outputs = java.outputs(call, inputs, get(ARGUMENTS));
        check(outputs);
        return outputs;
    }

    /** Where the file says the shape of the one output, the Java function must make it. */
    private void check(List<SymbolicTensor> outputs) {
        if (!(get(OUTPUT_SHAPE) instanceof List<?> sizes)
                || !sizes.stream().allMatch(size -> size == null || size instanceof Integer)
                || outputs.size() != 1) {
            return;
        }
        Shape said = Shape.of(Shape.UNKNOWN)
                .plus(sizes.stream()
                        .mapToInt(size -> size == null ? Shape.UNKNOWN : (Integer) size)
                        .toArray());
        if (!said.isCompatibleWith(outputs.get(0).shape())) {
            throw ShapeException.because("has a Java function that is not what the file says")
                    .differs("the function makes " + outputs.get(0).shape() + ", output_shape is " + said);
        }
    }

    /**
     * What a file says about a function, and the Java function in its place.
     *
     * @param plain as in the file
     * @param takesList whether one argument holds all inputs
     * @param java null where none is registered yet
     */
    private record PythonFunction(
            Map<String, @Nullable Object> plain,
            boolean takesList,
            @Nullable LayerFunction java) {
        static PythonFunction named(String name, boolean takesList, LayerFunction java) {
            return new PythonFunction(Plain.function(name), takesList, java);
        }

        PythonFunction by(LayerFunction function) {
            return new PythonFunction(plain, takesList, function);
        }

        String name() {
            if (plain.get("class_name") instanceof String kind && kind.equals("function")) {
                return plain.get("config") instanceof String name ? name : "";
            }
            return plain.get("registered_name") instanceof String name && name.contains(">") ? name : "";
        }

        String describe() {
            return name().isEmpty() ? "bytecode of Python" : "the Python function " + name();
        }

        private static final class FunctionCodec implements Codec<PythonFunction> {
            @Override
            public PythonFunction read(@Nullable Object plain, Place place) {
                Map<String, @Nullable Object> object = Plain.map(plain, place);
                if (!(object.get("class_name") instanceof String)) {
                    throw place.error("the key class_name is missing", "");
                }
                return new PythonFunction(object, false, null);
            }

            @Override
            public Object write(PythonFunction value) {
                return value.plain();
            }

            @Override
            public String expected() {
                return "a function";
            }
        }
    }
}
