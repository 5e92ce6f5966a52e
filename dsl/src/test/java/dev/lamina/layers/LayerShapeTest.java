package dev.lamina.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.adaptiveAveragePooling3d;
import static dev.lamina.layers.Layers.adaptiveMaxPooling1d;
import static dev.lamina.layers.Layers.averagePooling2d;
import static dev.lamina.layers.Layers.averagePooling3d;
import static dev.lamina.layers.Layers.conv1d;
import static dev.lamina.layers.Layers.conv1dTranspose;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.conv2dTranspose;
import static dev.lamina.layers.Layers.conv3d;
import static dev.lamina.layers.Layers.conv3dTranspose;
import static dev.lamina.layers.Layers.cropping1d;
import static dev.lamina.layers.Layers.cropping2d;
import static dev.lamina.layers.Layers.cropping3d;
import static dev.lamina.layers.Layers.depthwiseConv1d;
import static dev.lamina.layers.Layers.depthwiseConv2d;
import static dev.lamina.layers.Layers.dot;
import static dev.lamina.layers.Layers.embedding;
import static dev.lamina.layers.Layers.finiteScalarQuantizer;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.globalAveragePooling2d;
import static dev.lamina.layers.Layers.globalAveragePooling3d;
import static dev.lamina.layers.Layers.globalMaxPooling1d;
import static dev.lamina.layers.Layers.maskedConv2d;
import static dev.lamina.layers.Layers.maxPooling1d;
import static dev.lamina.layers.Layers.maximum;
import static dev.lamina.layers.Layers.permute;
import static dev.lamina.layers.Layers.productQuantizer;
import static dev.lamina.layers.Layers.repeatVector;
import static dev.lamina.layers.Layers.reshape;
import static dev.lamina.layers.Layers.residualQuantizer;
import static dev.lamina.layers.Layers.separableConv1d;
import static dev.lamina.layers.Layers.upSampling1d;
import static dev.lamina.layers.Layers.upSampling2d;
import static dev.lamina.layers.Layers.upSampling3d;
import static dev.lamina.layers.Layers.vectorQuantizer;
import static dev.lamina.layers.Layers.zeroPadding1d;
import static dev.lamina.layers.Layers.zeroPadding2d;
import static dev.lamina.layers.Layers.zeroPadding3d;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Block;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Padding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shapes that layers infer, where sizes are known and where they are not. */
final class LayerShapeTest {
    private static final SymbolicTensor KNOWN = input("known", 9, 8, 3);
    private static final SymbolicTensor OPEN = input("open", Shape.UNKNOWN, Shape.UNKNOWN, 3);
    private static final SymbolicTensor HALF = input("half", Shape.UNKNOWN, 8, 3);

    private static void check(Block layer, String known, String open) {
        assertThat(KNOWN.then(layer).shape()).hasToString(known);
        assertThat(OPEN.then(layer).shape()).hasToString(open);
    }

    @Test
    void ofConvolutions() {
        check(conv2d(5, 3), "(?, 7, 6, 5)", "(?, ?, ?, 5)");
        check(conv2d(5, 3).strides(2).padding(Padding.SAME), "(?, 5, 4, 5)", "(?, ?, ?, 5)");
        check(conv2d(5, 3, 2).dilationRate(2, 3), "(?, 5, 5, 5)", "(?, ?, ?, 5)");
        check(conv2dTranspose(5, 3).strides(2), "(?, 19, 17, 5)", "(?, ?, ?, 5)");
        check(conv2dTranspose(5, 3).strides(2).padding(Padding.SAME), "(?, 18, 16, 5)", "(?, ?, ?, 5)");
        check(depthwiseConv2d(3).depthMultiplier(2), "(?, 7, 6, 6)", "(?, ?, ?, 6)");
        SymbolicTensor channelsFirst = input("first", 3, 9, 8);
        assertThat(channelsFirst
                        .then(conv2d(5, 3).dataFormat(DataFormat.CHANNELS_FIRST))
                        .shape())
                .hasToString("(?, 5, 7, 6)");
    }

    @Test
    void ofPoolsAndBorders() {
        check(averagePooling2d(2), "(?, 4, 4, 3)", "(?, ?, ?, 3)");
        check(averagePooling2d(2).padding(Padding.SAME), "(?, 5, 4, 3)", "(?, ?, ?, 3)");
        check(globalAveragePooling2d(), "(?, 3)", "(?, 3)");
        check(globalAveragePooling2d().keepdims(true), "(?, 1, 1, 3)", "(?, 1, 1, 3)");
        check(upSampling2d(2, 3), "(?, 18, 24, 3)", "(?, ?, ?, 3)");
        check(zeroPadding2d(1, 2, 3, 4), "(?, 12, 15, 3)", "(?, ?, ?, 3)");
        check(cropping2d(1, 2), "(?, 7, 4, 3)", "(?, ?, ?, 3)");
    }

