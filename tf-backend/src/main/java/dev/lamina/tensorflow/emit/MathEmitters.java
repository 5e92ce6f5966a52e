package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.ElementwiseEmitters.binary;
import static dev.lamina.tensorflow.emit.ElementwiseEmitters.unary;

import dev.lamina.DType;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Special;
import dev.lamina.ops.Trigonometry;
import org.tensorflow.Output;

/** Emits trigonometry, rounding and special functions. */
final class MathEmitters {
    private MathEmitters() {}

    static void addTo(Emitters table) {
        unary(table, Trigonometry.SIN, "Sin");
        unary(table, Trigonometry.COS, "Cos");
        unary(table, Trigonometry.TAN, "Tan");
        unary(table, Trigonometry.ARCSIN, "Asin");
        unary(table, Trigonometry.ARCCOS, "Acos");
        unary(table, Trigonometry.ARCTAN, "Atan");
        unary(table, Trigonometry.SINH, "Sinh");
        unary(table, Trigonometry.COSH, "Cosh");
        unary(table, Trigonometry.TANH, "Tanh");
        unary(table, Trigonometry.ARCSINH, "Asinh");
        unary(table, Trigonometry.ARCCOSH, "Acosh");
        unary(table, Trigonometry.ARCTANH, "Atanh");
        table.add(Trigonometry.ARCTAN2, MathEmitters::angle);
        table.add(Trigonometry.SINC, MathEmitters::sinc);
        table.add(Trigonometry.DEG2RAD, e -> Calc.of(e).mul(e.promoted(0), Math.PI / 180));
        table.add(Trigonometry.RAD2DEG, e -> Calc.of(e).mul(e.promoted(0), 180 / Math.PI));
        addRounding(table);
        addSpecial(table);
    }

    private static void addRounding(Emitters table) {
        table.addStopping(Rounding.CEIL, e -> e.tf().op("Ceil", e.promoted(0)));
        table.addStopping(Rounding.FLOOR, e -> e.tf().op("Floor", e.promoted(0)));
        table.addStopping(Rounding.TRUNC, e -> truncated(e, e.input(0)));
        table.addStopping(Rounding.ROUND, MathEmitters::rounded);
        table.addStopping(Rounding.FLOOR_DIVIDE, e -> e.tf().op("FloorDiv", e.promoted(0), e.promoted(1)));
        table.add(Rounding.MOD, e -> remainder(e, "FloorMod"));
        table.add(Rounding.FMOD, MathEmitters::truncatedRemainder);
        binary(table, Rounding.TRUE_DIVIDE, "RealDiv");
        binary(table, Rounding.DIVIDE_NO_NAN, "DivNoNan");
    }

    private static void addSpecial(Emitters table) {
        unary(table, Special.ERF, "Erf");
        table.add(
                Special.ERFC,
                e -> Calc.of(e)
                        .withDerivative(
                                e.tf().op("Erfc", e.input(0)),
                                e.input(0),
                                bell(e, e.input(0), -2 / Math.sqrt(Math.PI))));
        table.add(Special.ERFINV, MathEmitters::inverseErf);
        table.add(
                Special.I0,
                e -> Calc.of(e)
                        .withDerivative(
                                e.tf().op("BesselI0", e.promoted(0)),
                                e.promoted(0),
                                e.tf().op("BesselI1", e.promoted(0))));
        unary(table, Special.REAL, "Identity");
        table.addStopping(Special.IMAG, e -> Calc.of(e).zeros(e.input(0)));
        table.addStopping(Special.ANGLE, MathEmitters::angleOfReal);
        table.addStopping(Special.GCD, e -> divisor(e, magnitude(e, 0), magnitude(e, 1)));
        table.addStopping(Special.LCM, MathEmitters::multiple);
        unary(table, Special.CONJ, "Identity");
        unary(table, Special.CONJUGATE, "Identity");
        unary(table, Special.COPY, "Identity");
        table.addStopping(Special.HEAVISIDE, MathEmitters::heaviside);
        table.addRefusing(Special.NEXTAFTER, MathEmitters::nextAfter);
        table.add(Special.NAN_TO_NUM, MathEmitters::nanToNum);
    }

