package dev.lamina.tensorflow.emit;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.Randomness;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import java.util.List;
import org.tensorflow.Output;

/** Emits ops that act on each element alone. */
final class ElementwiseEmitters {
    private ElementwiseEmitters() {}

    static void addTo(Emitters table) {
        table.add(Arithmetic.ADD, e -> arithmetic(e, "AddV2", "LogicalOr"));
        table.add(Arithmetic.MULTIPLY, e -> arithmetic(e, "Mul", "LogicalAnd"));
        binary(table, Arithmetic.SUBTRACT, "Sub");
        binary(table, Arithmetic.DIVIDE, "RealDiv");
        binary(table, Elementwise.MAXIMUM, "Maximum");
        binary(table, Elementwise.MINIMUM, "Minimum");
        binary(table, Elementwise.POWER, "Pow");
        unary(table, Arithmetic.NEGATIVE, "Neg");
        table.add(Elementwise.ABSOLUTE, ElementwiseEmitters::absolute);
        table.add(Elementwise.ABS, ElementwiseEmitters::absolute);
        unary(table, Elementwise.FABS, "Abs");
        unary(table, Elementwise.EXP, "Exp");
        unary(table, Elementwise.EXPM1, "Expm1");
        unary(table, Elementwise.LOG, "Log");
        unary(table, Elementwise.LOG1P, "Log1p");
        unary(table, Elementwise.SQRT, "Sqrt");
        unary(table, Elementwise.RSQRT, "Rsqrt");
        unary(table, Elementwise.SQUARE, "Square");
        unary(table, Elementwise.RECIPROCAL, "Reciprocal");
        table.add(Elementwise.EXP2, e -> e.tf().op("Exp", Calc.of(e).mul(e.promoted(0), Math.log(2))));
        table.add(Elementwise.LOG2, e -> Calc.of(e).mul(e.tf().op("Log", e.promoted(0)), 1 / Math.log(2)));
        table.add(Elementwise.LOG10, e -> Calc.of(e).mul(e.tf().op("Log", e.promoted(0)), 1 / Math.log(10)));
        table.add(Elementwise.CBRT, ElementwiseEmitters::cubeRoot);
        table.addStopping(Elementwise.SIGN, ElementwiseEmitters::sign);
        table.add(Elementwise.FMAX, e -> ignoringNan(e, "Maximum"));
        table.add(Elementwise.FMIN, e -> ignoringNan(e, "Minimum"));
        table.add(Elementwise.HYPOT, ElementwiseEmitters::hypot);
        table.add(Elementwise.LOGADDEXP, e -> logAdd(Calc.of(e), e, e.promoted(0), e.promoted(1)));
        table.add(Elementwise.LOGADDEXP2, ElementwiseEmitters::logAdd2);
        table.add(Elementwise.LDEXP, ElementwiseEmitters::ldexp);
        table.add(Core.CAST, e -> e.tf().cast(e.input(0), e.param(Core.DTYPE)));
        table.add(Core.SATURATE_CAST, ElementwiseEmitters::saturate);
        table.addStopping(Core.STOP_GRADIENT, e -> e.tf().op("StopGradient", e.input(0)));
        table.addStopping(Core.SHAPE, e -> Calc.of(e).shape(e.input(0)));
        table.addStopping(Randomness.SEED, ElementwiseEmitters::seed);
    }

    static void unary(Emitters table, OpType type, String tensorFlowType) {
        table.add(type, e -> e.tf().op(tensorFlowType, e.promoted(0)));
    }

    /**
     * An operation whose gradient takes the output as well as the input. TensorFlow's asks for the input, which so has a second
     * consumer: the operation cannot be fused with the convolution or product before it, nor write over what it reads.
     *
     * @param gradientType takes the gradient by the output, and the output
     */
    static void unary(Emitters table, OpType type, String tensorFlowType, String gradientType) {
        table.add(type, e -> {
            Output<?> x = e.promoted(0);
            Output<?> y = e.tf().op(tensorFlowType, x);
            return e.tf().withFasterGradient(
                            List.of(x),
                            List.of(y),
                            (tf, gradients) -> List.of(tf.op(gradientType, gradients.get(0), y)))
                    .get(0);
        });
    }

