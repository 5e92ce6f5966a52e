package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Core;
import dev.lamina.ops.Images;
import dev.lamina.ops.Nn;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A part of images, elsewhere in each step of training and the same for the images of a batch. In inference the largest centred part of its
 * ratio, resized; in training, where a side is not larger than the part, what there is from where that one begins, resized.
 *
 * <p>Shapes: x (batch, height, width, channels), of known sides -> (batch, new height, new width, channels). Source: {@code keras.layers.RandomCrop}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomCrop(16, 16)); // (?, 16, 16, 3)
 * }</pre>
 */
public final class RandomCrop extends RandomImageLayer<RandomCrop> {
    static final Schema<RandomCrop> SCHEMA = images("RandomCrop", RandomCrop::new);
    private static final Field<Integer> HEIGHT = SCHEMA.add(Fields.positive("height"));
    private static final Field<Integer> WIDTH = SCHEMA.add(Fields.positive("width"));

    static {
        SCHEMA.add(SEED);
    }

    private RandomCrop(Config config) {
        super(SCHEMA, config);
    }

    static RandomCrop of(int height, int width) {
        return SCHEMA.create(Config.empty().set(HEIGHT, height).set(WIDTH, width));
    }

    @Override
    SymbolicTensor unchanged(SymbolicTensor images) {
        new ImageSides(images, dataFormat()).requireKnown();
        return CenterCrop.resized(images, get(HEIGHT), get(WIDTH), dataFormat());
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        ImageSides sides = new ImageSides(images, dataFormat());
        sides.requireKnown();
        boolean larger = sides.height() > get(HEIGHT) && sides.width() > get(WIDTH);
        if (!larger) {
            return x -> smaller(x, sides);
        }
        SymbolicTensor top = draws.of(0, sides.height() - get(HEIGHT) + 1);
        SymbolicTensor left = draws.of(0, sides.width() - get(WIDTH) + 1);
        return x -> part(part(x, sides.axis(), top, get(HEIGHT)), sides.axis() + 1, left, get(WIDTH));
    }

    /** What is there from where the largest centred part of the ratio begins, resized. */
    private SymbolicTensor smaller(SymbolicTensor x, ImageSides sides) {
        SymbolicTensor rows =
                from(x, sides.axis(), sides.height(), get(HEIGHT), sides.width() * get(HEIGHT) / get(WIDTH));
        SymbolicTensor part =
                from(rows, sides.axis() + 1, sides.width(), get(WIDTH), sides.height() * get(WIDTH) / get(HEIGHT));
        return Images.resize(
                part,
                Config.empty()
                        .set(Images.SIZE, List.of(get(HEIGHT), get(WIDTH)))
                        .set(Nn.DATA_FORMAT, dataFormat()));
    }

    private static SymbolicTensor from(SymbolicTensor x, int axis, int side, int size, int centred) {
        int start = (side - Math.max(1, Math.min(side, centred))) / 2;
        return CenterCrop.part(x, axis, Arithmetic.literal(start, DType.INT32), Math.min(size, side - start));
    }

    private static SymbolicTensor part(SymbolicTensor x, int axis, SymbolicTensor start, int size) {
        return CenterCrop.part(x, axis, Core.cast(start, DType.INT32), size);
    }
}