    @Test
    void overSequences() {
        var known = input("known", 9, 3);
        var open = input("open", Shape.UNKNOWN, 3);
        for (var x : List.of(known, open)) {
            boolean isOpen = x == open;
            assertThat(x.then(conv1d(5, 3).strides(2)).shape()).hasToString(isOpen ? "(?, ?, 5)" : "(?, 4, 5)");
            assertThat(x.then(conv1d(5, 3).padding(Padding.CAUSAL).dilationRate(4))
                            .shape())
                    .hasToString(isOpen ? "(?, ?, 5)" : "(?, 9, 5)");
            assertThat(x.then(conv1dTranspose(5, 3).strides(3).outputPadding(2)).shape())
                    .hasToString(isOpen ? "(?, ?, 5)" : "(?, 29, 5)");
            assertThat(x.then(depthwiseConv1d(2).depthMultiplier(2)).shape())
                    .hasToString(isOpen ? "(?, ?, 6)" : "(?, 8, 6)");
            assertThat(x.then(separableConv1d(4, 2).strides(2).dilationRate(3)).shape())
                    .hasToString(isOpen ? "(?, ?, 4)" : "(?, 3, 4)");
            assertThat(x.then(maxPooling1d(2).padding(Padding.SAME)).shape())
                    .hasToString(isOpen ? "(?, ?, 3)" : "(?, 5, 3)");
            assertThat(x.then(globalMaxPooling1d().keepdims(true)).shape()).hasToString("(?, 1, 3)");
            assertThat(x.then(upSampling1d(3)).shape()).hasToString(isOpen ? "(?, ?, 3)" : "(?, 27, 3)");
            assertThat(x.then(zeroPadding1d(1, 3)).shape()).hasToString(isOpen ? "(?, ?, 3)" : "(?, 13, 3)");
            assertThat(x.then(cropping1d(0, 2)).shape()).hasToString(isOpen ? "(?, ?, 3)" : "(?, 7, 3)");
        }
        assertThat(known.then(adaptiveMaxPooling1d(4)).shape()).hasToString("(?, 4, 3)");
    }

    @Test
    void overVolumes() {
        var known = input("known", 7, 6, 5, 3);
        var half = input("half", 7, Shape.UNKNOWN, 5, 3);
        for (var x : List.of(known, half)) {
            String size = x == half ? "?" : null;
            volume(x.then(conv3d(5, 3)), 5, size == null ? "4" : size, 3, 5);
            volume(x.then(conv3d(5, 2).strides(1, 2, 3).padding(Padding.SAME)), 7, size == null ? "3" : size, 2, 5);
            volume(x.then(conv3dTranspose(5, 3).strides(2)), 15, size == null ? "13" : size, 11, 5);
            volume(x.then(averagePooling3d(2, 3, 1)), 3, size == null ? "2" : size, 5, 3);
            volume(x.then(upSampling3d(1, 2, 3)), 7, size == null ? "12" : size, 15, 3);
            volume(x.then(zeroPadding3d(1, 0, 2)), 9, size == null ? "6" : size, 9, 3);
            volume(x.then(cropping3d(1, 2, 0, 1, 0, 0)), 4, size == null ? "5" : size, 5, 3);
            assertThat(x.then(globalAveragePooling3d()).shape()).hasToString("(?, 3)");
        }
        volume(known.then(adaptiveAveragePooling3d(3, 2, 9)), 3, "2", 9, 3);
    }

    private static void volume(SymbolicTensor y, int depth, String height, int width, int channels) {
        assertThat(y.shape()).hasToString("(?, " + depth + ", " + height + ", " + width + ", " + channels + ")");
    }

    @Test
    void ofReshaping() {
        check(flatten(), "(?, 216)", "(?, ?)");
        check(reshape(-1, 3), "(?, 72, 3)", "(?, ?, 3)");
        check(reshape(12, 18), "(?, 12, 18)", "(?, 12, 18)");
        check(permute(3, 1, 2), "(?, 3, 9, 8)", "(?, 3, ?, ?)");
        assertThat(HALF.then(flatten()).shape()).hasToString("(?, ?)");
        assertThat(input("vector", 4).then(repeatVector(3)).shape()).hasToString("(?, 3, 4)");
        assertThat(input("scalar").then(flatten()).shape()).hasToString("(?, 1)");
    }

    @Test
    void ofOthers() {
        assertThat(KNOWN.then(embedding(5, 2)).shape()).hasToString("(?, 9, 8, 3, 2)");
        assertThat(maximum().on(KNOWN, input("row", 8, 1)).shape()).hasToString("(?, 9, 8, 3)");
        assertThat(dot(2, 1).on(input("a", 3, 4), input("b", 4, 2)).shape()).hasToString("(?, 3, 2)");
        assertThat(dot(-1).on(input("a", 4), input("b", 4)).shape()).hasToString("(?, 1)");
        var outputs = vectorQuantizer(7, 3).outputsOn(OPEN);
        assertThat(outputs.get(0).shape()).hasToString("(?, ?, ?, 3)");
        assertThat(outputs.get(1).spec()).hasToString("(?, ?, ?) int32");
        outputs = finiteScalarQuantizer(7, 3, 2).outputsOn(OPEN);
        assertThat(outputs.get(0).shape()).hasToString("(?, ?, ?, 3)");
        assertThat(outputs.get(1).spec()).hasToString("(?, ?, ?) int32");
        outputs = productQuantizer(3, vectorQuantizer(7, 1)).outputsOn(OPEN);
        assertThat(outputs.get(0).shape()).hasToString("(?, ?, ?, 3)");
        assertThat(outputs.get(1).spec()).hasToString("(?, ?, ?, 3) int32");
        outputs = residualQuantizer(2, vectorQuantizer(7, 3)).outputsOn(OPEN);
        assertThat(outputs.get(1).spec()).hasToString("(?, ?, ?, 2) int32");
        assertThat(OPEN.then(maskedConv2d(MaskType.A, 5, 3)).shape()).hasToString("(?, ?, ?, 5)");
    }
}
