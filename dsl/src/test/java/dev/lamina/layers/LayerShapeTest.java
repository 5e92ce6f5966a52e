package dev.lamina.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.averagePooling2d;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.conv2dTranspose;
import static dev.lamina.layers.Layers.cropping2d;
import static dev.lamina.layers.Layers.depthwiseConv2d;
import static dev.lamina.layers.Layers.dot;
import static dev.lamina.layers.Layers.embedding;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.globalAveragePooling2d;
import static dev.lamina.layers.Layers.maximum;
import static dev.lamina.layers.Layers.permute;
import static dev.lamina.layers.Layers.repeatVector;
import static dev.lamina.layers.Layers.reshape;
import static dev.lamina.layers.Layers.upSampling2d;
import static dev.lamina.layers.Layers.vectorQuantizer;
import static dev.lamina.layers.Layers.zeroPadding2d;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Block;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Padding;
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
    }
}
