package dev.lamina.json;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Sequential;
import dev.lamina.SymbolicTensor;
import dev.lamina.Tensors;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.lowering.Lowering;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Nn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KerasJsonTest {
    private static void roundTrips(Model model) {
        String json = KerasJson.write(model);
        Model read = KerasJson.read(json);

        assertThat(KerasJson.write(read)).isEqualTo(json);
        assertThat(ops(read)).isEqualTo(ops(model));
    }

    /** What the model computes: calls that do not depend on each other come back in another order, and with names. */
    private static List<String> ops(Model model) {
        return Lowering.inference(model)
                .toString()
                .lines()
                .map(line -> line.replaceAll(" \\{name: \\w+}|%\\d+", ""))
                .sorted()
                .toList();
    }

    @Test
    void writesTheKeysInTheOrderOfKeras() {
        SymbolicTensor x = input("x", 3);

        assertThat(KerasJson.write(Model.of("m", x, x.plus(0.1))))
                .isEqualTo("{\"module\":\"keras.src.models.functional\",\"class_name\":\"Functional\",\"config\":{"
                        + "\"name\":\"m\",\"trainable\":true,\"layers\":["
                        + "{\"module\":\"keras.layers\",\"class_name\":\"InputLayer\",\"config\":{\"batch_shape\":[null,3],"
                        + "\"dtype\":\"float32\",\"sparse\":false,\"ragged\":false,\"name\":\"x\"},"
                        + "\"registered_name\":null,\"name\":\"x\",\"inbound_nodes\":[]},"
                        + "{\"module\":\"keras.src.ops.numpy\",\"class_name\":\"Add\",\"config\":{\"name\":\"add\"},"
                        + "\"registered_name\":\"Add\",\"name\":\"add\",\"inbound_nodes\":[{\"args\":["
                        + "{\"class_name\":\"__keras_tensor__\",\"config\":{\"shape\":[null,3],\"dtype\":\"float32\","
                        + "\"keras_history\":[\"x\",0,0]}},0.1],\"kwargs\":{}}]}],"
                        + "\"input_layers\":[\"x\",0,0],\"output_layers\":[\"add\",0,0]},"
                        + "\"registered_name\":\"Functional\",\"build_config\":{\"input_shape\":null},"
                        + "\"compile_config\":{}}");
    }

    @Test
    void keepsSharedLayersInnerModelsAndStructures() {
        SymbolicTensor i = input("i", 3);
        Model inner = Model.of("inner", i, List.of(i.then(dense(2).activation(RELU)), i.then(dense(1))));
        SymbolicTensor a = input("a", 3);
        SymbolicTensor b = input("b", 3);
        List<SymbolicTensor> once = inner.outputsOn(a);
        List<SymbolicTensor> twice = inner.outputsOn(b);
        Model chain = Sequential.of("chain", input("c", 2), dense(4), dense(2));

        roundTrips(Model.of(
                "outer",
                Tensors.of(Map.of("left", a, "right", List.of(b))),
                Tensors.of(List.of(once.get(0).then(chain), List.of(twice.get(1), twice.get(0))))));
    }

    @Test
    void keepsConstantsOfEveryKind() {
        SymbolicTensor x = input("x", 2);
        SymbolicTensor whole = input("whole", DType.INT32, 2);
        SymbolicTensor matrix = Arithmetic.literal(NdArray.of(new float[] {0.1f, 2, Float.NaN, 4}, 2, 2));

        roundTrips(Model.of(
                "constants",
                List.of(x, whole),
                List.of(
                        x.plus(matrix),
                        x.times(Float.POSITIVE_INFINITY),
                        whole.times(3),
                        whole.times(0.5),
                        x.plus(Arithmetic.literal(1, DType.FLOAT64)))));
    }

    @Test
    void readsLayersInAnyOrder() {
        SymbolicTensor x = input("x", 3);
        String json =
                KerasJson.write(Model.of("m", x, x.then(dense(4).name("a")).plus(1)));
        int layers = json.indexOf("[{", json.indexOf("\"layers\""));
        int op = json.indexOf("{\"module\":\"keras.src.ops.numpy\"");
        int end = json.indexOf("],\"input_layers\"");
        String swapped = json.substring(0, layers + 1) + json.substring(op, end) + ","
                + json.substring(layers + 1, op - 1) + json.substring(end);

        assertThat(swapped).isNotEqualTo(json).hasSameSizeAs(json);
        assertThat(KerasJson.write(KerasJson.read(swapped))).isEqualTo(json);
    }

    @Test
    void readsAShapeThatOnlyTheBuildKnows() {
        String json = "{\"module\":\"keras\",\"class_name\":\"Sequential\",\"config\":{\"name\":\"s\",\"layers\":["
                + "{\"module\":\"keras.layers\",\"class_name\":\"Dense\",\"config\":{\"name\":\"d\",\"units\":2,"
                + "\"kernel_initializer\":\"he_normal\",\"bias_initializer\":{\"class_name\":\"Zeros\",\"config\":{}}}}],"
                + "\"build_input_shape\":[null,3]}}";

        assertThat(KerasJson.read(json)).hasToString("Sequential \"s\" [(?, 3)] -> [(?, 2)]");
        assertThatThrownBy(() -> KerasJson.read(json.replace(",\"build_input_shape\":[null,3]", "")))
                .hasMessageStartingWith("config: the shape of the input is not known");
    }

    /** A user's own layer. */
    static final class Twice extends Layer<Twice> {
        static final Schema<Twice> SCHEMA = customSchema("mine", "Twice", Twice::new);

        private Twice(Config config) {
            super(SCHEMA, config);
        }

        @Override
        protected SymbolicTensor call(dev.lamina.Call call, SymbolicTensor x) {
            return x.times(2);
        }
    }

    @Test
    void readsLayersOfTheUsersOwn() {
        SymbolicTensor x = input("x", 3);
        String json = KerasJson.write(Model.of("m", x, x.then(Twice.SCHEMA.create(Config.empty()))));

        assertThat(KerasJson.write(KerasJson.read(json, Catalog.standard().plus(Twice.SCHEMA))))
                .isEqualTo(json);
        assertThatThrownBy(() -> KerasJson.read(json))
                .hasMessage("config.layers[1]: unknown layer mine>Twice\n"
                        + "  try   Catalog.installed().plus(Twice.SCHEMA) as the catalog to read with");
    }

    @Test
    void handsOverTheCompileConfig() {
        SymbolicTensor x = input("x", 3);
        String json = KerasJson.write(Model.of("m", x, x.then(dense(1))), Map.of("loss", "mse"));

        KerasDocument document = KerasJson.document(json, Catalog.standard());

        assertThat(document.compileConfig()).isEqualTo(Map.of("loss", "mse"));
        assertThat(document.compilePlace().at("loss")).hasToString("compile_config.loss");
    }

    @Test
    void refusesToWriteWhatKerasHasNoWordsFor() {
        SymbolicTensor x = input("x", 3);
        Model model = Model.of(
                "m", x, Nn.biasAdd(x, Arithmetic.literal(NdArray.of(new float[3], 3)), DataFormat.CHANNELS_LAST));

        assertThatThrownBy(() -> KerasJson.write(model))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("the op BiasAdd \"bias_add\" is Lamina's own; Keras has no words for it");
    }
}
