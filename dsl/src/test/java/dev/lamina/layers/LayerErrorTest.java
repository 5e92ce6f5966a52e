package dev.lamina.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.adaptiveAveragePooling2d;
import static dev.lamina.layers.Layers.adaptiveMaxPooling1d;
import static dev.lamina.layers.Layers.add;
import static dev.lamina.layers.Layers.addLoss;
import static dev.lamina.layers.Layers.averagePooling1d;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.concatenate;
import static dev.lamina.layers.Layers.conv1d;
import static dev.lamina.layers.Layers.conv1dTranspose;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.conv2dTranspose;
import static dev.lamina.layers.Layers.conv3d;
import static dev.lamina.layers.Layers.conv3dTranspose;
import static dev.lamina.layers.Layers.cropping2d;
import static dev.lamina.layers.Layers.depthwiseConv1d;
import static dev.lamina.layers.Layers.dot;
import static dev.lamina.layers.Layers.dropout;
import static dev.lamina.layers.Layers.finiteScalarQuantizer;
import static dev.lamina.layers.Layers.globalAveragePooling1d;
import static dev.lamina.layers.Layers.maxPooling2d;
import static dev.lamina.layers.Layers.maxPooling3d;
import static dev.lamina.layers.Layers.productQuantizer;
import static dev.lamina.layers.Layers.reshape;
import static dev.lamina.layers.Layers.separableConv1d;
import static dev.lamina.layers.Layers.separableConv2d;
import static dev.lamina.layers.Layers.upSampling1d;
import static dev.lamina.layers.Layers.upSampling2d;
import static dev.lamina.layers.Layers.vectorQuantizer;
import static dev.lamina.layers.Layers.zeroPadding1d;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Shape;
import dev.lamina.config.Place;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Padding;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class LayerErrorTest {
    private static void shapeError(ThrowingCallable call, String... lines) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(String.join("\n", lines));
    }

    private static void configError(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    private static <T> T nothing(Class<T> kind, Object plain, Place place) {
        throw place.unexpected(plain, "nothing of " + kind);
    }

    @Test
    void concatenateNamesWhatPartsItsInputs() {
        var up = input("image", 14, 14, 16)
                .then(conv2dTranspose(64, 3).strides(2).padding(Padding.SAME).name("up_2"));
        var down = input("other", 29, 29, 16).then(conv2d(64, 3).name("enc_2"));
        shapeError(
                () -> concatenate().name("skip_2").on(up, down),
                "concatenate \"skip_2\" cannot join its inputs on axis 3",
                "  input 0   conv2d_transpose \"up_2\"   (?, 28, 28, 64)",
                "  input 1   conv2d \"enc_2\"            (?, 27, 27, 64)",
                "  differs   axis 1: 28 is not 27 (all axes except 3 must be equal)",
                "  try       padding(SAME) on \"enc_2\", or cropping2d(...) on \"up_2\"");
    }

    @Test
    void convolutionsSayWhatDoesNotFit() {
        var image = input("image", 4, 4, 3);
        shapeError(
                () -> image.then(conv2d(4, 3).groups(2)),
                "conv2d cannot split its input into 2 groups of channels",
                "  input 0   input \"image\"   (?, 4, 4, 3)",
                "  differs   the input has 3 channels, no multiple of 2");
        shapeError(
                () -> image.then(conv2d(4, 5)),
                "conv2d has a window of 5 that is larger than its input",
                "  input 0   input \"image\"   (?, 4, 4, 3)",
                "  differs   spatial axis 0: the input has 4",
                "  try       padding(SAME), or a smaller kernel");
        shapeError(
                () -> input("vector", 4).then(conv2d(4, 3)),
                "conv2d needs an input of rank 4: batch, 2 spatial axes, channels",
                "  input 0   input \"vector\"   (?, 4)",
                "  differs   the input has rank 2");
        shapeError(
                () -> input("open", 4, 4, Shape.UNKNOWN).then(conv2d(4, 3)),
                "conv2d needs a known number of channels",
                "  input 0   input \"open\"   (?, 4, 4, ?)",
                "  try       give the input a size on axis -1");
        configError(() -> conv2d(3, 3).groups(2), "Conv2D: filters 3 must be a multiple of groups 2");
        configError(
                () -> conv2d(3, 3).padding(Padding.CAUSAL),
                "Conv2D: padding must be valid or same; received \"causal\"");
        configError(
                () -> conv2d(3, 3).strides(2).dilationRate(2),
                "Conv2D: strides [2, 2] and dilation_rate [2, 2] cannot both be greater than 1");
        configError(
                () -> conv2d(3, 1, 2, 3),
                "Conv2D: kernel_size must be a positive integer for each of 2 axes; received [1, 2, 3]");
    }

    @Test
    void otherLayersSayWhatDoesNotFit() {
        var vector = input("vector", 6);
        shapeError(
                () -> vector.then(reshape(4, -1)),
                "reshape cannot give its examples the shape (4, ?)",
                "  input 0   input \"vector\"   (?, 6)",
                "  differs   an example has 6 elements, the target a multiple of 4",
                "  try       a target of 6 elements, or -1 for one size");
        shapeError(
                () -> vector.then(vectorQuantizer(8, 4)),
                "vector_quantizer needs vectors of size 4",
                "  input 0   input \"vector\"   (?, 6)",
                "  differs   the last axis of the input has 6",
                "  try       conv2d(4, 1) or dense(4) before it");
        shapeError(
                () -> vector.then(finiteScalarQuantizer(8, 5)),
                "finite_scalar_quantizer needs vectors of size 2, one number for each of its levels",
                "  input 0   input \"vector\"   (?, 6)",
                "  differs   the last axis of the input has 6",
                "  try       conv2d(2, 1) or dense(2) before it");
        shapeError(
                () -> vector.then(productQuantizer(2, vectorQuantizer(8, 4))),
                "product_quantizer needs vectors of size 8, 2 groups of 4",
                "  input 0   input \"vector\"   (?, 6)",
                "  differs   the last axis of the input has 6",
                "  try       conv2d(8, 1) or dense(8) before it");
        shapeError(
                () -> input("image", 2, 9, 1).then(cropping2d(1)),
                "cropping2d takes away more than there is",
                "  input 0   input \"image\"   (?, 2, 9, 1)",
                "  differs   axis 1: the input has 2, 1 and 1 go",
                "  try       smaller crops, or a larger input");
        shapeError(
                () -> dot(1).on(vector, input("other", 5)),
                "dot cannot multiply its inputs",
                "  input 0   input \"vector\"   (?, 6)",
                "  input 1   input \"other\"    (?, 5)",
                "  differs   axis 1 of input 0 has 6, axis 1 of input 1 has 5");
        shapeError(
                () -> add().on(vector, input("other", 5)),
                "add cannot combine its inputs",
                "  input 0   input \"vector\"   (?, 6)",
                "  input 1   input \"other\"    (?, 5)",
                "  differs   shapes (?, 6) and (?, 5) cannot be broadcast: axis -1 has 6 and 5",
                "  try       reshape one of them, or give it axes of size 1 where the other has more");
        shapeError(
                () -> addLoss(vector, vector),
                "add_loss adds a loss that is not a floating-point scalar",
                "  input 0   input \"vector\"   (?, 6)",
                "  input 1   input \"vector\"   (?, 6)",
                "  differs   it is (?, 6) float32",
                "  try       reduce it with sum(...) or mean(...)");
    }

    @Test
    void parametersAreCheckedWhereTheyAreGiven() {
        configError(() -> dropout(1.5), "Dropout: rate must be a number from 0 to 1; received 1.5");
        configError(
                () -> maxPooling2d(0),
                "MaxPooling2D: pool_size must be a positive integer for each of 2 axes; received [0, 0]");
        configError(
                () -> batchNormalization().momentum(-1),
                "BatchNormalization: momentum must be a number from 0 to 1; received -1.0");
        assertThatThrownBy(() -> Conv2D.SCHEMA.read(
                        Map.of("filters", 3, "kernel_size", 3, "use_bais", true),
                        Place.root(LayerErrorTest::nothing).at("layers").at(7).at("config")))
                .hasMessage("layers[7].config.use_bais: unknown key of Conv2D; did you mean use_bias?");
    }

    @Test
    void convolutionsOverOtherAxesSayWhatDoesNotFit() {
        var sequence = input("sequence", 4, 3);
        shapeError(
                () -> input("image", 4, 4, 3).then(conv1d(2, 3)),
                "conv1d needs an input of rank 3: batch, 1 spatial axes, channels",
                "  input 0   input \"image\"   (?, 4, 4, 3)",
                "  differs   the input has rank 4");
        shapeError(
                () -> sequence.then(conv1d(2, 3).dilationRate(2)),
                "conv1d has a window of 5 that is larger than its input",
                "  input 0   input \"sequence\"   (?, 4, 3)",
                "  differs   spatial axis 0: the input has 4",
                "  try       padding(SAME), or a smaller kernel");
        shapeError(
                () -> sequence.then(conv1dTranspose(2, 3).outputPadding(1)),
                "conv1d_transpose needs an output_padding smaller than its strides",
                "  input 0   input \"sequence\"   (?, 4, 3)",
                "  differs   spatial axis 0: output_padding 1, strides 1",
                "  try       output_padding from 0 to 0, or none");
        shapeError(
                () -> sequence.then(
                        conv1dTranspose(2, 2).strides(2).padding(Padding.SAME).outputPadding(0)),
                "conv1d_transpose has an output_padding that does not fit",
                "  input 0   input \"sequence\"   (?, 4, 3)",
                "  differs   spatial axis 0: output_padding 0, strides 2, a window of 2",
                "  try       no output_padding, or one smaller than the strides and greater than 0");
        configError(
                () -> conv3d(2, 3).padding(Padding.CAUSAL),
                "Conv3D: padding must be valid or same; received \"causal\"");
        configError(
                () -> depthwiseConv1d(2).padding(Padding.CAUSAL),
                "DepthwiseConv1D: padding must be valid or same; received \"causal\"");
        configError(() -> conv1d(2, 3).strides(0), "Conv1D: strides must be a positive integer; received [0]");
        configError(
                () -> conv3d(2, 3, 3),
                "Conv3D: kernel_size must be a positive integer for each of 3 axes; received [3, 3]");
        configError(
                () -> conv3dTranspose(2, 3).strides(2).dilationRate(1, 2, 1),
                "Conv3DTranspose: strides [2, 2, 2] and dilation_rate [1, 2, 1] cannot both be greater than 1");
        configError(() -> separableConv2d(0, 3), "SeparableConv2D: filters must be a positive integer; received 0");
        configError(
                () -> separableConv1d(2, 3).depthMultiplier(0),
                "SeparableConv1D: depth_multiplier must be a positive integer; received 0");
    }

    @Test
    void poolsAndBordersSayWhatDoesNotFit() {
        shapeError(
                () -> input("open", Shape.UNKNOWN, 3).then(adaptiveMaxPooling1d(2)),
                "adaptive_max_pooling1d needs known sizes of at least 1 on its spatial axes",
                "  input 0   input \"open\"   (?, ?, 3)",
                "  differs   axis 1 has an unknown size",
                "  try       an input of known size, or a global pool");
        shapeError(
                () -> input("volume", 1, 4, 4, 3).then(maxPooling3d(2)),
                "max_pooling3d has a window of 2 that is larger than its input",
                "  input 0   input \"volume\"   (?, 1, 4, 4, 3)",
                "  differs   spatial axis 0: the input has 1",
                "  try       padding(SAME), or a smaller kernel");
        shapeError(
                () -> input("vector", 3).then(globalAveragePooling1d()),
                "global_average_pooling1d needs an input of rank 3: batch, 1 spatial axes, channels",
                "  input 0   input \"vector\"   (?, 3)",
                "  differs   the input has rank 2");
        configError(
                () -> averagePooling1d(2).padding(Padding.CAUSAL),
                "AveragePooling1D: padding must be valid or same; received \"causal\"");
        configError(
                () -> adaptiveAveragePooling2d(2, 3, 4),
                "AdaptiveAveragePooling2D: output_size must be a positive integer for each of 2 axes;"
                        + " received [2, 3, 4]");
        configError(
                () -> zeroPadding1d(-1),
                "ZeroPadding1D: padding must be an integer of at least 0, or [before, behind]; received [-1, -1]");
        configError(() -> upSampling1d(0), "UpSampling1D: size must be a positive integer; received 0");
        configError(
                () -> upSampling2d(2).interpolation(Interpolation.AREA),
                "UpSampling2D: interpolation must be one of nearest, bilinear, bicubic, lanczos3, lanczos5;"
                        + " received \"area\"");
        assertThatThrownBy(() -> Cropping3D.SCHEMA.read(
                        Map.of("cropping", List.of(1, 2)),
                        Place.root(LayerErrorTest::nothing).at("config")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("config.cropping: expected an integer of at least 0, one for each of 3 axes, or a pair"
                        + " [before, behind] for each; received [1, 2]");
    }
}
