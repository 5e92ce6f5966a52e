package dev.lamina.json;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.lambda;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.layers.Lambda;
import dev.lamina.lowering.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Python functions have names here, and never run. */
final class LambdaTest {
    private static final String BYTECODE =
            "{\"class_name\": \"__lambda__\", \"config\": {\"code\": \"4wEAAAA=\", \"defaults\": null, \"closure\": null}}";
    private static final String NAMED =
            "{\"module\": \"builtins\", \"class_name\": \"function\", \"config\": \"pack>scale\", \"registered_name\": \"function\"}";

    private static String json(String function, String rest) {
        return """
                {"module": "keras", "class_name": "Sequential", "registered_name": null, "config": {"name": "m", "layers": [
                {"module": "keras.layers", "class_name": "InputLayer", "registered_name": null,
                "config": {"batch_shape": [null, 3], "dtype": "float32", "name": "x"}},
                {"module": "keras.layers", "class_name": "Lambda", "registered_name": null,
                "config": {"name": "scaled", "function": %s%s}}]}}""".formatted(function, rest);
    }

    @Test
    void whatNoFunctionIsRegisteredForSaysTheLineToAdd() {
        assertThatThrownBy(() -> KerasJson.read(json(BYTECODE, "")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("""
                        config.layers[1].config.function: layer "scaled" runs bytecode of Python, and no Java function is \
                        registered in its place
                          try   Catalog.installed().plusFunction("scaled", x -> ...) as the catalog to read with""");
        assertThatThrownBy(() -> KerasJson.read(json(NAMED, "")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("""
                        config.layers[1].config.function: layer "scaled" runs the Python function pack>scale, and no Java \
                        function is registered in its place
                          try   Catalog.installed().plusFunction("pack>scale", x -> ...) as the catalog to read with""");
    }

    @Test
    void aFunctionIsFoundByTheNameOfTheLayerOrItsOwn() {
        for (String name : List.of("scaled", "pack>scale")) {
            Catalog catalog = Catalog.installed().plusFunction(name, x -> x.times(5));
            Model model = KerasJson.read(json(NAMED, ", \"output_shape\": [3]"), catalog);
            assertThat(Lowering.inference(model).toString()).contains("multiply(x, 5.0)");
            assertThat(KerasJson.write(model)).contains("pack>scale").contains("\"output_shape\":[3]");
        }
        Model byLayer = KerasJson.read(json(BYTECODE, ""), Catalog.installed().plusFunction("scaled", x -> x.plus(1)));
        assertThat(KerasJson.write(byLayer)).contains("4wEAAAA=");
    }

    @Test
    void argumentsReachTheFunction() {
        Catalog catalog = Catalog.installed()
                .plusFunction(
                        "pack>scale",
                        (call, inputs, arguments) ->
                                List.of(inputs.get(0).times(((Number) arguments.get("by")).doubleValue())));
        Model model = KerasJson.read(json(NAMED, ", \"arguments\": {\"by\": 7}"), catalog);

        assertThat(Lowering.inference(model).toString()).contains("multiply(x, 7.0)");
        assertThat(KerasJson.write(model)).contains("\"arguments\":{\"by\":7}");
    }

    @Test
    void theFunctionMustMakeTheShapeThatTheFileSays() {
        Catalog catalog = Catalog.installed().plusFunction("scaled", x -> x);
        assertThatThrownBy(() -> KerasJson.read(json(NAMED, ", \"output_shape\": [4]"), catalog))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("has a Java function that is not what the file says")
                .hasMessageContaining("the function makes (?, 3), output_shape is (?, 4)");
    }

    @Test
    void masksOfPythonAreRefused() {
        assertThatThrownBy(() -> KerasJson.read(
                        json(NAMED, ", \"mask\": " + BYTECODE),
                        Catalog.installed().plusFunction("scaled", x -> x)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mask must be null");
    }

    @Test
    void describedInJavaItIsWrittenByTheNameOfItsFunction() {
        SymbolicTensor x = input("x", 3);
        Lambda halve = lambda("pack>halve", t -> t.div(2)).arguments(Map.of("unused", 1));
        SymbolicTensor sum = lambda(
                        "pack>sum",
                        (call, inputs, arguments) -> List.of(inputs.get(0).plus(inputs.get(1))))
                .on(x, x.then(halve));
        String json = KerasJson.write(Model.of("m", x, sum));

        assertThat(json)
                .contains("\"function\":{\"module\":\"builtins\",\"class_name\":\"function\",\"config\":\"pack>halve\","
                        + "\"registered_name\":\"function\"},\"arguments\":{\"unused\":1}")
                .contains("\"args\":[[{");
        Model read = KerasJson.read(
                json,
                Catalog.installed()
                        .plusFunction("pack>halve", t -> t.div(2))
                        .plusFunction(
                                "pack>sum",
                                (call, inputs, arguments) ->
                                        List.of(inputs.get(0).plus(inputs.get(1)))));
        assertThat(KerasJson.write(read)).isEqualTo(json);
    }
}
