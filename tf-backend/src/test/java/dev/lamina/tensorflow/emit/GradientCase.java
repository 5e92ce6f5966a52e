package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A call of an op whose gradients are compared with central differences.
 *
 * @param what tells the case apart from others of the op
 * @param type the op; the formula must call it
 * @param inputs what goes in; the gradient by each of the floating-point ones is checked
 * @param formula the call, from tensors of the types and shapes of the inputs
 */
record GradientCase(
        OpType type, String what, List<NdArray> inputs, Function<List<SymbolicTensor>, List<SymbolicTensor>> formula) {

    /** Points between -2 and 2, none near 0 or near another one, so that kinks and ties are far. */
    static NdArray points(int... shape) {
        return between(-2, 2, shape);
    }

    /** Points that are evenly spread, in a random order that is the same each time; none lies on a third of the range. */
    static NdArray between(double low, double high, int... shape) {
        int size = Math.toIntExact(Shape.of(shape).elements());
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(low + (high - low) * (i + 0.37) / size);
        }
        java.util.Collections.shuffle(values, new Random(size));
        return NdArray.of(values.stream().mapToDouble(Double::doubleValue).toArray(), shape);
    }

    /** Integers, for inputs that have no gradient. */
    static NdArray integers(List<Integer> values, int... shape) {
        return NdArray.of(values.stream().mapToInt(Integer::intValue).toArray(), shape);
    }

    /** The case in float32, for ops that have no kernel in float64. */
    GradientCase inFloat32() {
        return new GradientCase(
                type,
                what,
                inputs.stream()
                        .map(input -> input.dtype() == DType.FLOAT64 ? input.cast(DType.FLOAT32) : input)
                        .toList(),
                formula);
    }

    @Override
    public String toString() {
        return type + " " + what;
    }
}
