package dev.lamina.tensorflow.emit;

import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Images;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Pooling;
import java.util.List;
import org.tensorflow.Output;

/** Emits pools, and ops that change the size of images. */
final class PoolingEmitters {
    private PoolingEmitters() {}

    static void addTo(Emitters table) {
        pool(table, Pooling.MAX_POOL, "MaxPool");
        pool(table, Pooling.AVERAGE_POOL, "AvgPool");
        table.add(Images.RESIZE, e -> resize(e, e.tf().constant(e.param(Images.SIZE)), e.input(0)));
        table.add(Images.UP_SAMPLE, PoolingEmitters::upSample);
    }

    private static void pool(Emitters table, OpType type, String tensorFlowType) {
        table.add(type, e -> {
            int axes = e.inputShape(0).rank() - 2;
            Windows windows = Windows.of(
                    e,
                    Convolutions.perAxis(e.param(Pooling.POOL_SIZE), axes),
                    Pooling.strides(e.op(), axes),
                    Convolutions.perAxis(List.of(1), axes));
            return windows.onImages(x -> e.tf().op(tensorFlowType)
                    .input(x)
                    .attr(
                            "ksize",
                            List.of(1, windows.sizes().get(0), windows.sizes().get(1), 1))
                    .attr("strides", windows.strideAttribute())
                    .attr("padding", windows.padding())
                    .out());
        });
    }

    private static Output<?> upSample(Emission e) {
        Shape shape = e.outputSpec().shape();
        int first = e.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST ? 1 : 2;
        List<Integer> known = List.of(shape.size(first), shape.size(first + 1));
        Output<?> sides = known.contains(Shape.UNKNOWN)
                ? e.tf().op(
                                "Mul",
                                ConvolutionEmitters.slice(e.tf(), e.tf().op("Shape", e.input(0)), first, first + 2),
                                e.tf().constant(e.param(Images.SIZE)))
                : e.tf().constant(known);
        return resize(e, sides, e.input(0));
    }

    /** TensorFlow's resizing with the centres of elements at halves, as Keras does it. */
    private static Output<?> resize(Emission e, Output<?> sides, Output<?> x) {
        boolean channelsFirst = e.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_FIRST;
        Output<?> images = channelsFirst ? e.tf().op("Transpose", x, e.tf().constant(List.of(0, 2, 3, 1))) : x;
        Output<?> resized = e.tf().op(type(e.param(Images.INTERPOLATION)))
                .input(images, sides)
                .attr("half_pixel_centers", true)
                .out();
        Output<?> typed = e.tf().cast(resized, e.outputSpec().dtype());
        return channelsFirst ? e.tf().op("Transpose", typed, e.tf().constant(List.of(0, 3, 1, 2))) : typed;
    }

    private static String type(Interpolation interpolation) {
        return switch (interpolation) {
            case NEAREST -> "ResizeNearestNeighbor";
            case BILINEAR -> "ResizeBilinear";
            case BICUBIC -> "ResizeBicubic";
        };
    }
}
