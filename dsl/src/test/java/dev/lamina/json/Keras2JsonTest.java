package dev.lamina.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.Model;
import dev.lamina.config.Place;
import dev.lamina.errors.ConfigException;
import dev.lamina.ops.OpTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of Keras 2, and what is said of wrong ones. Those of real Keras 2 are read beside the backend. */
class Keras2JsonTest {
    private static final String MODEL = """
        {"class_name": "Model", "config": {"name": "m", "layers": [
          {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "sparse": false,
            "name": "x"}, "name": "x", "inbound_nodes": []},
          {"class_name": "Dense", "config": {"name": "hidden", "trainable": true, "units": 3, "activation": "hard_sigmoid",
            "use_bias": true, "kernel_initializer": {"class_name": "VarianceScaling", "config": {"scale": 1.0,
            "mode": "fan_avg", "distribution": "normal", "seed": null}}}, "name": "hidden",
            "inbound_nodes": [[["x", 0, 0, {}]]]},
          {"class_name": "TFOpLambda", "config": {"name": "tf.add", "function": "math.add"}, "name": "tf.add",
            "inbound_nodes": [["hidden", 0, 0, {"y": ["x", 0, 0], "name": null}]]},
          {"class_name": "Concatenate", "config": {"name": "join", "axis": -1}, "name": "join",
            "inbound_nodes": [[["hidden", 0, 0, {}], ["tf.add", 0, 0, {}]]]}],
         "input_layers": [["x", 0, 0]], "output_layers": [["join", 0, 0]]}, "keras_version": "2.2.4", "backend": "tensorflow"}
        """;

    @Test
    void becomesAModelOfKeras3() {
        Model model = KerasJson.read(MODEL);

        assertThat(model.outputs().list().get(0).shape()).hasToString("(?, 6)");
        assertThat(KerasJson.write(model))
                .contains(
                        "\"lamina>steep_sigmoid\"",
                        "\"truncated_normal\"",
                        "\"keras.src.ops.numpy\"",
                        "\"batch_shape\"")
                .contains("\"output_layers\":[\"join\",0,0]");
        assertThat(KerasJson.write(KerasJson.read(KerasJson.write(model)))).isEqualTo(KerasJson.write(model));
    }