    static void binary(Emitters table, OpType type, String tensorFlowType) {
        table.add(type, e -> e.tf().op(tensorFlowType, e.promoted(0), e.promoted(1)));
    }

    private static Output<?> arithmetic(Emission e, String numbers, String truths) {
        String type = e.outputSpec().dtype() == DType.BOOL ? truths : numbers;
        return e.tf().op(type, e.promoted(0), e.promoted(1));
    }

    private static Output<?> absolute(Emission e) {
        DType dtype = e.outputSpec().dtype();
        boolean unsigned = dtype == DType.BOOL || dtype.kerasName().startsWith("u");
        return e.tf().op(unsigned ? "Identity" : "Abs", e.input(0));
    }

    private static Output<?> cubeRoot(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.promoted(0);
        Output<?> size = e.tf().op("Abs", x);
        return calc.mul(calc.stop(e.tf().op("Sign", x)), e.tf().op("Pow", size, calc.num(1 / 3.0, x)));
    }

    private static Output<?> sign(Emission e) {
        boolean small = e.outputSpec().dtype().isInteger();
        Output<?> x = small ? e.tf().cast(e.input(0), DType.INT64) : e.input(0);
        return e.tf().cast(e.tf().op("Sign", x), e.outputSpec().dtype());
    }

    private static Output<?> ignoringNan(Emission e, String type) {
        Calc calc = Calc.of(e);
        Output<?> a = e.promoted(0);
        Output<?> b = e.promoted(1);
        if (!e.outputSpec().dtype().isFloating()) {
            return e.tf().op(type, a, b);
        }
        Output<?> left = calc.where(e.tf().op("IsNan", a), b, a);
        Output<?> right = calc.where(e.tf().op("IsNan", b), a, b);
        return e.tf().op(type, left, right);
    }

    private static Output<?> hypot(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> a = e.tf().op("Abs", e.promoted(0));
        Output<?> b = e.tf().op("Abs", e.promoted(1));
        Output<?> larger = e.tf().op("Maximum", a, b);
        Output<?> ratio = e.tf().op("DivNoNan", e.tf().op("Minimum", a, b), larger);
        return calc.mul(larger, e.tf().op("Sqrt", calc.add(e.tf().op("Square", ratio), 1)));
    }

    private static Output<?> logAdd(Calc calc, Emission e, Output<?> a, Output<?> b) {
        Output<?> distance = e.tf().op("Abs", calc.sub(a, b));
        Output<?> sum = calc.add(e.tf().op("Maximum", a, b), e.tf().op("Log1p", e.tf().op("Exp", calc.neg(distance))));
        return calc.where(e.tf().op("IsNan", distance), calc.add(a, b), sum);
    }

    private static Output<?> logAdd2(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> a = calc.mul(e.promoted(0), Math.log(2));
        Output<?> b = calc.mul(e.promoted(1), Math.log(2));
        return calc.mul(logAdd(calc, e, a, b), 1 / Math.log(2));
    }

    private static Output<?> ldexp(Emission e) {
        Calc calc = Calc.of(e);
        return calc.mul(e.promoted(0), e.tf().op("Exp", calc.mul(e.promoted(1), Math.log(2))));
    }

    /** The bounds of integers are exact in float64. */
    private static Output<?> saturate(Emission e) {
        return saturated(e.tf(), e.input(0), e.param(Core.DTYPE));
    }

    /** In another type, by the nearest number that it has. */
    static Output<?> saturated(Tf tf, Output<?> x, DType target) {
        if (!target.isInteger()) {
            return tf.cast(x, target);
        }
        boolean signed = !target.kerasName().startsWith("u");
        int bits = target.bytes() * 8 - (signed ? 1 : 0);
        double highest = Math.min(Math.pow(2, bits) - 1, Math.nextDown(Math.pow(2, bits)));
        Calc calc = Calc.of(tf);
        Output<?> wide = tf.cast(x, DType.FLOAT64);
        return tf.cast(calc.min(calc.max(wide, signed ? -Math.pow(2, bits) : 0), highest), target);
    }

    private static Output<?> seed(Emission e) {
        Output<?> salt = e.tf().cast(e.tf().constant(e.param(Randomness.SALT)), DType.INT64);
        return e.tf().op("Pack").inList(List.of(salt, e.input(0))).out();
    }
}
