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
        binary(table, Arithmetic.ADD, "AddV2");
        binary(table, Arithmetic.SUBTRACT, "Sub");
        binary(table, Arithmetic.MULTIPLY, "Mul");
        binary(table, Arithmetic.DIVIDE, "RealDiv");
        binary(table, Elementwise.MAXIMUM, "Maximum");
        binary(table, Elementwise.MINIMUM, "Minimum");
        unary(table, Arithmetic.NEGATIVE, "Neg");
        unary(table, Elementwise.ABSOLUTE, "Abs");
        unary(table, Elementwise.EXP, "Exp");
        unary(table, Elementwise.LOG, "Log");
        unary(table, Elementwise.SQRT, "Sqrt");
        unary(table, Elementwise.SQUARE, "Square");
        table.add(Core.CAST, e -> e.tf().cast(e.in(0), e.param(Core.DTYPE)));
        table.addStopping(Core.STOP_GRADIENT, e -> e.tf().op("StopGradient", e.in(0)));
        table.addStopping(
                Core.SHAPE,
                e -> e.tf().op("Shape")
                        .in(e.in(0))
                        .attr("out_type", DType.INT32)
                        .out());
        table.addStopping(Randomness.SEED, ElementwiseEmitters::seed);
    }

    private static void unary(Emitters table, OpType type, String tensorFlowType) {
        table.add(type, e -> e.tf().op(tensorFlowType, e.promoted(0)));
    }

    private static void binary(Emitters table, OpType type, String tensorFlowType) {
        table.add(type, e -> e.tf().op(tensorFlowType, e.promoted(0), e.promoted(1)));
    }

    private static Output<?> seed(Emission e) {
        Output<?> salt = e.tf().cast(e.tf().constant(e.param(Randomness.SALT)), DType.INT64);
        return e.tf().op("Pack").inList(List.of(salt, e.in(0))).out();
    }
}
