package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Scans;
import dev.lamina.ops.Selection;

/** The height and the width of images of rank 4, known or not. */
record ImageSides(SymbolicTensor images, DataFormat dataFormat) {
    /** The axis of the height; the next one is that of the width. */
    int axis() {
        return dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
    }

    int channelAxis() {
        return dataFormat == DataFormat.CHANNELS_LAST ? 3 : 1;
    }

    int height() {
        return images.shape().size(axis());
    }

    int width() {
        return images.shape().size(axis() + 1);
    }

    int channels() {
        int channels = images.shape().size(channelAxis());
        if (channels == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of channels");
        }
        return channels;
    }

    boolean isKnown() {
        return height() != Shape.UNKNOWN && width() != Shape.UNKNOWN;
    }

    void requireKnown() {
        if (!isKnown()) {
            throw ShapeException.because("needs images of known height and width")
                    .remedy("resizing(height, width) before it");
        }
    }

    /** A side as a float32 scalar: 0 for the height, 1 for the width. */
    SymbolicTensor side(int side) {
        int size = images.shape().size(axis() + side);
        return size == Shape.UNKNOWN
                ? Core.cast(Core.shape(images).get(Index.at(axis() + side)), DType.FLOAT32)
                : Arithmetic.literal(size, DType.FLOAT32);
    }

    /** The positions 0, 1, 2 … along a side, of size 1 on the other axes. */
    SymbolicTensor positions(int side) {
        Index[] part = new Index[4];
        for (int i = 0; i < 4; i++) {
            part[i] = i == axis() + side ? Index.all() : Index.range(0, 1);
        }
        return Scans.cumsum(Selection.onesLike(images.get(part)), axis() + side).minus(1);
    }
}
