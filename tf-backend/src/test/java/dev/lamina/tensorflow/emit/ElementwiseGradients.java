package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.between;
import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;

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
        table.add(Core.CAST, x -> Core.cast(x, DType.FLOAT64), points(7).cast(DType.FLOAT32));
    }
}
