package dev.lamina.tensorflow.emit;

import dev.lamina.NdArray;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The table of cases, filled family by family. {@link GradientTest} proves that no differentiable op is without one. */
final class GradientCases {
    private final List<GradientCase> cases = new ArrayList<>();

    static List<GradientCase> all() {
        GradientCases table = new GradientCases();
        ElementwiseGradients.addTo(table);
        ReductionGradients.addTo(table);
        ShapeGradients.addTo(table);
        NnGradients.addTo(table);
        ConvolutionGradients.addTo(table);
        PoolingGradients.addTo(table);
        ImageGradients.addTo(table);
        LoopGradients.addTo(table);
        NetworkGradients.addTo(table);
        MatrixGradients.addTo(table);
        SignalGradients.addTo(table);
        PatchGradients.addTo(table);
        return List.copyOf(table.cases);
    }

    /** An op of one tensor. */
    GradientCases add(OpType type, UnaryOperator<SymbolicTensor> formula, NdArray x) {
        return add(type, List.of(x), in -> List.of(formula.apply(in.get(0))));
    }

    /** An op of two tensors. */
    GradientCases add(OpType type, BinaryOperator<SymbolicTensor> formula, NdArray x, NdArray y) {
        return add(type, List.of(x, y), in -> List.of(formula.apply(in.get(0), in.get(1))));
    }

    /** An op of any tensors, with any outputs. */
    GradientCases add(OpType type, List<NdArray> inputs, Function<List<SymbolicTensor>, List<SymbolicTensor>> formula) {
        long before = cases.stream().filter(known -> known.type() == type).count();
        return add(new GradientCase(type, "case " + before + " on " + shapes(inputs), inputs, formula));
    }

    GradientCases add(GradientCase more) {
        cases.add(more);
        return this;
    }

    private static String shapes(List<NdArray> inputs) {
        return String.join(
                ", ", inputs.stream().map(input -> input.shape().toString()).toList());
    }
}
