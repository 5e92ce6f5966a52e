package dev.lamina.tensorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.ops.OpTypes;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proves the gradient of every differentiable op on the native library. */
final class GradientTest {
    static Stream<GradientCase> cases() {
        return GradientCases.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithCentralDifferences(GradientCase tested) {
        try (FiniteDifferences differences = new FiniteDifferences(tested)) {
            assertThat(differences.body())
                    .as("calls of " + tested.type())
                    .anyMatch(node -> node.operation() instanceof Op op && op.type() == tested.type());
            differences.check();
        }
    }

    @Test
    void everyDifferentiableOpHasACase() {
        Set<OpType> covered = cases().map(GradientCase::type).collect(Collectors.toSet());
        assertThat(Emitters.types().stream()
                        .filter(type -> Emitters.flow(type) == Emitters.Flow.PASSES)
                        .filter(type -> !covered.contains(type))
                        .map(OpType::toString))
                .isEmpty();
    }

    @Test
    void everyDeclaredOpHasAnEmitter() {
        assertThat(OpTypes.all().stream()
                        .filter(type -> !Emitters.types().contains(type))
                        .map(OpType::toString))
                .isEmpty();
        assertThat(Emitters.types()).hasSameSizeAs(OpTypes.all());
    }
}