    /** What is replaced in a good document, by what, and the path and message that this leads to. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "use_bias" | "use_bais" | config.layers[1].config.use_bais | unknown key of Dense; did you mean use_bias?
        "Dense" | "Dens" | config.layers[1] | unknown layer Dens; did you mean Dense?
        "units": 3 | "units": "3" | config.layers[1].config.units | Dense "hidden": expected a positive integer; received "3"
        VarianceScaling | VarianceScalin | config.layers[1].config.kernel_initializer | Dense "hidden": unknown initializer VarianceScalin; did you mean VarianceScaling?
        math.add | math.ad | config.layers[2].inbound_nodes[0] | tf.math.ad has no counterpart in Keras 3; did you mean add?
        math.add | random.normal | config.layers[2].inbound_nodes[0] | tf.random.normal has no counterpart in Keras 3
        "y": ["x" | "z": ["x" | config.layers[2].inbound_nodes[0] | tf.math.add lacks y
        "name": null} | "axis": 3} | config.layers[2].inbound_nodes[0].axis | of tf.math.add, Keras 3 has no axis; received 3
        "function": "math.add" | "function": 3 | config.layers[2].config.function | expected a string; received 3
        [[["x", 0, 0, {}]]] | [[["y", 0, 0, {}]]] | config.layers[1].inbound_nodes[0][0] | there is no layer "y"
        [[["x", 0, 0, {}]]] | [["x"]] | config.layers[1].inbound_nodes[0] | expected [layer, call, output]; received [x]
        [[["x", 0, 0, {}]]] | 7 | config.layers[1].inbound_nodes | expected a list; received 7
        [[["x", 0, 0, {}]]] | [7] | config.layers[1].inbound_nodes[0] | expected [layer, call, output]; received 7
        [[["x", 0, 0, {}]]] | [[["x", 0, 0, 7]]] | config.layers[1].inbound_nodes[0][0][3] | expected an object; received 7
        ["tf.add", 0, 0, {}] | ["tf.add", 4, 0, {}] | config.layers[3].inbound_nodes[0][1] | call 4 of "tf.add" does not exist
        ["tf.add", 0, 0, {}] | ["tf.add", 0, 3, {}] | config.layers[3].inbound_nodes[0].args[0][1].config.keras_history | output 3 of "tf.add" does not exist
        "y": ["x" | "y": ["join" | config.layers | the calls of "tf.add", "join" wait for each other: the graph has a loop
        "output_layers": [["join" | "output_layers": [["jon" | config.output_layers[0] | there is no layer "jon"; did you mean join?
        "axis": -1}, "name": "join" | "axis": -1}, "name": "hidden" | config.layers[3] | another layer of the model is named "hidden"
        "dtype": "float32" | "dtype": "float33" | config.layers[0].config.dtype | unknown dtype "float33"
        "axis": -1 | "dynamic": true | config.layers[3].config.dynamic | Keras 3 has no dynamic; received true
        "class_name": "Concatenate" | "class_name": "LocallyConnected1D" | config.layers[3] | LocallyConnected1D is not read: it has a kernel for each place
        "class_name": "Concatenate" | "class_name": "TensorFlowOpLayer" | config.layers[3] | TensorFlowOpLayer is not read: it holds a piece of a TensorFlow graph
        "class_name": "Concatenate", "config" | "class_name": "Concatenate", "confi" | config.layers[3] | the key config is missing
        """)
    void saysWhereAndWhatToDo(String good, String bad, String path, String message) {
        assertThat(MODEL).contains(good);

        ConfigException e = catchThrowableOfType(ConfigException.class, () -> KerasJson.read(MODEL.replace(good, bad)));

        assertThat(e).hasMessageStartingWith(path + ": " + message);
        assertThat(e.path()).isEqualTo(path);
    }

    /** Nothing that can be wrong in a document is anything but an error of Lamina's. */
    @Test
    void anyValueMayBeAnything() {
        Object document = JsonText.parse(MODEL);
        int[] count = {0};
        for (Object wrong : java.util.Arrays.asList(null, 7, "x", List.of(), Map.of(), List.of("x", 0, 0))) {
            replaceEach(document, wrong, whole -> {
                count[0]++;
                try {
                    KerasJson.read(JsonText.print(whole));
                } catch (dev.lamina.errors.LaminaException expected) {
                    assertThat(expected.getMessage()).isNotEmpty();
                }
            });
        }
        assertThat(count[0]).isGreaterThan(300);
    }

    private interface Use {
        void of(Object whole);
    }

