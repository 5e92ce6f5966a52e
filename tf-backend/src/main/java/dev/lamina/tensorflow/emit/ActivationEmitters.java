package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.ElementwiseEmitters.unary;

import dev.lamina.ops.Normalizing;
import dev.lamina.ops.Rectifiers;
import dev.lamina.ops.Reductions;
import java.util.List;
import org.tensorflow.Output;

/** Emits activations and ops that weigh the elements of an axis against each other. */
final class ActivationEmitters {
    private ActivationEmitters() {}

    static void addTo(Emitters table) {
        unary(table, Rectifiers.RELU6, "Relu6", "Relu6Grad");
        unary(table, Rectifiers.SELU, "Selu");
        unary(table, Rectifiers.SOFTSIGN, "Softsign");
        table.add(Rectifiers.SILU, e -> Calc.of(e).mul(e.input(0), e.tf().op("Sigmoid", e.input(0))));
        table.add(
                Rectifiers.LOG_SIGMOID,
                e -> Calc.of(e).neg(e.tf().op("Softplus", Calc.of(e).neg(e.input(0)))));
        table.add(Rectifiers.HARD_SIGMOID, ActivationEmitters::hardSigmoid);
        table.add(Rectifiers.HARD_SILU, e -> Calc.of(e).mul(e.input(0), hardSigmoid(e)));
        table.add(Rectifiers.HARD_TANH, e -> Calc.of(e).max(Calc.of(e).min(e.input(0), 1), -1));
        table.add(Rectifiers.TANH_SHRINK, e -> Calc.of(e).sub(e.input(0), e.tf().op("Tanh", e.input(0))));
        table.add(Rectifiers.SPARSE_PLUS, ActivationEmitters::sparsePlus);
        table.add(Rectifiers.SPARSE_SIGMOID, ActivationEmitters::sparseSigmoid);
        table.add(Rectifiers.LEAKY_RELU, ActivationEmitters::leakyRelu);
        table.add(Rectifiers.ELU, ActivationEmitters::elu);
        table.add(Rectifiers.CELU, ActivationEmitters::celu);
        table.add(Rectifiers.GELU, e -> e.param(Rectifiers.APPROXIMATE) ? tanhGelu(e) : gelu(e));
        table.add(Rectifiers.SOFT_SHRINK, ActivationEmitters::softShrink);
        table.add(Rectifiers.HARD_SHRINK, ActivationEmitters::hardShrink);
        table.add(Rectifiers.SQUAREPLUS, ActivationEmitters::squareplus);
        table.add(
                Rectifiers.THRESHOLD,
                e -> Calc.of(e)
                        .where(
                                Calc.of(e).greater(e.input(0), e.param(Rectifiers.THRESHOLD_VALUE)),
                                e.input(0),
                                e.param(Rectifiers.DEFAULT_VALUE)));
        table.add(
                Normalizing.LOG_SOFTMAX,
                e -> Calc.of(e).sub(e.input(0), Calc.of(e).logSumExp(e.input(0), axis(e))));
        table.add(Normalizing.SPARSEMAX, ActivationEmitters::sparsemax);
        table.add(Normalizing.GLU, ActivationEmitters::glu);
        table.add(Normalizing.NORMALIZE, ActivationEmitters::normalize);
        table.add(Normalizing.LOGSUMEXP, ActivationEmitters::logSumExp);
        table.addMultiple(Normalizing.MOMENTS, ActivationEmitters::moments);
    }

    /** Where the slope is positive, the output has the sign of the input, and its gradient need not read that. */
    private static Output<?> leakyRelu(Emission e) {
        float slope = e.param(Rectifiers.NEGATIVE_SLOPE).floatValue();
        Output<?> x = e.input(0);
        Output<?> y = e.tf().op("LeakyRelu").input(x).attr("alpha", slope).out();
        if (slope <= 0) {
            return y;
        }
        return e.tf().withFasterGradient(
                        List.of(x),
                        List.of(y),
                        (tf, gradients) -> List.of(tf.op("LeakyReluGrad")
                                .input(gradients.get(0), y)
                                .attr("alpha", slope)
                                .out()))
                .get(0);
    }

    /** The axis of a softmax, or all. */
    static List<Integer> axis(Emission e) {
        Integer axis = e.param(Normalizing.AXIS);
        return axis == null ? Calc.allAxes(e.inputShape(0).rank()) : List.of(axis);
    }

    private static Output<?> hardSigmoid(Emission e) {
        Calc calc = Calc.of(e);
        return calc.div(e.tf().op("Relu6", calc.add(e.input(0), 3)), calc.num(6, e.input(0)));
    }

    private static Output<?> sparsePlus(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.input(0);
        Output<?> parabola = calc.mul(e.tf().op("Square", calc.add(x, 1)), 0.25);
        Output<?> upper = calc.where(calc.less(x, 1), parabola, x);
        return calc.where(e.tf().op("LessEqual", x, calc.num(-1, x)), calc.zeros(x), upper);
    }

    private static Output<?> sparseSigmoid(Emission e) {
        Calc calc = Calc.of(e);
        return calc.min(calc.max(calc.mul(calc.add(e.input(0), 1), 0.5), 0), 1);
    }

    private static Output<?> elu(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> elu = e.tf().op("Elu", e.input(0));
        double alpha = e.param(Rectifiers.ALPHA);
        return alpha == 1 ? elu : calc.where(calc.greater(e.input(0), 0), elu, calc.mul(elu, alpha));
    }

    private static Output<?> celu(Emission e) {
        Calc calc = Calc.of(e);
        double alpha = e.param(Rectifiers.ALPHA);
        Output<?> below = e.tf().op("Expm1", calc.div(calc.min(e.input(0), 0), calc.num(alpha, e.input(0))));
        return calc.add(calc.max(e.input(0), 0), calc.mul(below, alpha));
    }

