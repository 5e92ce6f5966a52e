package dev.lamina.tensorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.errors.LaminaException;
import dev.lamina.ops.OpTypes;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Special;
import java.util.List;
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
    void refusesGradientsThatNothingComputesRightly() {
        GradientCase refused = new GradientCase(
                Special.NEXTAFTER,
                "",
                List.of(GradientCase.points(3), GradientCase.points(3)),
                in -> List.of(Special.nextafter(in.get(0), in.get(1))));
        assertThatThrownBy(() -> new FiniteDifferences(refused))
                .isInstanceOf(LaminaException.class)
                .hasMessage("""
                        training needs the gradient of nextafter, which TensorFlow cannot compute rightly
                          inputs   (3,) float64, (3,) float64
                          try      stopGradient(...) on what goes in, or another op""");
    }

    @Test
    void gradientsPassBesideOpsThatStopThem() {
        GradientCase beside = new GradientCase(
                Rounding.FLOOR,
                "",
                List.of(GradientCase.points(5)),
                in -> List.of(in.get(0).plus(Rounding.floor(in.get(0))).plus(Rounding.round(in.get(0)))));
        try (FiniteDifferences differences = new FiniteDifferences(beside)) {
            differences.check();
        }
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
