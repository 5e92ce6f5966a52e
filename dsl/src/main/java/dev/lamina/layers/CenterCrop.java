package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Core;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Images;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Rounding;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The middle of images, in training and in inference. Images that are smaller than it are resized: the largest centred part of
 * its ratio.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, new height, new width, channels). Images of unknown sides must not be
 * smaller. Source: {@code keras.layers.CenterCrop}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 20, 3);
 * SymbolicTensor y = x.then(centerCrop(16, 16)); // (?, 16, 16, 3)
 * }</pre>
 */
public final class CenterCrop extends ImageLayer<CenterCrop> {
    static final Schema<CenterCrop> SCHEMA = images("CenterCrop", CenterCrop::new);
    private static final Field<Integer> HEIGHT = SCHEMA.add(Fields.positive("height"));
    private static final Field<Integer> WIDTH = SCHEMA.add(Fields.positive("width"));

    private CenterCrop(Config config) {
        super(SCHEMA, config);
    }

    static CenterCrop of(int height, int width) {
        return SCHEMA.create(Config.empty().set(HEIGHT, height).set(WIDTH, width));
    }

    @Override
    SymbolicTensor changed(Call call, SymbolicTensor images) {
        SymbolicTensor x = floats(images);
        ImageSides sides = new ImageSides(x, dataFormat());
        boolean fits = fits(sides.height(), get(HEIGHT)) && fits(sides.width(), get(WIDTH));
        if (!fits) {
            return resized(x, get(HEIGHT), get(WIDTH), dataFormat());
        }
        return middle(middle(x, sides.axis(), get(HEIGHT)), sides.axis() + 1, get(WIDTH));
    }

    private static boolean fits(int size, int wanted) {
        return size == Shape.UNKNOWN || size >= wanted;
    }

    /** The largest centred part of a ratio, resized. */
    static SymbolicTensor resized(SymbolicTensor x, int height, int width, DataFormat dataFormat) {
        return Images.resize(
                x,
                Config.empty()
                        .set(Images.SIZE, List.of(height, width))
                        .set(Images.CROP_TO_ASPECT_RATIO, true)
                        .set(Nn.DATA_FORMAT, dataFormat));
    }

    private static SymbolicTensor middle(SymbolicTensor x, int axis, int wanted) {
        int size = x.shape().size(axis);
        int margin = (size - wanted) / 2;
        SymbolicTensor start = size == Shape.UNKNOWN
                ? Rounding.floorDivide(
                        Core.shape(x).get(Index.at(axis)).minus(wanted), Arithmetic.literal(2, DType.INT32))
                : Arithmetic.literal(margin, DType.INT32);
        return part(x, axis, start, wanted);
    }

    /**
     * A part of an axis.
     *
     * @param start an int32 scalar
     */
    static SymbolicTensor part(SymbolicTensor x, int axis, SymbolicTensor start, int size) {
        SymbolicTensor steps =
                Arithmetic.literal(NdArray.of(IntStream.range(0, size).toArray(), size));
        return Gathering.take(x, steps.plus(start), axis);
    }
}