    private static Output<?> gelu(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> erf = e.tf().op("Erf", calc.mul(e.input(0), Math.sqrt(0.5)));
        return calc.mul(calc.mul(e.input(0), 0.5), calc.add(erf, 1));
    }

    private static Output<?> tanhGelu(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.input(0);
        Output<?> cube = calc.mul(calc.mul(e.tf().op("Square", x), x), 0.044715);
        Output<?> tanh = e.tf().op("Tanh", calc.mul(calc.add(x, cube), Math.sqrt(2 / Math.PI)));
        return calc.mul(calc.mul(x, 0.5), calc.add(tanh, 1));
    }

    private static Output<?> softShrink(Emission e) {
        Calc calc = Calc.of(e);
        double threshold = e.param(Rectifiers.SHRINKAGE);
        Output<?> x = e.input(0);
        Output<?> lower = calc.where(calc.less(x, -threshold), calc.add(x, threshold), calc.zeros(x));
        return calc.where(calc.greater(x, threshold), calc.add(x, -threshold), lower);
    }

    private static Output<?> hardShrink(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> large = calc.greater(e.tf().op("Abs", e.input(0)), e.param(Rectifiers.SHRINKAGE));
        return calc.where(large, e.input(0), 0);
    }

    private static Output<?> squareplus(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> root = e.tf().op("Sqrt", calc.add(e.tf().op("Square", e.input(0)), e.param(Rectifiers.B)));
        return calc.mul(calc.add(e.input(0), root), 0.5);
    }

    private static Output<?> glu(Emission e) {
        int axis = e.inputShape(0).axis(e.param(Normalizing.ONE_AXIS));
        List<Output<?>> halves = e.tf().op("Split")
                .input(e.tf().constant(axis), e.input(0))
                .attr("num_split", 2)
                .outs();
        return Calc.of(e).mul(halves.get(0), e.tf().op("Sigmoid", halves.get(1)));
    }

    /** As Keras computes it, whose threshold is the mean of the partial sums of the support rather than of its elements. */
    private static Output<?> sparsemax(Emission e) {
        Calc calc = Calc.of(e);
        int axis = e.inputShape(0).axis(e.param(Normalizing.ONE_AXIS));
        int last = e.inputShape(0).rank() - 1;
        Output<?> x = calc.move(e.input(0), axis, last);
        Output<?> rows = calc.reshape(x, List.of(e.tf().constant(-1), calc.size(x, last)));
        Output<?> order = e.tf().op("TopKV2")
                .input(calc.stop(rows), calc.size(rows, 1))
                .build()
                .output(1);
        Output<?> sorted = calc.gatherInRows(rows, order);
        Output<?> sums = e.tf().op("Cumsum", sorted, e.tf().constant(1));
        Output<?> ranks = calc.add(e.tf().cast(calc.range(calc.size(rows, 1)), DTypes.of(x.dataType())), 1);
        Output<?> supported = calc.greater(calc.sub(sorted, calc.div(calc.add(sums, -1), ranks)), 0);
        Output<?> count = calc.reduce("Sum", e.tf().cast(supported, DTypes.of(x.dataType())), List.of(1), true);
        Output<?> sum = calc.reduce("Sum", calc.where(supported, sums, 0), List.of(1), true);
        Output<?> above = calc.max(calc.sub(rows, calc.div(calc.add(sum, -1), count)), 0);
        return calc.move(e.tf().op("Reshape", above, calc.shape(x)), last, axis);
    }

    private static Output<?> normalize(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.promoted(0);
        Double given = e.param(Normalizing.EPSILON);
        double epsilon = given == null ? 1e-7 : given;
        int order = e.param(Normalizing.ORDER);
        List<Integer> axes = e.param(Normalizing.NORM_AXES);
        if (order == 2) {
            Output<?> squares = calc.reduce("Sum", e.tf().op("Square", x), axes, true);
            return calc.mul(x, calc.min(e.tf().op("Rsqrt", squares), 1 / epsilon));
        }
        Output<?> sizes = e.tf().op("Abs", x);
        Output<?> powers = order == 1 ? sizes : e.tf().op("Pow", sizes, calc.num(order, x));
        Output<?> sum = calc.reduce("Sum", powers, axes, true);
        Output<?> norm = order == 1 ? sum : e.tf().op("Pow", sum, calc.num(1.0 / order, x));
        return calc.div(x, calc.max(norm, epsilon));
    }

    private static Output<?> logSumExp(Emission e) {
        List<Integer> axes = ReductionEmitters.axes(e);
        Output<?> kept = Calc.of(e).logSumExp(e.input(0), axes);
        return e.param(Reductions.KEEPDIMS) ? kept : ReductionEmitters.squeezed(e, kept, axes);
    }

    /** In float32 at least, as in Keras: squares of float16 overflow early. */
    private static List<Output<?>> moments(Emission e) {
        Calc calc = Calc.of(e);
        List<Integer> axes = e.param(Normalizing.MOMENT_AXES);
        boolean keeps = e.param(Reductions.KEEPDIMS);
        Output<?> x = ReductionEmitters.wide(e, e.input(0));
        Output<?> mean = calc.reduce("Mean", x, axes, true);
        Output<?> variance = calc.reduce("Mean", e.tf().op("SquaredDifference", x, calc.stop(mean)), axes, keeps);
        Output<?> shown = keeps ? mean : ReductionEmitters.squeezed(e, mean, axes);
        return List.of(
                e.tf().cast(shown, e.outputSpec().dtype()),
                e.tf().cast(variance, e.outputSpec().dtype()));
    }
}
