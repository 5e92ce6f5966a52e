package dev.lamina.inspect;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.dropout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import org.junit.jupiter.api.Test;

class ModelDiffTest {
    private static Model model(int units, boolean dropped) {
        SymbolicTensor x = input("x", 8);
        SymbolicTensor z = input("z", 8);
        Model inner = Model.of("inner", z, z.then(dense(units).name("code")));
        SymbolicTensor code = x.then(inner);
        SymbolicTensor kept = dropped ? code.then(dropout(0.5).name("drop")) : code;
        return Model.of("m", x, kept.then(dense(1).name("out")));
    }

    @Test
    void equalModelsDoNotDiffer() {
        assertThat(ModelDiff.of(model(4, true), model(4, true)).isEmpty()).isTrue();
    }

    @Test
    void tellsLayersConfigurationShapesAndConnections() {
        assertThat(ModelDiff.of(model(4, true), model(2, false))).hasToString("""
                ~ inner       Functional
                    output  (?, 4) → (?, 2)
                ~ inner/code  Dense
                    units   4 → 2
                    output  (?, 4) → (?, 2)
                - drop        Dropout
                ~ out         Dense
                    input from  drop → inner
                """);
        assertThat(ModelDiff.of(model(4, false), model(4, true)).toString()).endsWith("+ drop  Dropout\n");
    }
}
