package dev.lamina.tensorflow.emit;

import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Nn;
import java.util.List;
import org.tensorflow.Output;

/** Emits the activations that most networks have. */
final class NnEmitters {
    private NnEmitters() {}

    static void addTo(Emitters table) {
        ElementwiseEmitters.unary(table, Nn.RELU, "Relu", "ReluGrad");
        ElementwiseEmitters.unary(table, Nn.SIGMOID, "Sigmoid");
        ElementwiseEmitters.unary(table, Nn.SOFTPLUS, "Softplus");
        table.add(Nn.SOFTMAX, NnEmitters::softmax);
        table.add(
                Nn.BIAS_ADD,
                e -> e.tf().op("BiasAdd")
                        .input(e.input(0), e.input(1))
                        .attr("data_format", e.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST ? "NHWC" : "NCHW")
                        .out());
    }

    private static Output<?> softmax(Emission e) {
        Output<?> x = e.promoted(0);
        List<Integer> axes = ActivationEmitters.axis(e);
        int last = e.inputShape(0).rank() - 1;
        if (axes.size() == 1 && e.inputShape(0).axis(axes.get(0)) == last) {
            return e.tf().op("Softmax", x);
        }
        Calc calc = Calc.of(e);
        Output<?> highest = calc.stop(calc.reduce("Max", x, axes, true));
        Output<?> powers = e.tf().op("Exp", calc.sub(x, highest));
        return calc.div(powers, calc.reduce("Sum", powers, axes, true));
    }
}
