package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.between;
import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Special;
import dev.lamina.ops.Trigonometry;
import java.util.List;

/** Cases of ops that act on each element alone. */
final class ElementwiseGradients {
    private ElementwiseGradients() {}

    static void addTo(GradientCases table) {
        table.add(Arithmetic.ADD, SymbolicTensor::plus, points(2, 3), points(3));
        table.add(Arithmetic.SUBTRACT, SymbolicTensor::minus, points(2, 1), points(1, 3));
        table.add(Arithmetic.MULTIPLY, SymbolicTensor::times, points(2, 3), points());
        table.add(Arithmetic.DIVIDE, SymbolicTensor::div, points(2, 3), points(3));
        table.add(Arithmetic.NEGATIVE, SymbolicTensor::unaryMinus, points(2, 3));
        table.add(Elementwise.MAXIMUM, Elementwise::maximum, points(2, 3), points(5, 1, 3));
        table.add(Elementwise.MINIMUM, Elementwise::minimum, points(2, 3), points(5, 1, 3));
        table.add(Elementwise.ABSOLUTE, Elementwise::abs, points(7));
        table.add(Elementwise.EXP, Elementwise::exp, points(7));
        table.add(Elementwise.LOG, Elementwise::log, between(0.1, 3, 7));
        table.add(Elementwise.SQRT, Elementwise::sqrt, between(0.1, 3, 7));
        table.add(Elementwise.SQUARE, Elementwise::square, points(7));
        addMore(table);
        addBinary(table);
        table.add(Core.CAST, x -> Core.cast(x, DType.FLOAT64), points(7).cast(DType.FLOAT32));
    }

    private static void each(GradientCases table, double low, double high, OpType... types) {
        for (OpType type : types) {
            table.add(type, x -> type.op().on(x), between(low, high, 7));
        }
    }

    private static void addMore(GradientCases table) {
        each(table, -2, 2, Elementwise.ABS, Elementwise.FABS, Elementwise.EXPM1, Elementwise.EXP2, Elementwise.CBRT);
        each(table, 0.1, 3, Elementwise.LOG1P, Elementwise.LOG2, Elementwise.LOG10, Elementwise.RSQRT);
        each(table, -2, 2, Elementwise.RECIPROCAL, Special.ERF, Special.ERFC, Special.I0, Special.NAN_TO_NUM);
        each(table, -0.9, 0.9, Special.ERFINV);
        each(table, -2, 2, Special.REAL, Special.CONJ, Special.CONJUGATE, Special.COPY);
        each(
                table,
                -1.3,
                1.3,
                Trigonometry.SIN,
                Trigonometry.COS,
                Trigonometry.TAN,
                Trigonometry.ARCTAN,
                Trigonometry.SINC);
        each(table, -2, 2, Trigonometry.SINH, Trigonometry.COSH, Trigonometry.TANH, Trigonometry.ARCSINH);
        each(table, -0.9, 0.9, Trigonometry.ARCSIN, Trigonometry.ARCCOS, Trigonometry.ARCTANH);
        each(table, 1.1, 3, Trigonometry.ARCCOSH);
        each(table, -2, 2, Trigonometry.DEG2RAD, Trigonometry.RAD2DEG);
        each(table, -2, 2, Selection.ARRAY, Selection.CONVERT_TO_TENSOR);
        table.add(
                Core.SATURATE_CAST,
                x -> Core.SATURATE_CAST.op(Core.DTYPE, DType.FLOAT64).on(x),
                points(7));
        table.add(Selection.CLIP, x -> Selection.clip(x, -1, 1.5), points(7));
    }

    private static void addBinary(GradientCases table) {
        for (OpType type : List.of(
                Elementwise.FMAX,
                Elementwise.FMIN,
                Elementwise.HYPOT,
                Elementwise.LOGADDEXP,
                Elementwise.LOGADDEXP2,
                Trigonometry.ARCTAN2,
                Rounding.TRUE_DIVIDE,
                Rounding.DIVIDE_NO_NAN,
                Rounding.MOD,
                Rounding.FMOD)) {
            table.add(type, (x, y) -> type.op().on(x, y), points(2, 3), points(5, 1, 3));
        }
        table.add(Elementwise.POWER, Elementwise::pow, between(0.5, 2, 2, 3), points(3));
        table.add(
                Elementwise.LDEXP,
                List.of(points(3), GradientCase.integers(List.of(1, -2, 3), 3)),
                in -> List.of(Elementwise.ldexp(in.get(0), in.get(1))));
        table.add(
                Selection.WHERE,
                List.of(GradientCase.integers(List.of(1, 0, 1), 3), points(2, 3), points(2, 1)),
                in -> List.of(Selection.where(in.get(0), in.get(1), in.get(2))));
        table.add(
                Selection.SELECT,
                List.of(
                        GradientCase.integers(List.of(1, 0, 0), 3),
                        GradientCase.integers(List.of(1, 1, 0), 3),
                        points(3),
                        points(2, 3),
                        points()),
                in -> List.of(Selection.select(in.subList(0, 2), in.subList(2, 4), in.get(4))));
        table.add(
                Selection.FULL_LIKE,
                List.of(GradientCase.integers(List.of(1, 0), 2), points()),
                in -> List.of(
                        Selection.FULL_LIKE.op(Selection.DTYPE, DType.FLOAT64).on(in.get(0), in.get(1))));
    }
}
