package dev.lamina.tensorflow.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.initializers.Initializers.glorotNormal;
import static dev.lamina.initializers.Initializers.glorotUniform;
import static dev.lamina.initializers.Initializers.heNormal;
import static dev.lamina.initializers.Initializers.heUniform;
import static dev.lamina.initializers.Initializers.lecunNormal;
import static dev.lamina.initializers.Initializers.lecunUniform;
import static dev.lamina.initializers.Initializers.orthogonal;
import static dev.lamina.initializers.Initializers.randomNormal;
import static dev.lamina.initializers.Initializers.randomUniform;
import static dev.lamina.initializers.Initializers.truncatedNormal;
import static dev.lamina.initializers.Initializers.varianceScaling;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Block;
import dev.lamina.Initializer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.initializers.VarianceScaling.Distribution;
import dev.lamina.initializers.VarianceScaling.Mode;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What initializers draw has the moments, the bounds and the fans that Keras documents. */
final class InitializersTest {
    /** The standard deviation of a standard normal distribution that is cut at two standard deviations. */
    private static final double CUT = 0.87962566;

    private static final double ANY = Double.POSITIVE_INFINITY;

    /** The fans of a dense kernel (120, 80), and of a convolution's (3, 3, 20, 40). */
    private record Case(Initializer initializer, boolean convolution, double mean, double deviation, double farthest) {
        static Case dense(Initializer initializer, double mean, double deviation, double farthest) {
            return new Case(initializer, false, mean, deviation, farthest);
        }

        static Case uniform(Initializer initializer, boolean convolution, double variance) {
            return new Case(initializer, convolution, 0, Math.sqrt(variance), Math.sqrt(3 * variance));
        }

        static Case cut(Initializer initializer, boolean convolution, double variance) {
            return new Case(initializer, convolution, 0, Math.sqrt(variance), 2 * Math.sqrt(variance) / CUT);
        }
    }

    private static List<Case> cases() {
        return List.of(
                Case.dense(randomNormal(0.5, 2), 0.5, 2, ANY),
                Case.dense(randomUniform(-1, 3), 1, 4 / Math.sqrt(12), 2),
                Case.dense(truncatedNormal(1, 0.5), 1, 0.5 * CUT, 1),
                Case.uniform(glorotUniform(), false, 2.0 / 200),
                Case.cut(glorotNormal(), false, 2.0 / 200),
                Case.uniform(heUniform(), false, 2.0 / 120),
                Case.cut(heNormal(), false, 2.0 / 120),
                Case.uniform(lecunUniform(), false, 1.0 / 120),
                Case.cut(lecunNormal(), false, 1.0 / 120),
                Case.uniform(glorotUniform(), true, 2.0 / 540),
                Case.cut(heNormal(), true, 2.0 / 180),
                Case.uniform(varianceScaling(3, Mode.FAN_OUT, Distribution.UNIFORM), true, 3.0 / 360),
                Case.cut(varianceScaling(3, Mode.FAN_AVG, Distribution.TRUNCATED_NORMAL), true, 3.0 / 270),
                new Case(
                        varianceScaling(2, Mode.FAN_OUT, Distribution.UNTRUNCATED_NORMAL),
                        false,
                        0,
                        Math.sqrt(2.0 / 80),
                        ANY),
                Case.uniform(
                        varianceScaling(1, Mode.FAN_IN, Distribution.UNIFORM).axes(List.of(3), List.of(2)),
                        true,
                        1.0 / 40));
    }

    @TestFactory
    Stream<DynamicTest> drawsAsDocumented() {
        return cases().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.initializer + (one.convolution ? " of a convolution" : ""), () -> check(one)));
    }

    private static void check(Case one) {
        NdArray kernel = one.convolution
                ? first(input("x", 8, 8, 20), conv2d(40, 3).kernelInitializer(one.initializer))
                : first(input("x", 120), dense(80).kernelInitializer(one.initializer));
        int count = kernel.size();
        double sum = 0;
        double squares = 0;
        double farthest = 0;
        for (int i = 0; i < count; i++) {
            double distance = kernel.getDouble(i) - one.mean;
            sum += distance;
            squares += distance * distance;
            farthest = Math.max(farthest, Math.abs(distance));
        }
        double error = one.deviation / Math.sqrt(count);
        assertThat(sum / count).as("mean").isCloseTo(0, Offset.offset(5 * error));
        assertThat(Math.sqrt(squares / count)).as("deviation").isCloseTo(one.deviation, Offset.offset(5 * error));
        assertThat(farthest).as("farthest").isLessThanOrEqualTo(one.farthest * (1 + 1e-6));
        if (Double.isFinite(one.farthest)) {
            assertThat(farthest).as("farthest").isGreaterThan(0.95 * one.farthest);
        }
    }

    @Test
    void drawsOrthonormalColumnsOrRows() {
        checkOrthonormal(first(input("x", 12), dense(7).kernelInitializer(orthogonal(1.5))), 12, 7, 1.5);
        checkOrthonormal(first(input("x", 5), dense(9).kernelInitializer(orthogonal(0.5))), 5, 9, 0.5);
    }

    private static void checkOrthonormal(NdArray matrix, int rows, int columns, double gain) {
        boolean tall = rows >= columns;
        int size = Math.min(rows, columns);
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                double product = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    product += tall
                            ? matrix.getDouble(k * columns + a) * matrix.getDouble(k * columns + b)
                            : matrix.getDouble(a * columns + k) * matrix.getDouble(b * columns + k);
                }
                assertThat(product).isCloseTo(a == b ? gain * gain : 0, Offset.offset(1e-5));
            }
        }
    }

    @Test
    void drawsTheSameByTheSameSeedOnly() {
        SymbolicTensor x = input("x", 6);
        NdArray once = first(x, dense(5).kernelInitializer(heNormal().seed(3)));
        assertThat(first(x, dense(5).kernelInitializer(heNormal().seed(3)))).isEqualTo(once);
        assertThat(first(x, dense(5).kernelInitializer(heNormal().seed(4)))).isNotEqualTo(once);
    }

    private static NdArray first(SymbolicTensor x, Block layer) {
        try (CompiledModel run = TensorFlowBackend.compile(Model.of("drawn", x, x.then(layer)))) {
            return run.weights().values().iterator().next();
        }
    }
}
