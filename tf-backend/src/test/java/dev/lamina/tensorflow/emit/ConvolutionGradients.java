package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.config.Config;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Padding;
import java.util.List;

/** Cases of convolutions and pooling. */
final class ConvolutionGradients {
    private ConvolutionGradients() {}

    static void addTo(GradientCases table) {
        for (Padding padding : List.of(Padding.VALID, Padding.SAME)) {
            for (int stride : List.of(1, 2)) {
                Config config = Config.empty()
                        .with(Convolutions.PADDING, padding)
                        .with(Convolutions.STRIDES, List.of(stride));
                table.add(
                        Convolutions.CONV,
                        (x, kernel) -> Convolutions.conv(x, kernel, config),
                        points(2, 5, 4, 2),
                        points(3, 2, 2, 3));
                table.add(
                        Convolutions.CONV_TRANSPOSE,
                        (x, kernel) -> Convolutions.convTranspose(x, kernel, config),
                        points(1, 3, 4, 2),
                        points(3, 2, 2, 2));
            }
        }
    }
}
