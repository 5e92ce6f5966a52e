package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.between;
import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.ops.Colors;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.FillMode;
import dev.lamina.ops.Filters;
import dev.lamina.ops.Images;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Warps;
import java.util.List;

/** Cases of ops on images. */
final class ImageGradients {
    /** No place that they lead to lies on an element, where means of neighbours have kinks. */
    private static final NdArray TRANSFORMS = NdArray.of(
            new double[] {
                0.83, -0.51, 1.27, 0.42, 0.91, -0.73, 0.031, -0.023, 1.9, 0.31, -3.3, -0.23, 2.2, -2.17, -0.017, 0.021
            },
            2,
            8);

    private static final NdArray CORNERS = NdArray.of(new double[] {0.1, 0, 3, 0.2, 0, 4, 3.1, 4.3}, 1, 4, 2);
    private static final NdArray MOVED = NdArray.of(new double[] {0.4, 0.3, 2.6, -0.2, -0.3, 3.5, 3.2, 3.9}, 1, 4, 2);

    private ImageGradients() {}

    static void addTo(GradientCases table) {
        addResized(table);
        addWarped(table);
        addFiltered(table);
        for (DataFormat dataFormat : DataFormat.values()) {
            int[] shape = dataFormat == DataFormat.CHANNELS_LAST ? new int[] {1, 2, 3, 3} : new int[] {1, 3, 2, 3};
            table.add(Colors.RGB_TO_GRAYSCALE, x -> Colors.rgbToGrayscale(x, dataFormat), points(shape));
            table.add(Colors.RGB_TO_HSV, x -> Colors.rgbToHsv(x, dataFormat), between(0, 1, shape));
            table.add(Colors.HSV_TO_RGB, x -> Colors.hsvToRgb(x, dataFormat), between(0, 1, shape));
        }
    }

    private static void addResized(GradientCases table) {
        Config size = Config.empty().set(Images.SIZE, List.of(2, 3));
        for (Interpolation interpolation : Interpolation.values()) {
            Config smooth = size.set(Images.INTERPOLATION, interpolation).set(Images.ANTIALIAS, true);
            resized(table, smooth, 1, 5, 4, 2);
            resized(table, smooth.set(Nn.DATA_FORMAT, DataFormat.CHANNELS_FIRST), 2, 5, 4);
        }
        resized(table, size.set(Images.CROP_TO_ASPECT_RATIO, true), 1, 5, 4, 2);
        resized(table, size.set(Images.PAD_TO_ASPECT_RATIO, true), 1, 5, 4, 2);
        resized(table, size.set(Images.PAD_TO_ASPECT_RATIO, true), 2, 7, 1);
    }

    private static void resized(GradientCases table, Config parameters, int... shape) {
        table.add(
                Images.RESIZE, x -> Images.resize(x, parameters), points(shape).cast(DType.FLOAT32));
    }

    private static void addWarped(GradientCases table) {
        for (FillMode mode : FillMode.values()) {
            Config filled = Config.empty().set(Warps.ANY_FILL_MODE, mode).set(Warps.FILL_VALUE, 0.3);
            for (int order : List.of(0, 1)) {
                Config ordered = filled.set(Warps.ORDER, order);
                table.add(
                        Warps.MAP_COORDINATES,
                        List.of(points(3, 4), between(-2, 5, 2, 7)),
                        in -> List.of(Warps.MAP_COORDINATES.op(ordered).on(in.get(0), in.get(1))));
                table.add(
                        Warps.SAMPLE_AT,
                        List.of(points(2, 3, 4, 2), between(-2, 5, 2, 3, 4), between(-1, 6, 2, 3, 4)),
                        in -> List.of(Warps.SAMPLE_AT.op(ordered).on(in.get(0), in.get(1), in.get(2))));
            }
            if (mode != FillMode.MIRROR) {
                for (Interpolation interpolation : List.of(Interpolation.NEAREST, Interpolation.BILINEAR)) {
                    Config parameters = Config.empty()
                            .set(Warps.FILL_MODE, mode)
                            .set(Warps.FILL_VALUE, 0.3)
                            .set(Warps.INTERPOLATION, interpolation);
                    table.add(
                            Warps.AFFINE_TRANSFORM,
                            List.of(points(2, 3, 4, 2), TRANSFORMS),
                            in -> List.of(Warps.affineTransform(in.get(0), in.get(1), parameters)));
                }
            }
        }
        table.add(
                Warps.PERSPECTIVE_TRANSFORM,
                List.of(points(1, 5, 4, 2), CORNERS, MOVED),
                in -> List.of(Warps.perspectiveTransform(in.get(0), in.get(1), in.get(2))));
        table.add(
                Warps.PERSPECTIVE_TRANSFORM,
                x -> Warps.perspectiveTransform(x, literal(MOVED), literal(CORNERS)),
                points(5, 4, 1));
    }

    private static SymbolicTensor literal(NdArray value) {
        return Arithmetic.literal(value);
    }

    private static void addFiltered(GradientCases table) {
        table.add(Filters.GAUSSIAN_BLUR, x -> Filters.gaussianBlur(x, 3, 0.8), points(1, 4, 5, 2));
        table.add(Filters.GAUSSIAN_BLUR, x -> Filters.gaussianBlur(x, 5, 1.8), points(4, 5, 1));
        table.add(Filters.ELASTIC_TRANSFORM, x -> Filters.elasticTransform(x, 3, 1.2, 5), points(2, 4, 5, 1));
        for (Filters.Method method : Filters.Method.values()) {
            for (boolean antialias : List.of(true, false)) {
                Config parameters = Config.empty()
                        .set(Filters.OUTPUT_SHAPE, List.of(7, 4, 2))
                        .set(Filters.SPATIAL_DIMS, List.of(0, 1))
                        .set(Filters.METHOD, method)
                        .set(Filters.ANTIALIAS, antialias);
                table.add(
                        Filters.SCALE_AND_TRANSLATE,
                        List.of(
                                points(5, 6, 2),
                                NdArray.of(new double[] {1.413, 0.617}, 2),
                                NdArray.of(new double[] {0.319, -0.437}, 2)),
                        in -> List.of(Filters.SCALE_AND_TRANSLATE.op(parameters).on(in.get(0), in.get(1), in.get(2))));
            }
        }
    }
}