    /** The gradient of Atan2 forgets to sum over what was broadcast; that of BroadcastTo does not. */
    private static Output<?> angle(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> y = e.promoted(0);
        Output<?> x = e.promoted(1);
        Output<?> shape = e.tf().op("BroadcastArgs", calc.shape(y), calc.shape(x));
        return e.tf().op("Atan2", calc.broadcast(y, shape), calc.broadcast(x, shape));
    }

    private static Output<?> sinc(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = calc.mul(e.promoted(0), Math.PI);
        Output<?> zero = calc.equal(x, calc.zeros(x));
        Output<?> safe = calc.where(zero, calc.num(1, x), x);
        return calc.where(zero, calc.num(1, x), calc.div(e.tf().op("Sin", safe), safe));
    }

    private static Output<?> truncated(Emission e, Output<?> x) {
        if (!DTypes.of(x.dataType()).isFloating()) {
            return e.tf().op("Identity", x);
        }
        return Calc.of(e).where(Calc.of(e).less(x, 0), e.tf().op("Ceil", x), e.tf().op("Floor", x));
    }

    private static Output<?> rounded(Emission e) {
        int decimals = e.param(Rounding.DECIMALS);
        DType dtype = e.outputSpec().dtype();
        if (!dtype.isFloating() && decimals >= 0) {
            return e.tf().op("Identity", e.input(0));
        }
        Calc calc = Calc.of(e);
        Output<?> x = dtype.isFloating() ? e.input(0) : e.tf().cast(e.input(0), DType.FLOAT64);
        double factor = Math.pow(10, Math.abs(decimals));
        Output<?> scaled = decimals == 0 ? x : scale(calc, x, factor, decimals > 0);
        Output<?> whole = e.tf().op("Round", scaled);
        return e.tf().cast(decimals == 0 ? whole : scale(calc, whole, factor, decimals < 0), dtype);
    }

    private static Output<?> scale(Calc calc, Output<?> x, double factor, boolean up) {
        return up ? calc.mul(x, factor) : calc.div(x, calc.num(factor, x));
    }

    /** The quotient's whole part does not change with small steps, so that the gradient is that of {@code x - q · y}. */
    private static Output<?> remainder(Emission e, String type) {
        return remainder(e, e.tf().op(type, e.promoted(0), e.promoted(1)));
    }

    private static Output<?> truncatedRemainder(Emission e) {
        if (!e.outputSpec().dtype().isFloating()) {
            return remainder(e, "TruncateMod");
        }
        Output<?> size = e.tf().op("FloorMod", e.tf().op("Abs", e.promoted(0)), e.tf().op("Abs", e.promoted(1)));
        return remainder(e, Calc.of(e).mul(e.tf().op("Sign", e.promoted(0)), size));
    }

    private static Output<?> remainder(Emission e, Output<?> value) {
        Calc calc = Calc.of(e);
        Output<?> x = e.promoted(0);
        Output<?> y = e.promoted(1);
        if (!e.outputSpec().dtype().isFloating()) {
            return value;
        }
        Output<?> quotient = calc.stop(e.tf().op("Round", calc.div(calc.sub(x, value), y)));
        Output<?> smooth = calc.sub(x, calc.mul(quotient, y));
        Output<?> exact = calc.add(smooth, calc.stop(calc.sub(value, smooth)));
        return calc.where(e.tf().op("IsFinite", smooth), exact, calc.stop(value));
    }

    /** {@code factor · e^(-x²)} */
    private static Output<?> bell(Emission e, Output<?> x, double factor) {
        Calc calc = Calc.of(e);
        return calc.mul(e.tf().op("Exp", calc.neg(e.tf().op("Square", x))), factor);
    }

