package dev.lamina.tensorflow.emit;

import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Padding;
import java.util.List;
import org.tensorflow.Output;

/** Emits convolutions. */
final class ConvolutionEmitters {
    private ConvolutionEmitters() {}

    static void addTo(Emitters table) {
        table.add(Convolutions.CONV, ConvolutionEmitters::conv);
        table.add(Convolutions.CONV_TRANSPOSE, ConvolutionEmitters::convTranspose);
    }

    private static List<Integer> strides(Emission e) {
        List<Integer> strides = Convolutions.perAxis(e.param(Convolutions.STRIDES), 2);
        return List.of(1, strides.get(0), strides.get(1), 1);
    }

    private static String padding(Emission e) {
        return e.param(Convolutions.PADDING) == Padding.SAME ? "SAME" : "VALID";
    }

    private static Output<?> conv(Emission e) {
        return e.tf().op("Conv2D")
                .in(e.in(0), e.in(1))
                .attr("strides", strides(e))
                .attr("padding", padding(e))
                .out();
    }

    private static Output<?> convTranspose(Emission e) {
        Output<?> batch = e.tf().op("StridedSlice")
                .in(
                        e.tf().op("Shape", e.in(0)),
                        e.tf().constant(List.of(0)),
                        e.tf().constant(List.of(1)),
                        e.tf().constant(List.of(1)))
                .out();
        Output<?> rest = e.tf().constant(java.util.stream.IntStream.of(
                        e.outputSpec().shape().from(1).sizes())
                .boxed()
                .toList());
        Output<?> sizes = e.tf().op("ConcatV2")
                .inList(List.of(batch, rest))
                .in(e.tf().constant(0))
                .out();
        return e.tf().op("Conv2DBackpropInput")
                .in(sizes, e.in(1), e.in(0))
                .attr("strides", strides(e))
                .attr("padding", padding(e))
                .out();
    }
}
