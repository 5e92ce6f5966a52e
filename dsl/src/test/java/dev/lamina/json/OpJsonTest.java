package dev.lamina.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Lamina;
import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.Tensors;
import dev.lamina.errors.ConfigException;
import dev.lamina.layers.Layers;
import dev.lamina.ops.Attention;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.MatrixNorms;
import dev.lamina.ops.Rearrange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ops whose calls hold more than tensors by position come back from documents as they went. */
final class OpJsonTest {
    private static String written(SymbolicTensor input, SymbolicTensor output) {
        return KerasJson.write(Model.of("model", Tensors.list(input), Tensors.list(output)));
    }

    private static void comesBack(SymbolicTensor input, SymbolicTensor output) {
        String document = written(input, output);
        Model read = KerasJson.read(document);
        assertThat(KerasJson.write(read)).isEqualTo(document);
        assertThat(read.outputs().list().get(0).spec()).isEqualTo(output.spec());
    }

    @Test
    void patternsAndSizesOfAxes() {
        SymbolicTensor x = Lamina.input("x", 8, 6);
        comesBack(x, Rearrange.rearrange(x, "b (h n) w -> b h (w n)", Map.of("n", 2)));
        assertThat(written(x, Rearrange.rearrange(x, "b (h n) w -> b h (w n)", Map.of("n", 2))))
                .containsIgnoringWhitespaces("\"kwargs\": {\"n\": 2}")
                .doesNotContain("axes_lengths");
    }

    @Test
    void tensorsThatMayBeMissing() {
        SymbolicTensor x = Lamina.input("x", 5, 2, 4);
        SymbolicTensor mask = Comparisons.greater(Lamina.input("m", 1, 1, 5), Lamina.input("n", 1, 1, 1));
        comesBack(x, Attention.dotProductAttention(x, x, x, null, null, true));
        SymbolicTensor masked = Attention.dotProductAttention(x, x, x, null, mask, false);
        List<SymbolicTensor> inputs = mask.node().arguments().tensors();
        String document = KerasJson.write(
                Model.of("model", Tensors.list(List.of(x, inputs.get(0), inputs.get(1))), Tensors.list(masked)));
        assertThat(KerasJson.write(KerasJson.read(document))).isEqualTo(document);
    }

    /** What keras.activations.relu leaves behind where it is called on a symbolic tensor. */
    @Test
    void theActivationIsTheLayerOfItsName() {
        SymbolicTensor x = Lamina.input("x", 3);
        String layer = written(x, x.then(Layers.reLU().negativeSlope(0.1).maxValue(2.0)));
        String operation = layer.replace(
                "\"keras.layers\",\"class_name\":\"ReLU\"",
                "\"keras.src.activations.activations\",\"class_name\":\"ReLU\"");
        assertThat(operation).isNotEqualTo(layer);
        assertThat(KerasJson.write(KerasJson.read(operation))).isEqualTo(layer);
    }

    @Test
    void ordersOfNorms() {
        SymbolicTensor x = Lamina.input("x", 5, 2);
        for (MatrixNorms.Order order : List.of(MatrixNorms.Order.NUCLEAR, MatrixNorms.Order.of(1))) {
            comesBack(x, MatrixNorms.norm(x, order, 1, 2));
        }
        String wrong =
                written(x, MatrixNorms.norm(x, MatrixNorms.Order.NUCLEAR, 1, 2)).replace("\"nuc\"", "\"nunc\"");
        assertThatThrownBy(() -> KerasJson.read(wrong))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.ord")
                .hasMessageContaining("\"nuc\"");
    }
}