    /** Hands over copies of a tree in each of which one value is replaced. */
    private static void replaceEach(@Nullable Object tree, @Nullable Object by, Use use) {
        if (tree instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Use inner = changed -> {
                    Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
                    copy.put(entry.getKey(), changed == NULL ? null : changed);
                    use.of(copy);
                };
                inner.of(by == null ? NULL : by);
                replaceEach(entry.getValue(), by, inner);
            }
        } else if (tree instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                int at = i;
                Use inner = changed -> {
                    List<@Nullable Object> copy = new java.util.ArrayList<>(list);
                    copy.set(at, changed == NULL ? null : changed);
                    use.of(copy);
                };
                inner.of(by == null ? NULL : by);
                replaceEach(list.get(i), by, inner);
            }
        }
    }

    private static final Object NULL = new Object();

    static List<String> functions() {
        return Keras2Functions.names();
    }

    /** A function for each rule; most want arguments, which are given under all the names that there are. */
    @ParameterizedTest
    @MethodSource("functions")
    void everyFunctionBecomesOpsThatAreKnown(String function) {
        Map<String, @Nullable Object> keyword = new LinkedHashMap<>();
        switch (function) {
            case "argmax", "argmin", "cumsum", "cumprod", "expand_dims", "softmax", "log_softmax" ->
                keyword.put("axis", 1);
            case "cast" -> keyword.put("dtype", "float32");
            case "clip_by_value" -> keyword.putAll(Map.of("clip_value_min", 0, "clip_value_max", 1));
            case "where" -> keyword.putAll(Map.of("x", 1, "y", 2));
            case "one_hot" -> keyword.put("depth", 3);
            case "matmul" -> keyword.putAll(Map.of("b", 1, "transpose_a", true));
            case "tensordot" -> keyword.putAll(Map.of("b", 1, "axes", 1));
            case "reshape", "broadcast_to" -> keyword.put("shape", List.of(1, 2));
            case "split" -> keyword.put("num_or_size_splits", List.of(1, 2));
            case "tile" -> keyword.put("multiples", List.of(1, 2));
            case "repeat" -> keyword.put("repeats", 2);
            case "roll" -> keyword.putAll(Map.of("shift", 1, "axis", 1));
            case "gather" -> keyword.put("indices", List.of(1));
            case "pad" -> keyword.put("paddings", List.of(List.of(1, 1)));
            case "getitem" -> keyword.put("slice_spec", 0);
            default -> keyword.putAll(needsSecond(function) ? Map.of("y", 1) : Map.of());
        }
        Keras2Op op = new Keras2Op(
                "op", function, new Keras2Arguments(1.0, keyword), Place.root(new ObjectReader(Catalog.standard())));

        assertThat(op.made())
                .isNotEmpty()
                .allSatisfy(element -> assertThat(OpTypes.find(
                                String.valueOf(element.get("module")), String.valueOf(element.get("class_name"))))
                        .isNotNull());
    }

    private static boolean needsSecond(String function) {
        try {
            new Keras2Op(
                            "op",
                            function,
                            new Keras2Arguments(1.0, Map.of()),
                            Place.root(new ObjectReader(Catalog.standard())))
                    .made();
            return false;
        } catch (ConfigException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"class_name\": \"Sequential\", \"config\": []}",
                "{\"class_name\": \"Sequential\", \"config\": {}}",
                "{\"class_name\": \"Sequential\", \"config\": 7}",
                "{\"class_name\": \"Sequential\"}",
                "{\"class_name\": \"Model\", \"config\": {\"layers\": [{\"class_name\": \"AddLoss\", \"config\": {}, \"name\": \"a\","
                        + " \"inbound_nodes\": [[[\"a\", 0, 0, {}]]]}], \"input_layers\": [], \"output_layers\": [[\"a\", 0, 0]]}}",
                "{\"class_name\": \"Model\", \"keras_version\": 3}",
                "{\"config\": 1, \"keras_version\": \"2.1\"}",
                "{\"class_name\": \"Merge\", \"config\": {}}"
            })
    void refusesWithLaminasErrors(String json) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> KerasJson.read(json));

        assertThat(e).isNotNull();
        assertThat(e.getMessage()).isNotEmpty();
    }

    /** Keras 2.1 listed layers bare, and said the shape of the input in the first. */
    @Test
    void readsBareLists() {
        String json =
                "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\","
                        + " \"units\": 2, \"batch_input_shape\": [null, 5]}}, {\"class_name\": \"BatchNormalizationV1\", \"config\":"
                        + " {\"name\": \"b\", \"axis\": [1]}}]}";

        Model model = KerasJson.read(json);

        assertThat(model.isSequential()).isTrue();
        assertThat(model.inputs().list().get(0).shape()).hasToString("(?, 5)");
        assertThat(KerasJson.write(model))
                .contains("\"BatchNormalization\"")
                .contains("\"build_input_shape\":[null,5]");
    }
}
