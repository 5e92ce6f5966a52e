package dev.lamina.ops;

import static dev.lamina.ops.Modules.IMAGE;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ops that take borders of images away, and that add them. Source: {@code keras.ops.image}. */
public final class Crops {
    public static final Field<@Nullable Integer> TOP_CROPPING = width("top_cropping");
    public static final Field<@Nullable Integer> LEFT_CROPPING = width("left_cropping");
    public static final Field<@Nullable Integer> BOTTOM_CROPPING = width("bottom_cropping");
    public static final Field<@Nullable Integer> RIGHT_CROPPING = width("right_cropping");
    public static final Field<@Nullable Integer> TOP_PADDING = width("top_padding");
    public static final Field<@Nullable Integer> LEFT_PADDING = width("left_padding");
    public static final Field<@Nullable Integer> BOTTOM_PADDING = width("bottom_padding");
    public static final Field<@Nullable Integer> RIGHT_PADDING = width("right_padding");
    public static final Field<@Nullable Integer> TARGET_HEIGHT = width("target_height");
    public static final Field<@Nullable Integer> TARGET_WIDTH = width("target_width");

    public static final OpType CROP_IMAGES = OpType.of(
            IMAGE,
            "CropImages",
            (op, in) -> sized(op, in.get(0)),
            TOP_CROPPING,
            LEFT_CROPPING,
            BOTTOM_CROPPING,
            RIGHT_CROPPING,
            TARGET_HEIGHT,
            TARGET_WIDTH,
            Nn.DATA_FORMAT);
    public static final OpType PAD_IMAGES = OpType.of(
            IMAGE,
            "PadImages",
            (op, in) -> sized(op, in.get(0)),
            TOP_PADDING,
            LEFT_PADDING,
            BOTTOM_PADDING,
            RIGHT_PADDING,
            TARGET_HEIGHT,
            TARGET_WIDTH,
            Nn.DATA_FORMAT);

    private Crops() {}

    private static Field<@Nullable Integer> width(String key) {
        return Fields.integer(key, "an integer of at least 0", width -> width >= 0)
                .orNull();
    }

    /**
     * The borders and the new size of one side of an image, of which two are given.
     *
     * @param axis of the image
     */
    public record Side(
            int axis,
            @Nullable Integer before,
            @Nullable Integer behind,
            @Nullable Integer target) {
        /** The new size; -1 where unknown. */
        int size(Op op, Shape shape) {
            int size = shape.size(axis);
            int sign = op.type() == CROP_IMAGES ? -1 : 1;
            if (target != null) {
                int border = before == null ? java.util.Objects.requireNonNull(behind) : before;
                if (size != Shape.UNKNOWN && sign * (target - size) < border) {
                    throw ShapeException.because("cannot make " + target + " of axis " + axis)
                            .differs("the axis has " + size + ", one border " + border);
                }
                return target;
            }
            int both = java.util.Objects.requireNonNull(before) + java.util.Objects.requireNonNull(behind);
            if (size != Shape.UNKNOWN && size + sign * both < 0) {
                throw ShapeException.because("cannot take " + both + " of axis " + axis)
                        .differs("the axis has " + size);
            }
            return size == Shape.UNKNOWN ? size : size + sign * both;
        }
    }

    /** The height and the width of an op of this family. */
    public static List<Side> sides(Op op, TensorSpec x) {
        int height = Images.height(op, x);
        boolean crops = op.type() == CROP_IMAGES;
        return List.of(
                side(
                        height,
                        op.param(crops ? TOP_CROPPING : TOP_PADDING),
                        op.param(crops ? BOTTOM_CROPPING : BOTTOM_PADDING),
                        op.param(TARGET_HEIGHT)),
                side(
                        height + 1,
                        op.param(crops ? LEFT_CROPPING : LEFT_PADDING),
                        op.param(crops ? RIGHT_CROPPING : RIGHT_PADDING),
                        op.param(TARGET_WIDTH)));
    }

    private static Side side(int axis, @Nullable Integer before, @Nullable Integer behind, @Nullable Integer target) {
        List<@Nullable Integer> all = new ArrayList<>();
        all.add(before);
        all.add(behind);
        all.add(target);
        if (all.stream().filter(java.util.Objects::isNull).count() != 1) {
            throw ShapeException.because("needs two of both borders and the new size for each side")
                    .differs("axis " + axis + " has the borders " + before + " and " + behind + ", the new size "
                            + target);
        }
        return new Side(axis, before, behind, target);
    }

    private static TensorSpec sized(Op op, TensorSpec x) {
        Shape shape = x.shape();
        for (Side side : sides(op, x)) {
            shape = shape.withSize(side.axis(), side.size(op, x.shape()));
        }
        return new TensorSpec(shape, x.dtype());
    }

    /**
     * A part of images. Shapes: x (batch, height, width, channels) -> (batch, new height, new width, channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor y = cropImages(x, 2, 4, 20, 16); // (?, 20, 16, 3)
     * }</pre>
     *
     * @param top rows that go
     * @param left columns that go
     */
    public static SymbolicTensor cropImages(SymbolicTensor x, int top, int left, int height, int width) {
        return CROP_IMAGES
                .op(Config.empty()
                        .set(TOP_CROPPING, top)
                        .set(LEFT_CROPPING, left)
                        .set(TARGET_HEIGHT, height)
                        .set(TARGET_WIDTH, width))
                .on(x);
    }

    /**
     * Images with zeros around them. Shapes: x (batch, height, width, channels) -> (batch, new height, new width, channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor y = padImages(x, 2, 2, 32, 32); // (?, 32, 32, 3)
     * }</pre>
     *
     * @param top rows that come before
     * @param left columns that come before
     */
    public static SymbolicTensor padImages(SymbolicTensor x, int top, int left, int height, int width) {
        return PAD_IMAGES
                .op(Config.empty()
                        .set(TOP_PADDING, top)
                        .set(LEFT_PADDING, left)
                        .set(TARGET_HEIGHT, height)
                        .set(TARGET_WIDTH, width))
                .on(x);
    }
}
