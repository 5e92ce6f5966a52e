package dev.lamina.ops;

import static dev.lamina.ops.Modules.IMAGE;
import static dev.lamina.ops.Modules.LAMINA;

import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;

/** Ops on images. Source: {@code keras.ops.image}. */
public final class Images {
    /** Height and width. */
    public static final Field<List<Integer>> SIZE = Fields.perAxis("size", 2, 1);

    public static final Field<Interpolation> INTERPOLATION =
            Fields.choice("interpolation", Interpolation.class).orElse(Interpolation.BILINEAR);

    private static final Field<Boolean> ANTIALIAS = none("antialias");
    private static final Field<Boolean> CROP_TO_ASPECT_RATIO = none("crop_to_aspect_ratio");
    private static final Field<Boolean> PAD_TO_ASPECT_RATIO = none("pad_to_aspect_ratio");
    private static final Field<String> FILL_MODE = Fields.string("fill_mode").orElse("constant");
    private static final Field<Double> FILL_VALUE = Fields.number("fill_value").orElse(0.0);

    public static final OpType RESIZE = OpType.of(
            IMAGE,
            "Resize",
            (op, in) -> resized(op, in.get(0)),
            SIZE,
            INTERPOLATION,
            ANTIALIAS,
            CROP_TO_ASPECT_RATIO,
            PAD_TO_ASPECT_RATIO,
            FILL_MODE,
            FILL_VALUE,
            Nn.DATA_FORMAT);

    /** Makes images larger by a whole factor, also where their size is unknown; {@code size} holds the factors. */
    public static final OpType UP_SAMPLE =
            OpType.of(LAMINA, "UpSample", (op, in) -> upSampled(op, in.get(0)), SIZE, INTERPOLATION, Nn.DATA_FORMAT);

    private Images() {}

    private static Field<Boolean> none(String key) {
        return Field.of(key, Fields.codec("false", (Boolean value) -> !value, (plain, place) -> {
                    if (plain instanceof Boolean value) {
                        return value;
                    }
                    throw place.unexpected(plain, "false");
                }))
                .orElse(false);
    }

    private static TensorSpec upSampled(Op op, TensorSpec x) {
        int first = first(op, x);
        int height = times(x.shape().size(first), op.param(SIZE).get(0));
        int width = times(x.shape().size(first + 1), op.param(SIZE).get(1));
        return new TensorSpec(x.shape().withSize(first, height).withSize(first + 1, width), type(op, x));
    }

    private static int times(int size, int factor) {
        return size == Shape.UNKNOWN ? Shape.UNKNOWN : Math.multiplyExact(size, factor);
    }

    private static TensorSpec resized(Op op, TensorSpec x) {
        int first = first(op, x);
        List<Integer> size = op.param(SIZE);
        return new TensorSpec(x.shape().withSize(first, size.get(0)).withSize(first + 1, size.get(1)), type(op, x));
    }

    /** The axis of the height; images may come without a batch. */
    private static int first(Op op, TensorSpec x) {
        int rank = x.shape().rank();
        if (rank != 4) {
            throw ShapeException.because("needs an input of rank 4: batch, height, width, channels")
                    .differs("the input has rank " + rank);
        }
        return Convolutions.spatial(op);
    }

    private static DType type(Op op, TensorSpec x) {
        boolean keeps = x.dtype().isFloating() || op.param(INTERPOLATION) == Interpolation.NEAREST;
        return keeps ? x.dtype() : DType.FLOAT32;
    }

    /**
     * Images in another size. Shapes: x (batch, height, width, channels) -> (batch, new height, new width, channels).
     *
     * @param height the new height
     * @param width the new width
     */
    public static SymbolicTensor resize(SymbolicTensor x, int height, int width, Interpolation interpolation) {
        return RESIZE.op(Config.empty().set(SIZE, List.of(height, width)).set(INTERPOLATION, interpolation))
                .on(x);
    }

    /**
     * Images larger by whole factors. Shapes: x (batch, height, width, channels) -> (batch, height · factor, width · factor,
     * channels).
     *
     * @param factors for height and width
     */
    public static SymbolicTensor upSample(
            SymbolicTensor x, List<Integer> factors, Interpolation interpolation, DataFormat dataFormat) {
        return UP_SAMPLE
                .op(Config.empty()
                        .set(SIZE, factors)
                        .set(INTERPOLATION, interpolation)
                        .set(Nn.DATA_FORMAT, dataFormat))
                .on(x);
    }
}
