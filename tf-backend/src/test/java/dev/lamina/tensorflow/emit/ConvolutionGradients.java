package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.config.Config;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import java.util.List;

/** Cases of convolutions. */
final class ConvolutionGradients {
    private ConvolutionGradients() {}

    static void addTo(GradientCases table) {
        for (Padding padding : List.of(Padding.VALID, Padding.SAME)) {
            Config config = Config.empty().set(Convolutions.PADDING, padding);
            for (int stride : List.of(1, 2)) {
                add(table, config.set(Convolutions.STRIDES, List.of(stride)));
            }
            add(table, config.set(Convolutions.DILATION_RATE, List.of(2)));
            Config oblong = config.set(Convolutions.DILATION_RATE, List.of(3, 2));
            conv(table, oblong, List.of(2, 8, 7, 2), List.of(2, 3, 2, 3));
            conv(table, config, List.of(2, 5, 4, 4), List.of(3, 2, 2, 4));
            conv(table, config.set(Convolutions.DILATION_RATE, List.of(2)), List.of(1, 5, 6, 4), List.of(2, 2, 1, 4));
            conv(table, config, List.of(2, 5, 3), List.of(3, 3, 2));
            add(table, config.set(Nn.DATA_FORMAT, DataFormat.CHANNELS_FIRST), List.of(2, 2, 5, 4), List.of(1, 2, 3, 4));
            others(table, config);
            // To one channel, by other kernels.
            conv(table, config, List.of(1, 5, 4, 3), List.of(3, 2, 3, 1));
            conv(table, config, List.of(1, 5, 4, 3), List.of(3, 1, 3, 1));
            conv(table, config.set(Convolutions.STRIDES, List.of(2)), List.of(1, 5, 4, 3), List.of(2, 3, 3, 1));
            conv(table, config.set(Convolutions.DILATION_RATE, List.of(2)), List.of(1, 5, 4, 3), List.of(2, 2, 3, 1));
            transposed(table, config, List.of(1, 4, 3, 3), List.of(3, 1, 1, 3));
            transposed(table, config, List.of(1, 4, 3), List.of(3, 1, 3));
        }
        Config causal = Config.empty().set(Convolutions.PADDING, Padding.CAUSAL);
        conv(table, causal.set(Convolutions.DILATION_RATE, List.of(2)), List.of(2, 5, 3), List.of(3, 3, 2));
        conv(table, causal.set(Convolutions.STRIDES, List.of(2)), List.of(2, 5, 3), List.of(2, 3, 2));
        transposed(
                table,
                Config.empty().set(Convolutions.STRIDES, List.of(2)).set(Convolutions.OUTPUT_PADDING, List.of(1, 0)),
                List.of(1, 3, 4, 2),
                List.of(3, 2, 3, 2));
    }

    /** Over one and three axes, and depthwise with strides that TensorFlow's kernel does not take. */
    private static void others(GradientCases table, Config config) {
        Config strided = config.set(Convolutions.STRIDES, List.of(2));
        Config dilated = config.set(Convolutions.DILATION_RATE, List.of(2));
        for (Config each : List.of(config, strided, dilated)) {
            transposed(table, each, List.of(2, 4, 2), List.of(3, 3, 2));
            depthwise(table, each, List.of(2, 7, 2), List.of(3, 2, 2));
            conv(table, each, List.of(1, 5, 4, 6, 2), List.of(3, 2, 2, 2, 2));
            transposed(table, each, List.of(1, 2, 3, 2, 2), List.of(2, 3, 1, 2, 2));
        }
        Config first = strided.set(Nn.DATA_FORMAT, DataFormat.CHANNELS_FIRST);
        conv(table, first, List.of(1, 2, 5, 4, 3), List.of(2, 2, 2, 2, 2));
        transposed(table, first, List.of(1, 2, 2, 2, 2), List.of(2, 3, 2, 2, 2));
        conv(table, config, List.of(1, 3, 3, 2, 4), List.of(2, 2, 1, 2, 2));
        depthwise(table, config.set(Convolutions.STRIDES, List.of(2, 3)), List.of(1, 7, 6, 2), List.of(3, 2, 2, 1));
        depthwise(
                table,
                strided.set(Convolutions.DILATION_RATE, List.of(2, 1)),
                List.of(1, 7, 6, 2),
                List.of(2, 2, 2, 2));
        for (Config each : List.of(config, strided, first)) {
            table.add(
                    Convolutions.SEPARABLE_CONV,
                    List.of(points(1, 2, 5, 2), points(2, 1, 2, 2), points(1, 1, 4, 3)),
                    in -> List.of(Convolutions.separableConv(in.get(0), in.get(1), in.get(2), each)));
        }
        table.add(
                Convolutions.SEPARABLE_CONV,
                List.of(points(2, 6, 2), points(3, 2, 1), points(1, 2, 3)),
                in -> List.of(Convolutions.separableConv(in.get(0), in.get(1), in.get(2), dilated)));
    }

    private static void add(GradientCases table, Config config) {
        add(table, config, List.of(2, 7, 6, 2), List.of(1, 3, 4, 2));
    }

    private static void add(GradientCases table, Config config, List<Integer> image, List<Integer> small) {
        conv(table, config, image, List.of(3, 2, 2, 3));
        transposed(table, config, small, List.of(3, 2, 3, 2));
        depthwise(table, config, image, List.of(3, 2, 2, 3));
    }

    private static void depthwise(GradientCases table, Config config, List<Integer> x, List<Integer> kernel) {
        table.add(
                Convolutions.DEPTHWISE_CONV,
                (image, window) -> Convolutions.depthwiseConv(image, window, config),
                points(sizes(x)),
                points(sizes(kernel)));
    }

    private static void conv(GradientCases table, Config config, List<Integer> x, List<Integer> kernel) {
        table.add(
                Convolutions.CONV,
                (image, window) -> Convolutions.conv(image, window, config),
                points(sizes(x)),
                points(sizes(kernel)));
    }

    private static void transposed(GradientCases table, Config config, List<Integer> x, List<Integer> kernel) {
        table.add(
                Convolutions.CONV_TRANSPOSE,
                (image, window) -> Convolutions.convTranspose(image, window, config),
                points(sizes(x)),
                points(sizes(kernel)));
    }

    private static int[] sizes(List<Integer> sizes) {
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }
}
