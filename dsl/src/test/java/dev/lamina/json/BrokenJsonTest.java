package dev.lamina.json;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ConfigException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BrokenJsonTest {
    private static String json() {
        SymbolicTensor x = input("x", 3);
        SymbolicTensor hidden = x.then(dense(4).name("hidden"));
        return KerasJson.write(
                Model.of("m", x, hidden.then(dense(2).name("out")).plus(1)));
    }

    /** What is replaced in a good document, by what, and the path and message that this leads to. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "use_bias" | "use_bais" | config.layers[1].config.use_bais | unknown key of Dense; did you mean use_bias?
        "units":4 | "units":"4" | config.layers[1].config.units | Dense "hidden": expected a positive integer; received "4"
        "units":4 | "units":0 | config.layers[1].config | Dense: units must be a positive integer; received 0
        "units":4, | `` | config.layers[1].config | Dense: units is missing; it must be a positive integer
        "Dense" | "Dens" | config.layers[1] | unknown layer Dens; did you mean Dense?
        "Add","config" | "Ad","config" | config.layers[3] | unknown op Ad of keras.src.ops.numpy; did you mean Add?
        "linear" | "lineal" | config.layers[1].config.activation | Dense "hidden": unknown activation lineal; did you mean linear?
        GlorotUniform | GlorotUnifrom | config.layers[1].config.kernel_initializer | Dense "hidden": unknown initializer GlorotUnifrom; did you mean GlorotUniform?
        "keras_history":["hidden" | "keras_history":["hiden" | config.layers[2].inbound_nodes[0].args[0].config.keras_history | there is no layer "hiden"; did you mean hidden?
        "keras_history":["hidden",0,0] | "keras_history":["hidden",1,0] | config.layers[2].inbound_nodes[0].args[0].config.keras_history | call 1 of "hidden" does not exist
        "keras_history":["hidden",0,0] | "keras_history":["hidden",0,7] | config.layers[2].inbound_nodes[0].args[0].config.keras_history | output 7 of "hidden" does not exist
        "keras_history":["hidden",0,0] | "keras_history":"hidden" | config.layers[2].inbound_nodes[0].args[0].config.keras_history | expected [layer, call, output]; received "hidden"
        "keras_history":["hidden",0,0] | "keras_history":["out",0,0] | config.layers | the calls of "out", "add" wait for each other: the graph has a loop
        "output_layers":["add" | "output_layers":["ad" | config.output_layers | there is no layer "ad"; did you mean add?
        ,"output_layers":["add",0,0] | `` | config | the key output_layers is missing
        "batch_shape":[null,3] | "batch_shape":[null,-3] | config.layers[0].config.batch_shape[1] | expected a size or null; received -3
        "dtype":"float32","sparse" | "dtype":"float33","sparse" | config.layers[0].config.dtype | unknown dtype "float33"
        "sparse":false | "sparse":true | config.layers[0].config.sparse | inputs that are sparse cannot be used
        "name":"hidden","inbound_nodes" | "name":"hidden","inbound_node" | config.layers[1].inbound_node | unknown key of an object; did you mean inbound_nodes?
        "args":[ | "arg":[ | config.layers[1].inbound_nodes[0] | the key args is missing
        "kwargs":{} | "kwargs":{"mask":1} | config.layers[1].inbound_nodes[0] | dense "hidden" takes no argument "mask"; it takes its inputs alone
        {"name":"out" | {"name":"hidden" | config.layers[2] | another layer of the model is named "hidden"
        "layers":[ | "layers":[7, | config.layers[0] | expected an object; received 7
        "class_name":"Functional" | "class_name":"Funktional" | class_name | expected a Functional or Sequential model; received Funktional
        """)
    void saysWhereAndWhatToDo(String good, String bad, String path, String message) {
        String json = json();
        assertThat(json).contains(good);
        String broken = json.replaceFirst(
                java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad == null ? "" : bad));
        String where = path == null ? "" : path;

        ConfigException e = catchThrowableOfType(ConfigException.class, () -> KerasJson.read(broken));

        assertThat(e).hasMessageStartingWith(where.isEmpty() ? message : where + ": " + message);
        assertThat(e.path()).isEqualTo(where);
    }

    @Test
    void saysLineAndColumnWhereTheTextIsNoJson() {
        assertThatThrownBy(() -> KerasJson.read("{\n  \"module\": ?"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("the document is not JSON (line 2, column 13): Unexpected character ('?'");
        for (String broken : new String[] {"", "[1,", "{\"a\":1,\"a\":2}", "{} {}", json().substring(0, 999)}) {
            assertThatThrownBy(() -> KerasJson.read(broken))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("the document is not JSON");
        }
        assertThatThrownBy(() -> KerasJson.read("[]")).hasMessage("expected an object; received []");
    }

    @Test
    void refusesDocumentsThatAreTooDeep() {
        assertThatThrownBy(() -> KerasJson.read("[".repeat(100_000)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("the document goes beyond a limit");
    }

    /** A quarter of a gigabyte of empty lists would be six of them in memory. */
    @Test
    void refusesDocumentsOfTooManyValues() {
        assertThatThrownBy(() -> KerasJson.read("{\"a\":[" + "[],".repeat(9_000_000) + "0]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("the document goes beyond a limit")
                .hasMessageContaining("16777216");
    }

    @Test
    void refusesNumbersThatAreTooLong() {
        assertThatThrownBy(() -> KerasJson.read(json().replaceFirst("\"units\":4", "\"units\":" + "4".repeat(2000))))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("the document goes beyond a limit");
    }

    /** Each model calls the one inside it ten times: nine levels make a billion calls. */
    @Test
    void refusesModelsThatExplode() {
        SymbolicTensor x = input("x", 1);
        Model inner = Model.of("m0", x, x.plus(1));
        for (int level = 1; level < 4; level++) {
            SymbolicTensor y = input("x", 1);
            SymbolicTensor z = y;
            for (int i = 0; i < 10; i++) {
                z = z.then(inner);
            }
            inner = Model.of("m" + level, y, z);
        }
        String json = KerasJson.write(inner);
        assertThat(KerasJson.read(json).name()).isEqualTo("m3");

        String bomb = json;
        for (int level = 4; level < 9; level++) {
            bomb = around(bomb, "m" + (level - 1), "m" + level);
        }
        String exploding = bomb;
        assertThatThrownBy(() -> KerasJson.read(exploding))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("the model makes more than 2097152 calls");
    }

    private static String around(String inner, String innerName, String name) {
        String calls = IntStream.range(0, 10)
                .mapToObj(i -> "{\"args\":[{\"class_name\":\"__keras_tensor__\",\"config\":{\"keras_history\":["
                        + (i == 0 ? "\"x\",0" : "\"" + innerName + "\"," + (i - 1)) + ",0]}}],\"kwargs\":{}}")
                .collect(Collectors.joining(","));
        return "{\"module\":\"m\",\"class_name\":\"Functional\",\"config\":{\"name\":\"" + name + "\",\"layers\":["
                + "{\"module\":\"keras.layers\",\"class_name\":\"InputLayer\",\"config\":{\"batch_shape\":[null,1],"
                + "\"name\":\"x\"},\"inbound_nodes\":[]},"
                + inner.substring(0, inner.length() - 1) + ",\"inbound_nodes\":[" + calls + "]}],"
                + "\"input_layers\":[\"x\",0,0],\"output_layers\":[\"" + innerName + "\",10,0]}}";
    }

    @Test
    void readsALongChain() {
        StringBuilder layers = new StringBuilder();
        int length = 30_000; // 100,000 work too, and take seconds
        for (int i = length; i > 0; i--) { // the last call first
            layers.append(",{\"module\":\"keras.src.ops.numpy\",\"class_name\":\"Negative\",\"config\":{\"name\":\"n")
                    .append(i)
                    .append("\"},\"inbound_nodes\":[{\"args\":[{\"class_name\":\"__keras_tensor__\",\"config\":{"
                            + "\"keras_history\":[\"n")
                    .append(i - 1)
                    .append("\",0,0]}}],\"kwargs\":{}}]}");
        }
        String json = "{\"module\":\"m\",\"class_name\":\"Functional\",\"config\":{\"name\":\"long\",\"layers\":["
                + "{\"module\":\"keras.layers\",\"class_name\":\"InputLayer\",\"config\":{\"batch_shape\":[null,1],"
                + "\"name\":\"n0\"},\"inbound_nodes\":[]}" + layers + "],\"input_layers\":[\"n0\",0,0],"
                + "\"output_layers\":[\"n" + length + "\",0,0]}}";

        Model model = KerasJson.read(json);

        assertThat(model.nodes()).hasSize(length + 1);
        assertThat(KerasJson.write(model)).contains("\"n" + length + "\"");
    }
}
