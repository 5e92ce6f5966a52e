package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Images;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Nn;
import java.util.List;
import org.tensorflow.Output;

/** Emits ops that change the size of images, with the centres of elements at halves, as Keras does it. */
final class ResizeEmitters {
    private ResizeEmitters() {}

    static void addTo(Emitters table) {
        table.add(Images.RESIZE, ResizeEmitters::resize);
        table.add(Images.UP_SAMPLE, ResizeEmitters::upSample);
    }

    private static Output<?> resize(Emission e) {
        ImageLayout layout = ImageLayout.of(e);
        List<Integer> size = e.param(Images.SIZE);
        Output<?> images = layout.toImages(e.input(0));
        if (e.param(Images.CROP_TO_ASPECT_RATIO)) {
            images = AspectRatio.crop(e, images, size);
        } else if (e.param(Images.PAD_TO_ASPECT_RATIO)) {
            images = AspectRatio.pad(e, images, size, e.param(Images.FILL_VALUE));
        }
        Output<?> resized =
                resize(e.tf(), images, e.tf().constant(size), e.param(Images.INTERPOLATION), e.param(Images.ANTIALIAS));
        return layout.back(saturated(e.tf(), resized, e.outputSpec().dtype()));
    }

    private static Output<?> upSample(Emission e) {
        ImageLayout layout = ImageLayout.of(e);
        Shape shape = e.outputSpec().shape();
        int first = e.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST ? 1 : 2;
        List<Integer> known = List.of(shape.size(first), shape.size(first + 1));
        Output<?> sides = known.contains(Shape.UNKNOWN)
                ? e.tf().op(
                                "Mul",
                                ConvolutionEmitters.slice(e.tf(), e.tf().op("Shape", e.input(0)), first, first + 2),
                                e.tf().constant(e.param(Images.SIZE)))
                : e.tf().constant(known);
        Output<?> resized = resize(e.tf(), layout.toImages(e.input(0)), sides, e.param(Images.INTERPOLATION), false);
        return layout.back(e.tf().cast(resized, e.outputSpec().dtype()));
    }

    /** Images (batch, height, width, channels) with new sides; float32, but of their own type where the nearest is taken. */
    private static Output<?> resize(
            Tf tf, Output<?> images, Output<?> sides, Interpolation interpolation, boolean antialias) {
        return switch (interpolation) {
            case NEAREST -> centred(tf, "ResizeNearestNeighbor", images, sides);
            case BILINEAR ->
                antialias ? smooth(tf, images, sides, "triangle", true) : centred(tf, "ResizeBilinear", images, sides);
            case BICUBIC ->
                antialias ? smooth(tf, images, sides, "keyscubic", true) : centred(tf, "ResizeBicubic", images, sides);
            case LANCZOS3 -> smooth(tf, images, sides, "lanczos3", antialias);
            case LANCZOS5 -> smooth(tf, images, sides, "lanczos5", antialias);
            case AREA -> area(tf, area(tf, images, sides, 0), sides, 1);
        };
    }

    private static Output<?> centred(Tf tf, String type, Output<?> images, Output<?> sides) {
        Output<?> numbers = DTypes.isFloating(images) || type.equals("ResizeNearestNeighbor")
                ? images
                : tf.cast(images, DType.FLOAT32);
        return tf.op(type)
                .input(numbers, sides)
                .attr("half_pixel_centers", true)
                .out();
    }

    /** By a kernel that grows with the step between samples where that is asked for. */
    private static Output<?> smooth(Tf tf, Output<?> images, Output<?> sides, String kernel, boolean antialias) {
        Output<?> from = ConvolutionEmitters.slice(tf, tf.op("Shape", images), 1, 3);
        Output<?> scale = tf.op("RealDiv", tf.cast(sides, DType.FLOAT32), tf.cast(from, DType.FLOAT32));
        return tf.op("ScaleAndTranslate")
                .input(
                        tf.cast(images, DType.FLOAT32),
                        sides,
                        tf.op("StopGradient", scale),
                        tf.constant(NdArray.of(new float[2], 2)))
                .attr("kernel_type", kernel)
                .attr("antialias", antialias)
                .out();
    }

    /**
     * The means of what new elements cover, along one axis; TensorFlow's ResizeArea has no gradient.
     *
     * @param side 0 for the height, 1 for the width
     */
    private static Output<?> area(Tf tf, Output<?> images, Output<?> sides, int side) {
        Output<?> numbers = tf.cast(images, DType.FLOAT32);
        Output<?> from = element(tf, tf.op("Shape", images), side + 1);
        Output<?> to = element(tf, sides, side);
        Output<?> step = tf.op("RealDiv", tf.cast(from, DType.FLOAT32), tf.cast(to, DType.FLOAT32));
        Output<?> begin = tf.op("Mul", column(tf, to), step);
        Output<?> end = tf.op("AddV2", begin, step);
        Output<?> old = tf.op("ExpandDims", range(tf, from), tf.constant(0));
        Output<?> covered =
                tf.op("Sub", tf.op("Minimum", end, tf.op("AddV2", old, tf.constant(1f))), tf.op("Maximum", begin, old));
        Output<?> weights = tf.op("RealDiv", tf.op("Maximum", covered, tf.constant(0f)), step);
        return tf.op("Einsum")
                .inList(List.of(numbers, tf.op("StopGradient", weights)))
                .attr("equation", side == 0 ? "bhwc,nh->bnwc" : "bhwc,nw->bhnc")
                .out();
    }

    private static Output<?> element(Tf tf, Output<?> vector, int index) {
        return tf.op("Squeeze", ConvolutionEmitters.slice(tf, vector, index, index + 1));
    }

    private static Output<?> range(Tf tf, Output<?> limit) {
        return tf.cast(tf.op("Range", tf.constant(0), limit, tf.constant(1)), DType.FLOAT32);
    }

    private static Output<?> column(Tf tf, Output<?> limit) {
        return tf.op("ExpandDims", range(tf, limit), tf.constant(1));
    }

    /** In another type; integers get the nearest that the type has. */
    private static Output<?> saturated(Tf tf, Output<?> x, DType dtype) {
        boolean rounds = DTypes.isFloating(x) && !dtype.isFloating();
        return rounds ? ElementwiseEmitters.saturated(tf, tf.op("Round", x), dtype) : tf.cast(x, dtype);
    }
}