    private static Output<?> inverseErf(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> value = e.tf().op("Erfinv", e.input(0));
        return calc.withDerivative(value, e.input(0), e.tf().op("Reciprocal", bell(e, value, 2 / Math.sqrt(Math.PI))));
    }

    private static Output<?> angleOfReal(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.promoted(0);
        return calc.where(calc.less(x, 0), calc.num(Math.PI, x), calc.zeros(x));
    }

    /** Euclid's steps; Fibonacci's numbers, the worst case, need no more than 1.45 for each bit of the type. */
    private static Output<?> divisor(Emission e, Output<?> first, Output<?> second) {
        Calc calc = Calc.of(e);
        Output<?> shape = e.tf().op("BroadcastArgs", calc.shape(first), calc.shape(second));
        Output<?> a = calc.broadcast(first, shape);
        Output<?> b = calc.broadcast(second, shape);
        int steps = (int) Math.ceil(8 * e.outputSpec().dtype().bytes() * 1.45);
        for (int i = 0; i < steps; i++) {
            Output<?> done = calc.equal(b, calc.zeros(b));
            Output<?> rest = e.tf().op("FloorMod", a, calc.where(done, calc.num(1, b), b));
            a = calc.where(done, a, b);
            b = calc.where(done, b, rest);
        }
        return e.tf().cast(a, e.outputSpec().dtype());
    }

    /** The absolute value in the type to compute in. */
    private static Output<?> magnitude(Emission e, int index) {
        DType dtype = e.outputSpec().dtype();
        boolean wide = dtype == DType.INT64 || dtype == DType.UINT64 || dtype == DType.UINT32;
        return e.tf().op("Abs", e.tf().cast(e.input(index), wide ? DType.INT64 : DType.INT32));
    }

    private static Output<?> multiple(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> a = magnitude(e, 0);
        Output<?> b = magnitude(e, 1);
        Output<?> divisor = e.tf().cast(divisor(e, a, b), DTypes.of(a.dataType()));
        Output<?> safe = calc.where(calc.equal(divisor, calc.zeros(divisor)), calc.num(1, divisor), divisor);
        return e.tf().cast(
                        calc.mul(a, e.tf().op("FloorDiv", b, safe)),
                        e.outputSpec().dtype());
    }

    private static Output<?> heaviside(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.promoted(0);
        Output<?> above = calc.where(calc.greater(x, 0), calc.num(1, x), e.promoted(1));
        return calc.where(calc.less(x, 0), calc.num(0, x), above);
    }

    private static Output<?> nextAfter(Emission e) {
        boolean wide = e.outputSpec().dtype() == DType.FLOAT64;
        DType kernel = wide ? DType.FLOAT64 : DType.FLOAT32;
        Output<?> next = e.tf().op("NextAfter", e.tf().cast(e.input(0), kernel), e.tf().cast(e.input(1), kernel));
        return e.tf().cast(next, e.outputSpec().dtype());
    }

    private static Output<?> nanToNum(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.input(0);
        DType dtype = e.outputSpec().dtype();
        if (!dtype.isFloating()) {
            return e.tf().op("Identity", x);
        }
        Double positive = e.param(Special.POSINF);
        Double negative = e.param(Special.NEGINF);
        double largest = largest(dtype);
        Output<?> numbers = calc.where(e.tf().op("IsNan", x), calc.num(e.param(Special.NAN), x), x);
        Output<?> infinite = e.tf().op("IsInf", x);
        Output<?> above = calc.and(infinite, calc.greater(x, 0));
        Output<?> below = calc.and(infinite, calc.less(x, 0));
        Output<?> capped = calc.where(above, calc.num(positive == null ? largest : positive, x), numbers);
        return calc.where(below, calc.num(negative == null ? -largest : negative, x), capped);
    }

    private static double largest(DType dtype) {
        return switch (dtype) {
            case FLOAT16 -> 65504;
            case BFLOAT16 -> 0x1.FEp127;
            case FLOAT32 -> Float.MAX_VALUE;
            default -> Double.MAX_VALUE;
        };
    }
}
