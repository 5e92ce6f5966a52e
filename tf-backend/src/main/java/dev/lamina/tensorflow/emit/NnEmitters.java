package dev.lamina.tensorflow.emit;

import dev.lamina.OpType;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Nn;
import org.tensorflow.Output;

/** Emits activations, products and other ops of neural networks. */
final class NnEmitters {
    private NnEmitters() {}

    static void addTo(Emitters table) {
        activation(table, Nn.RELU, "Relu");
        activation(table, Nn.SIGMOID, "Sigmoid");
        activation(table, Nn.SOFTPLUS, "Softplus");
        table.add(Nn.SOFTMAX, NnEmitters::softmax);
        table.add(Linear.MATMUL, NnEmitters::matmul);
        table.add(
                Nn.BIAS_ADD,
                e -> e.tf().op("BiasAdd")
                        .in(e.in(0), e.in(1))
                        .attr("data_format", e.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST ? "NHWC" : "NCHW")
                        .out());
        table.addStopping(
                Nn.ONE_HOT,
                e -> e.tf().op("OneHot")
                        .in(
                                e.in(0),
                                e.tf().constant(e.param(Nn.NUM_CLASSES)),
                                e.tf().cast(e.tf().constant(1), e.param(Nn.DTYPE)),
                                e.tf().cast(e.tf().constant(0), e.param(Nn.DTYPE)))
                        .attr("axis", e.param(Nn.AXIS))
                        .out());
    }

    private static void activation(Emitters table, OpType type, String tensorFlowType) {
        table.add(type, e -> e.tf().op(tensorFlowType, e.in(0)));
    }

    private static Output<?> softmax(Emission e) {
        Output<?> x = e.promoted(0);
        if (e.inputShape(0).axis(e.param(Nn.AXIS)) == e.inputShape(0).rank() - 1) {
            return e.tf().op("Softmax", x);
        }
        Output<?> axis = e.tf().constant(e.param(Nn.AXIS));
        Output<?> highest = e.tf().op("Max").in(x, axis).attr("keep_dims", true).out();
        Output<?> powers = e.tf().op("Exp", e.tf().op("Sub", x, e.tf().op("StopGradient", highest)));
        Output<?> sum =
                e.tf().op("Sum").in(powers, axis).attr("keep_dims", true).out();
        return e.tf().op("RealDiv", powers, sum);
    }

    /** Two matrices by MatMul; a vector gets an axis first, and more axes go by BatchMatMulV2. */
    private static Output<?> matmul(Emission e) {
        Output<?> a = e.promoted(0);
        Output<?> b = e.promoted(1);
        int left = e.inputShape(0).rank();
        int right = e.inputShape(1).rank();
        if (left == 2 && right == 2) {
            return e.tf().op("MatMul", a, b);
        }
        a = left == 1 ? e.tf().op("ExpandDims", a, e.tf().constant(0)) : a;
        b = right == 1 ? e.tf().op("ExpandDims", b, e.tf().constant(-1)) : b;
        Output<?> product = e.tf().op("BatchMatMulV2", a, b);
        if (left == 1 || right == 1) {
            java.util.List<Integer> gone =
                    left == 1 && right == 1 ? java.util.List.of(-1, -2) : java.util.List.of(left == 1 ? -2 : -1);
            return e.tf().op("Squeeze").in(product).attr("squeeze_dims", gone).out();
        }
        return product;
    }
}
