package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Core;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spreads the values of each channel evenly over the value range, by their counts in tiles of the image, so that contrast grows
 * everywhere; counts above a limit are shared out, so that noise does not grow with it. Between the middles of tiles what their
 * counts say is mixed. In training and in inference. No gradient flows.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels), of known sides. Source: {@code
 * keras.layers.ContrastLimitedAdaptiveHistogramEqualization}; Zuiderveld 1994.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(contrastLimitedAdaptiveHistogramEqualization().tileGridSize(4, 4)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class ContrastLimitedAdaptiveHistogramEqualization
        extends ImageLayer<ContrastLimitedAdaptiveHistogramEqualization> {
    static final Schema<ContrastLimitedAdaptiveHistogramEqualization> SCHEMA =
            images("ContrastLimitedAdaptiveHistogramEqualization", ContrastLimitedAdaptiveHistogramEqualization::new);
    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);
    private static final Field<Double> CLIP_LIMIT =
            SCHEMA.add(Fields.number("clip_limit").orElse(4.0));
    private static final Field<List<Integer>> TILE_GRID_SIZE = SCHEMA.add(Fields.integers(
                    "tile_grid_size",
                    "a list of two positive integers",
                    sizes -> sizes.size() == 2 && sizes.stream().allMatch(size -> size > 0))
            .orElse(List.of(8, 8)));

    private ContrastLimitedAdaptiveHistogramEqualization(Config config) {
        super(SCHEMA, config);
    }

    static ContrastLimitedAdaptiveHistogramEqualization of() {
        return SCHEMA.create(Config.empty());
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public ContrastLimitedAdaptiveHistogramEqualization valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    /** How often a value may be counted in a tile, in multiples of the mean count; no limit where it is not above 0; 4 by default. */
    public ContrastLimitedAdaptiveHistogramEqualization clipLimit(double limit) {
        return with(CLIP_LIMIT, limit);
    }

    /** The numbers of tiles, down and across; 8 and 8 by default. */
    public ContrastLimitedAdaptiveHistogramEqualization tileGridSize(int... tiles) {
        return with(TILE_GRID_SIZE, IntStream.of(tiles).boxed().toList());
    }

    @Override
    SymbolicTensor changed(Call call, SymbolicTensor images) {
        new ImageSides(images, dataFormat()).requireKnown();
        boolean first = dataFormat() == DataFormat.CHANNELS_FIRST;
        SymbolicTensor x = first ? Shapes.transpose(images, 0, 2, 3, 1) : images;
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        SymbolicTensor bytes = range.to(ValueRange.BYTES, floats(x));
        List<Integer> grid = get(TILE_GRID_SIZE);
        SymbolicTensor equalized = new TileEqualization(bytes, grid.get(0), grid.get(1)).equalized(get(CLIP_LIMIT));
        SymbolicTensor y = Core.cast(ValueRange.BYTES.to(range, equalized), images.dtype());
        return first ? Shapes.transpose(y, 0, 3, 1, 2) : y;
    }
}
