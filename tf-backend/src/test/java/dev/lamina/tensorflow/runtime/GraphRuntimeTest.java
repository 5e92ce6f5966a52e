package dev.lamina.tensorflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.NdArray;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GraphRuntimeTest {
    /** What a step draws follows from its number alone. */
    @Test
    void readingAndStoringTakesNoNumbersOfSteps() {
        try (GraphRuntime runtime = new GraphRuntime(1)) {
            Variable variable = runtime.variables().create("v", NdArray.of(new float[] {1, 2}, 2));
            runtime.variables().set(variable, NdArray.of(new float[] {3, 4}, 2));
            assertThat(runtime.variables().get(variable)).isEqualTo(NdArray.of(new float[] {3, 4}, 2));
            assertThat(runtime.runs()).isZero();
            runtime.execute(new Step(List.of(), List.of(variable.value()), List.of()), List.of());
            assertThat(runtime.runs()).isEqualTo(1);
        }
    }
}
