package dev.lamina.layers;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.dropout;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.klDivergence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Objective;
import dev.lamina.ops.Padding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What layers become: the whole program, as text. */
final class LayerProgramTest {
    private static String training(Model model) {
        Objective nothing = (any, outputs, masks, feed) -> new Objective.Scalars(List.of(), List.of());
        return Lowering.training(model, nothing).toString();
    }

    @Test
    void ofConvolutionNormalizationAndDropout() {
        var x = input("x", 4, 4, 2);
        var block = chain(
                conv2d(3, 3).strides(2).padding(Padding.SAME).activation(RELU),
                batchNormalization(),
                dropout(0.5),
                flatten());
        var model = Model.of("block", x, x.then(block));

        assertThat(training(model)).isEqualTo("""
                        program block (training)
                          input   x   (?, 4, 4, 2) float32
                          weight  conv2d/kernel   (3, 3, 2, 3) float32
                          weight  conv2d/bias   (3,) float32
                          weight  batch_normalization/gamma   (3,) float32
                          weight  batch_normalization/beta   (3,) float32
                          weight  batch_normalization/moving_mean   (3,) float32   fixed
                          weight  batch_normalization/moving_variance   (3,) float32   fixed
                          op      %0 = conv(x, conv2d/kernel) {strides: [2, 2], padding: same, dilation_rate: [1, 1]}   (?, 2, 2, 3) float32
                          op      %1 = biasadd(%0, conv2d/bias)   (?, 2, 2, 3) float32
                          op      %2 = relu(%1)   (?, 2, 2, 3) float32
                          op      %3, %4, %5 = batchnormalization(%2, batch_normalization/gamma, batch_normalization/beta) {axis: 3, epsilon: 0.001}   (?, 2, 2, 3) float32, (3,) float32, (3,) float32
                          op      %6 = multiply(batch_normalization/moving_mean, 0.9900000095367432)   (3,) float32
                          op      %7 = multiply(%4, 0.009999999776482582)   (3,) float32
                          op      %8 = add(%6, %7)   (3,) float32
                          op      %9 = multiply(batch_normalization/moving_variance, 0.9900000095367432)   (3,) float32
                          op      %10 = multiply(%5, 0.009999999776482582)   (3,) float32
                          op      %11 = add(%9, %10)   (3,) float32
                          op      %12 = seed(run) {salt: 1}   (2,) int64
                          op      %13 = shape(%3)   (4,) int32
                          op      %14 = randomuniform(%13, %12) {shape: [-1, 2, 2, 3]}   (?, 2, 2, 3) float32
                          op      %15 = greaterequal(%14, 0.5)   (?, 2, 2, 3) bool
                          op      %16 = multiply(%3, 2.0)   (?, 2, 2, 3) float32
                          op      %17 = where(%15, %16, 0.0)   (?, 2, 2, 3) float32
                          op      %18 = reshape(%17) {newshape: [-1, 12]}   (?, 12) float32
                          output  %18
                          update  batch_normalization/moving_mean := %8
                          update  batch_normalization/moving_variance := %11
                        """);
        assertThat(Lowering.inference(model).toString()).isEqualTo("""
                        program block (inference)
                          input   x   (?, 4, 4, 2) float32
                          weight  conv2d/kernel   (3, 3, 2, 3) float32
                          weight  conv2d/bias   (3,) float32
                          weight  batch_normalization/gamma   (3,) float32
                          weight  batch_normalization/beta   (3,) float32
                          weight  batch_normalization/moving_mean   (3,) float32   fixed
                          weight  batch_normalization/moving_variance   (3,) float32   fixed
                          op      %0 = conv(x, conv2d/kernel) {strides: [2, 2], padding: same, dilation_rate: [1, 1]}   (?, 2, 2, 3) float32
                          op      %1 = biasadd(%0, conv2d/bias)   (?, 2, 2, 3) float32
                          op      %2 = relu(%1)   (?, 2, 2, 3) float32
                          op      %3 = add(batch_normalization/moving_variance, 0.0010000000474974513)   (3,) float32
                          op      %4 = sqrt(%3)   (3,) float32
                          op      %5 = divide(batch_normalization/gamma, %4)   (3,) float32
                          op      %6 = multiply(batch_normalization/moving_mean, %5)   (3,) float32
                          op      %7 = negative(%6)   (3,) float32
                          op      %8 = add(batch_normalization/beta, %7)   (3,) float32
                          op      %9 = multiply(%2, %5)   (?, 2, 2, 3) float32
                          op      %10 = add(%9, %8)   (?, 2, 2, 3) float32
                          op      %11 = reshape(%10) {newshape: [-1, 12]}   (?, 12) float32
                          output  %11
                        """);
    }

    @Test
    void ofALossWithoutAnOutputOfItsOwn() {
        var mean = input("mean", 2);
        var logVariance = input("log_variance", 2);
        var outputs = klDivergence().weight(0.5).outputsOn(mean, logVariance);

        assertThat(training(Model.of("kl", List.of(mean, logVariance), outputs.get(0))))
                .isEqualTo("""
                        program kl (training)
                          input   mean   (?, 2) float32
                          input   log_variance   (?, 2) float32
                          op      %0 = add(log_variance, 1.0)   (?, 2) float32
                          op      %1 = square(mean)   (?, 2) float32
                          op      %2 = subtract(%0, %1)   (?, 2) float32
                          op      %3 = exp(log_variance)   (?, 2) float32
                          op      %4 = subtract(%2, %3)   (?, 2) float32
                          op      %5 = sum(%4) {axis: [1]}   (?,) float32
                          op      %6 = mean(%5)   () float32
                          op      %7 = multiply(%6, -0.25)   () float32
                          output  mean
                          loss    kl_divergence/loss = %7
                        """);
    }
}
