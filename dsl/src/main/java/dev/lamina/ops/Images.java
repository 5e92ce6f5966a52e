package dev.lamina.ops;

import static dev.lamina.ops.Modules.IMAGE;
import static dev.lamina.ops.Modules.LAMINA;

import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.errors.ShapeException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ops on images. Source: {@code keras.ops.image}. */
public final class Images {
    /** Height and width. */
    public static final Field<List<Integer>> SIZE = Fields.perAxis("size", 2, 1);

    public static final Field<Interpolation> INTERPOLATION =
            Fields.choice("interpolation", Interpolation.class).orElse(Interpolation.BILINEAR);

    /** Whether an image that becomes smaller is smoothed first, so that fine patterns do not turn into coarse ones. */
    public static final Field<Boolean> ANTIALIAS = Fields.bool("antialias").orElse(false);

    /** Whether the largest centred part of the new sides' ratio is taken first. */
    public static final Field<Boolean> CROP_TO_ASPECT_RATIO =
            Fields.bool("crop_to_aspect_ratio").orElse(false);

    /** Whether the image is first filled up, on two sides, to the new sides' ratio. */
    public static final Field<Boolean> PAD_TO_ASPECT_RATIO =
            Fields.bool("pad_to_aspect_ratio").orElse(false);

    /** What fills it up: Keras knows {@code constant} only. */
    public static final Field<FillMode> FILL_MODE =
            Field.of("fill_mode", new OnlyConstant()).orElse(FillMode.CONSTANT);

    public static final Field<Double> FILL_VALUE = Fields.number("fill_value").orElse(0.0);

    /** {@code keras.ops.image.resize}: images in another size. */
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
        if (op.param(CROP_TO_ASPECT_RATIO) && op.param(PAD_TO_ASPECT_RATIO)) {
            throw ShapeException.because("cannot keep the ratio of its sides by cropping and by padding at once")
                    .remedy("one of crop_to_aspect_ratio and pad_to_aspect_ratio");
        }
        int height = height(op, x);
        List<Integer> size = op.param(SIZE);
        return new TensorSpec(x.shape().withSize(height, size.get(0)).withSize(height + 1, size.get(1)), x.dtype());
    }

    /** The axis of the height of images that may come without a batch, counted from the end. */
    static int height(Op op, TensorSpec x) {
        int rank = x.shape().rank();
        if (rank != 3 && rank != 4) {
            throw ShapeException.because("needs images: height, width, channels, and perhaps a batch")
                    .differs("the input has rank " + rank);
        }
        return op.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST ? rank - 3 : rank - 2;
    }

    /** The axis of the channels. */
    static int channels(Op op, TensorSpec x) {
        int height = height(op, x);
        return op.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST ? height + 2 : height - 1;
    }

    /** The axis of the height. */
    private static int first(Op op, TensorSpec x) {
        int rank = x.shape().rank();
        if (rank != 4) {
            throw ShapeException.because("needs an input of rank 4: batch, height, width, channels")
                    .differs("the input has rank " + rank);
        }
        return ConvolutionShapes.spatial(op);
    }

    private static DType type(Op op, TensorSpec x) {
        boolean keeps = x.dtype().isFloating() || op.param(INTERPOLATION) == Interpolation.NEAREST;
        return keeps ? x.dtype() : DType.FLOAT32;
    }

    /**
     * Images in another size. Shapes: x (batch, height, width, channels) or (height, width, channels) -> the same with the
     * new sides. Integers are rounded.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor y = resize(x, 64, 32, Interpolation.BICUBIC); // (?, 64, 32, 3)
     * }</pre>
     *
     * @param height the new height
     * @param width the new width
     */
    public static SymbolicTensor resize(SymbolicTensor x, int height, int width, Interpolation interpolation) {
        return resize(x, Config.empty().set(SIZE, List.of(height, width)).set(INTERPOLATION, interpolation));
    }

    /**
     * Images in another size.
     *
     * @param parameters {@link #SIZE}, and what differs from the defaults of {@link #RESIZE}
     */
    public static SymbolicTensor resize(SymbolicTensor x, Config parameters) {
        return RESIZE.op(parameters).on(x);
    }

    private static final class OnlyConstant implements Codec<FillMode> {
        @Override
        public FillMode read(@Nullable Object plain, Place place) {
            if ("constant".equals(plain)) {
                return FillMode.CONSTANT;
            }
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(FillMode value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean allows(FillMode value) {
            return value == FillMode.CONSTANT;
        }

        @Override
        public String expected() {
            return "\"constant\"";
        }
    }

    /**
     * Images larger by whole factors. Shapes: x (batch, height, width, channels) -> (batch, height · factor, width · factor,
     * channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 10, 9, 3);
     * SymbolicTensor y = upSample(x, List.of(2, 3), Interpolation.NEAREST, CHANNELS_LAST); // (?, 20, 27, 3)
     * }</pre>
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
