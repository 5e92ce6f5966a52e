package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Index;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Padding;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import dev.lamina.ops.Warps;

/**
 * A smooth random field that moves the elements of images. Strength and smoothness are drawn, so that the kernel is as long as the
 * smoothest field needs, and zero beyond what Keras takes of it.
 *
 * @param strength a scalar
 * @param most the most that it can be
 */
record ElasticField(ImageSides sides, SymbolicTensor strength, double most) {
    /** One channel of each image, the height first: (batch, height, width, 1). */
    SymbolicTensor plane() {
        return channelsLast(sides.images()).get(Index.all(), Index.all(), Index.all(), Index.range(0, 1));
    }

    private boolean isFirst() {
        return sides.dataFormat() == DataFormat.CHANNELS_FIRST;
    }

    private SymbolicTensor channelsLast(SymbolicTensor x) {
        return isFirst() ? Shapes.transpose(x, 0, 2, 3, 1) : x;
    }

    /** How far each element moves, (batch, height, width), from draws of a normal distribution. */
    SymbolicTensor moves(SymbolicTensor normal) {
        double shorter = 0.05 * Math.min(sides.height(), sides.width());
        SymbolicTensor sigma = Elementwise.maximum(strength.times(shorter), 1e-6);
        SymbolicTensor alpha = strength.times(0.1 * Math.max(sides.height(), sides.width()));
        int radius = 3 * (int) (most * shorter);
        SymbolicTensor bell = bell(radius, sigma);
        Config same = Config.empty().set(Convolutions.PADDING, Padding.SAME);
        int size = 2 * radius + 1;
        SymbolicTensor rows =
                Convolutions.depthwiseConv(normal.times(sigma), Shapes.reshape(bell, size, 1, 1, 1), same);
        SymbolicTensor smooth = Convolutions.depthwiseConv(rows, Shapes.reshape(bell, 1, size, 1, 1), same);
        return smooth.times(alpha).get(Index.all(), Index.all(), Index.all(), Index.at(0));
    }

    private static SymbolicTensor bell(int radius, SymbolicTensor sigma) {
        float[] offsets = new float[2 * radius + 1];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = i - radius;
        }
        SymbolicTensor offset = Arithmetic.literal(NdArray.of(offsets, offsets.length));
        SymbolicTensor relative = offset.div(sigma);
        SymbolicTensor weights = Elementwise.exp(Elementwise.square(relative).times(-0.5));
        SymbolicTensor reach = Rounding.floor(sigma).times(3);
        SymbolicTensor kept = Selection.where(
                Comparisons.lessEqual(Elementwise.abs(offset), reach), weights, Selection.zerosLike(weights));
        return kept.div(Reductions.sum(kept));
    }

    /** Images, their elements taken from where the moves lead. */
    SymbolicTensor moved(SymbolicTensor images, SymbolicTensor moves, Config parameters) {
        ImageSides plane = new ImageSides(plane(), DataFormat.CHANNELS_LAST);
        SymbolicTensor rows = plane.positions(0).get(Index.all(), Index.all(), Index.all(), Index.at(0));
        SymbolicTensor columns = plane.positions(1).get(Index.all(), Index.all(), Index.all(), Index.at(0));
        SymbolicTensor sampled =
                Warps.SAMPLE_AT.op(parameters).on(channelsLast(images), moves.plus(rows), moves.plus(columns));
        return isFirst() ? Shapes.transpose(sampled, 0, 3, 1, 2) : sampled;
    }
}
