package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Pads;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Scans;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import java.util.List;

/**
 * Equalization of values from 0 to 255 by their counts in the tiles of a grid, mixed between the middles of tiles.
 *
 * <p>Source: {@code ContrastLimitedAdaptiveHistogramEqualization._clahe} in Keras.
 */
final class TileEqualization {
    private static final int VALUES = 256;

    /** Values are counted by their two hexadecimal digits, by a matrix product: an eighth of what 256 columns would take. */
    private static final int DIGITS = 16;

    private final SymbolicTensor images;
    private final int channels;
    private final int[] sides;
    private final int[] grid;
    private final int[] tile = new int[2];

    /**
     * Of images.
     *
     * @param images float32 (batch, height, width, channels), all known but the batch
     */
    TileEqualization(SymbolicTensor images, int rows, int columns) {
        this.images = images;
        this.channels = images.shape().size(3);
        this.sides = new int[] {images.shape().size(1), images.shape().size(2)};
        this.grid = new int[] {rows, columns};
        for (int i = 0; i < 2; i++) {
            tile[i] = (sides[i] + grid[i] - 1) / grid[i];
        }
    }

    SymbolicTensor equalized(double clipLimit) {
        SymbolicTensor values = Core.cast(Selection.clip(padded(), 0, VALUES - 1), DType.INT32);
        SymbolicTensor tables = Shapes.reshape(
                around(tables(limited(counts(values), clipLimit))),
                -1,
                (grid[0] + 2) * (grid[1] + 2) * channels * VALUES);
        SymbolicTensor top = mixed(at(tables, values, low(0), low(1)), at(tables, values, low(0), high(1)), share(1));
        SymbolicTensor bottom =
                mixed(at(tables, values, high(0), low(1)), at(tables, values, high(0), high(1)), share(1));
        return mixed(top, bottom, share(0)).get(Index.all(), Index.range(0, sides[0]), Index.range(0, sides[1]));
    }

    /** The images, mirrored at their ends where the last tiles reach over them. */
    private SymbolicTensor padded() {
        int down = tile[0] * grid[0] - sides[0];
        int across = tile[1] * grid[1] - sides[1];
        return down == 0 && across == 0
                ? images
                : Pads.pad(
                        images,
                        List.of(List.of(0, 0), List.of(0, down), List.of(0, across), List.of(0, 0)),
                        Pads.Mode.SYMMETRIC);
    }

    /** (batch, height, width, channels) -> (batch, rows, columns, channels, 256). */
    private SymbolicTensor counts(SymbolicTensor values) {
        SymbolicTensor tiles = Shapes.reshape(
                Shapes.transpose(
                        Shapes.reshape(values, -1, grid[0], tile[0], grid[1], tile[1], channels), 0, 1, 3, 5, 2, 4),
                -1,
                tile[0] * tile[1]);
        SymbolicTensor first = Nn.oneHot(Rounding.floorDivide(tiles, Arithmetic.literal(DIGITS, tiles)), DIGITS);
        SymbolicTensor second = Nn.oneHot(Rounding.rem(tiles, Arithmetic.literal(DIGITS, tiles)), DIGITS);
        SymbolicTensor counts = Linear.matmul(Shapes.transpose(first, 0, 2, 1), second);
        return Shapes.reshape(counts, -1, grid[0], grid[1], channels, VALUES);
    }

    /** Counts above the limit, shared out to all. */
    private SymbolicTensor limited(SymbolicTensor counts, double clipLimit) {
        if (clipLimit <= 0) {
            return counts;
        }
        SymbolicTensor clipped = Selection.clip(counts, 0, clipLimit * (tile[0] * tile[1]) / VALUES);
        SymbolicTensor excess = Reductions.sumKeepingDims(counts.minus(clipped), -1);
        return clipped.plus(excess.div(VALUES));
    }

    /** What becomes of each value in each tile. */
    private SymbolicTensor tables(SymbolicTensor counts) {
        SymbolicTensor sums = Scans.cumsum(counts, -1);
        SymbolicTensor least = sums.get(Index.ellipsis(), Index.range(0, 1));
        SymbolicTensor rest = least.unaryMinus().plus(tile[0] * tile[1]);
        SymbolicTensor divisor = Selection.where(Comparisons.equal(rest, 0), Selection.onesLike(rest), rest);
        return Selection.clip(sums.minus(least).times(VALUES - 1).div(divisor), 0, VALUES - 1);
    }

    /** With the outer tiles once more around them. */
    private static SymbolicTensor around(SymbolicTensor tables) {
        SymbolicTensor all = tables;
        for (int axis = 1; axis <= 2; axis++) {
            int size = all.shape().size(axis);
            all = Gathering.take(all, neighbours(size), axis);
        }
        return all;
    }

    private static SymbolicTensor neighbours(int size) {
        int[] positions = new int[size + 2];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = Math.max(0, Math.min(size - 1, i - 1));
        }
        return Arithmetic.literal(NdArray.of(positions, positions.length));
    }

    /** What the tables of a row and a column of tiles for each pixel make of its value. */
    private SymbolicTensor at(SymbolicTensor tables, SymbolicTensor values, int[] rows, int[] columns) {
        int[] channel = new int[channels];
        for (int i = 0; i < channels; i++) {
            channel[i] = i * VALUES;
        }
        int column = VALUES * channels;
        SymbolicTensor position = values.plus(offsets(rows, column * (grid[1] + 2), 1))
                .plus(offsets(columns, column, 2))
                .plus(offsets(channel, 1, 3));
        int height = tile[0] * grid[0];
        int width = tile[1] * grid[1];
        SymbolicTensor flat = Shapes.reshape(position, -1, height * width * channels);
        return Shapes.reshape(Gathering.takeAlongAxis(tables, flat, 1), -1, height, width, channels);
    }

    private static SymbolicTensor offsets(int[] numbers, int factor, int axis) {
        int[] products = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            products[i] = numbers[i] * factor;
        }
        return along(NdArray.of(products, numbers.length), axis);
    }

    private static SymbolicTensor along(NdArray vector, int axis) {
        int[] shape = {1, 1, 1, 1};
        shape[axis] = -1;
        return Shapes.reshape(Arithmetic.literal(vector), shape);
    }

    private static SymbolicTensor mixed(SymbolicTensor first, SymbolicTensor second, SymbolicTensor share) {
        return first.times(share.unaryMinus().plus(1)).plus(second.times(share));
    }

    /** The tile whose middle is before each pixel, counted with those around; in float32, as in Keras. */
    private int[] low(int side) {
        int[] tiles = new int[tile[side] * grid[side]];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = (int) Math.floor(place(i, side));
        }
        return tiles;
    }

    private int[] high(int side) {
        int[] tiles = low(side);
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = Math.min(tiles[i] + 1, grid[side] + 1);
        }
        return tiles;
    }

    /** How far each pixel is on the way from the middle before it to the next one. */
    private SymbolicTensor share(int side) {
        float[] shares = new float[tile[side] * grid[side]];
        for (int i = 0; i < shares.length; i++) {
            float place = place(i, side);
            shares[i] = place - (float) Math.floor(place);
        }
        return along(NdArray.of(shares, shares.length), side + 1);
    }

    private float place(int pixel, int side) {
        return (pixel - tile[side] / 2f) / tile[side] + 1;
    }
}
