package dev.lamina.training;

import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.losses.Losses.categoricalGeneralizedCrossEntropy;
import static dev.lamina.losses.Losses.ctc;
import static dev.lamina.losses.Losses.huber;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.metrics.Metrics.auc;
import static dev.lamina.metrics.Metrics.f1Score;
import static dev.lamina.metrics.Metrics.fBetaScore;
import static dev.lamina.metrics.Metrics.ioU;
import static dev.lamina.metrics.Metrics.meanIoU;
import static dev.lamina.metrics.Metrics.meanMetricWrapper;
import static dev.lamina.metrics.Metrics.precision;
import static dev.lamina.metrics.Metrics.precisionAtRecall;
import static dev.lamina.metrics.Metrics.topKCategoricalAccuracy;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.Lamina;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.losses.Losses;
import dev.lamina.metrics.Metrics;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What losses and metrics say to wrong configurations and shapes. */
final class MeasureErrorTest {
    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }

    static Stream<Arguments> configurations() {
        return Stream.of(
                refused(() -> huber().delta(0), "Huber: delta must be a positive number; received 0.0"),
                refused(
                        () -> binaryCrossentropy().labelSmoothing(2),
                        "BinaryCrossentropy: label_smoothing must be a number from 0 to 1; received 2.0"),
                refused(
                        () -> categoricalGeneralizedCrossEntropy().q(1),
                        "CategoricalGeneralizedCrossEntropy: q must be a number between 0 and 1; received 1.0"),
                refused(
                        () -> meanSquaredError().dtype(DType.INT32),
                        "MeanSquaredError: dtype must be a floating-point dtype; received \"int32\""),
                refused(
                        () -> precision().thresholds(0.5, 1.5),
                        "Precision: thresholds must be a number from 0 to 1, or a list of them or null; received [0.5, 1.5]"),
                refused(
                        () -> auc().numThresholds(1),
                        "AUC: num_thresholds must be an integer of at least 2; received 1"),
                refused(() -> fBetaScore(0), "FBetaScore: beta must be a positive number; received 0.0"),
                refused(
                        () -> precisionAtRecall(1.2),
                        "PrecisionAtRecall: recall must be a number from 0 to 1; received 1.2"),
                refused(
                        () -> ioU(2, 2),
                        "IoU: target_class_ids must be less than num_classes; received [2] of 2 classes"),
                refused(
                        () -> topKCategoricalAccuracy().k(0),
                        "TopKCategoricalAccuracy: k must be a positive integer; received 0"),
                refused(
                        () -> meanMetricWrapper("hubert"),
                        "MeanMetricWrapper: fn must be the name of one of Keras's losses or metrics; received {module=builtins,"
                                + " class_name=function, config=hubert, registered_name=function}"),
                refused(() -> Losses.named("diice"), "unknown loss \"diice\"; did you mean dice?"),
                refused(() -> Metrics.named("precisoin"), "unknown metric \"precisoin\"; did you mean precision?"));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void refusesWrongConfigurations(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    private static SymbolicTensor tensor(int... sizes) {
        return Lamina.batchInput("x", new TensorSpec(Shape.of(sizes), DType.FLOAT32));
    }

    @Test
    void refusesWeightsThatAreNotForTheExamples() {
        assertThatThrownBy(() -> meanSquaredError().on(tensor(-1, 3), tensor(-1, 3), tensor(-1, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        the loss mean_squared_error cannot weigh its values
                          input 0   targets   (?, 3) float32
                          input 1   outputs   (?, 3) float32
                          differs   weights or mask (?, 4), values (?,)
                          try       one weight for each example: shape (batch,)""");
    }

    @Test
    void refusesShapesThatDoNotFit() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> ctc().on(tensor(-1, 3), tensor(-1, -1, 4), null),
                () -> Losses.circle().on(tensor(-1), tensor(-1, 3, 4), null),
                () -> Losses.dice().on(tensor(-1, 3), tensor(-1, 4), null),
                () -> Losses.sparseCategoricalCrossentropy().on(tensor(-1, 3), tensor(-1, 4), null),
                () -> precision().on(tensor(-1, 3), tensor(-1, 4), null, null),
                () -> precision().classId(1).on(tensor(-1), tensor(-1), null, null),
                () -> auc().multiLabel(true).on(tensor(-1, 2, 2), tensor(-1, 2, 2), null, null),
                () -> auc().labelWeights(1, 2).on(tensor(-1, 3), tensor(-1, 3), null, null),
                () -> f1Score().on(tensor(-1, 3, 3), tensor(-1, 3, 3), null, null),
                () -> Metrics.r2Score().on(tensor(-1, 3), tensor(-1, 2), null, null),
                () -> meanIoU(3).on(tensor(-1, 3), tensor(-1, 4), null, null))) {
            assertThatThrownBy(call).isInstanceOf(ShapeException.class);
        }
    }
}
