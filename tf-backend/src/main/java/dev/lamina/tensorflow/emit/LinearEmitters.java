package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.TensorSpec;
import dev.lamina.errors.LaminaException;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Subscripts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/** Emits products of vectors and matrices. */
final class LinearEmitters {
    private LinearEmitters() {}

    static void addTo(Emitters table) {
        table.add(Linear.MATMUL, LinearEmitters::matmul);
        for (OpType type : List.of(Linear.DOT, Linear.INNER, Linear.TENSORDOT, Linear.EINSUM)) {
            table.add(type, LinearEmitters::einsum);
        }
        table.add(
                Linear.OUTER,
                e -> Calc.of(e)
                        .mul(
                                Calc.of(e).reshape(e.promoted(0), -1, 1),
                                Calc.of(e).reshape(e.promoted(1), 1, -1)));
        table.add(
                Linear.VDOT,
                e -> Calc.of(e)
                        .reduce(
                                "Sum",
                                Calc.of(e)
                                        .mul(
                                                Calc.of(e).flat(e.promoted(0)),
                                                Calc.of(e).flat(e.promoted(1))),
                                List.of(0),
                                false));
        table.add(Linear.KRON, LinearEmitters::kron);
        table.add(Linear.CROSS, LinearEmitters::cross);
        table.add(Linear.CDIST, LinearEmitters::distances);
    }

    /** The type that TensorFlow multiplies matrices in: it has no kernels for truth values and small integers. */
    private static Output<?> factor(Emission e, int index) {
        DType dtype = e.outputSpec().dtype();
        boolean small = !dtype.isFloating() && dtype != DType.INT64;
        return e.tf().cast(e.input(index), small ? DType.INT32 : dtype);
    }

    /** Rows of any number of axes times one matrix: as one product, since the gradient of a batch of them is a batch of matrices. */
    private static Output<?> rowsTimesMatrix(Emission e, Output<?> a, Output<?> b) {
        Calc calc = Calc.of(e);
        int rank = e.inputShape(0).rank();
        List<Output<?>> sizes = calc.sizes(a);
        Output<?> rows = calc.reshape(a, List.of(e.tf().constant(-1), sizes.get(rank - 1)));
        sizes.set(rank - 1, calc.size(b, 1));
        return calc.reshape(e.tf().op("MatMul", rows, b), sizes);
    }

    /**
     * Two matrices by MatMul, as are rows times a matrix; a vector gets an axis first, and more axes go by BatchMatMulV2.
     */
    private static Output<?> matmul(Emission e) {
        Output<?> a = factor(e, 0);
        Output<?> b = factor(e, 1);
        int left = e.inputShape(0).rank();
        int right = e.inputShape(1).rank();
        if (left == 2 && right == 2) {
            return e.tf().cast(e.tf().op("MatMul", a, b), e.outputSpec().dtype());
        }
        if (left > 2 && right == 2) {
            return e.tf().cast(rowsTimesMatrix(e, a, b), e.outputSpec().dtype());
        }
        a = left == 1 ? Calc.of(e).expand(a, 0) : a;
        b = right == 1 ? Calc.of(e).expand(b, -1) : b;
        // The gradient of this operation has no kernel for float16.
        DType wide = e.outputSpec().dtype() == DType.FLOAT16 ? DType.FLOAT32 : DTypes.of(a.dataType());
        Output<?> product = e.tf().op("BatchMatMulV2", e.tf().cast(a, wide), e.tf().cast(b, wide));
        if (left == 1 || right == 1) {
            List<Integer> gone = left == 1 && right == 1 ? List.of(-1, -2) : List.of(left == 1 ? -2 : -1);
            product = ReductionEmitters.squeezed(e, product, gone);
        }
        return e.tf().cast(product, e.outputSpec().dtype());
    }

    private static Output<?> einsum(Emission e) {
        List<TensorSpec> specs =
                IntStream.range(0, e.inputs().size()).mapToObj(e::inputSpec).toList();
        List<Output<?>> factors = IntStream.range(0, e.inputs().size())
                .<Output<?>>mapToObj(i -> factor(e, i))
                .toList();
        Subscripts subscripts = Subscripts.of(e.op(), specs);
        Output<?> product =
                factors.size() <= 2 ? einsum(e, factors, subscripts.toString()) : chained(e, factors, subscripts);
        return e.tf().cast(product, e.outputSpec().dtype());
    }

    private static Output<?> einsum(Emission e, List<Output<?>> factors, String equation) {
        return e.tf().op("Einsum").inList(factors).attr("equation", equation).out();
    }

    /** TensorFlow's kernel takes two: the first two first, keeping all letters that are still needed. */
    private static Output<?> chained(Emission e, List<Output<?>> factors, Subscripts subscripts) {
        List<Output<?>> rest = new ArrayList<>(factors);
        List<String> letters = new ArrayList<>(subscripts.inputs());
        if (String.join("", letters).contains(".")) {
            throw new LaminaException("einsum cannot broadcast with ... over more than two inputs; try two calls");
        }
        while (rest.size() > 2) {
            String needed = String.join("", letters.subList(2, letters.size())) + subscripts.result();
            String kept = (letters.get(0) + letters.get(1))
                    .chars()
                    .distinct()
                    .filter(letter -> needed.indexOf(letter) >= 0)
                    .mapToObj(Character::toString)
                    .collect(java.util.stream.Collectors.joining());
            Output<?> product = einsum(e, rest.subList(0, 2), letters.get(0) + "," + letters.get(1) + "->" + kept);
            rest.set(1, product);
            letters.set(1, kept);
            rest.remove(0);
            letters.remove(0);
        }
        return einsum(e, rest, letters.get(0) + "," + letters.get(1) + "->" + subscripts.result());
    }

    /** Axes of both in turn, then joined in pairs. */
    private static Output<?> kron(Emission e) {
        Calc calc = Calc.of(e);
        int rank = e.outputSpec().shape().rank();
        Output<?> a = e.promoted(0);
        Output<?> b = e.promoted(1);
        while (calc.rank(a) < rank) {
            a = calc.expand(a, 0);
        }
        while (calc.rank(b) < rank) {
            b = calc.expand(b, 0);
        }
        List<Output<?>> sizes = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            sizes.add(e.tf().op("Mul", calc.size(a, i), calc.size(b, i)));
        }
        for (int i = 0; i < rank; i++) {
            a = calc.expand(a, 2 * i + 1);
            b = calc.expand(b, 2 * i);
        }
        return calc.reshape(calc.mul(a, b), sizes);
    }

    private static Output<?> cross(Emission e) {
        Calc calc = Calc.of(e);
        if (!Linear.isLast(e.op(), e.outputSpec().shape().rank())) {
            throw new LaminaException("cross products work on the last axis here; try moveaxis before and behind");
        }
        Output<?> a = e.promoted(0);
        Output<?> b = e.promoted(1);
        Output<?> next = e.tf().constant(List.of(1, 2, 0));
        Output<?> previous = e.tf().constant(List.of(2, 0, 1));
        int lastA = calc.rank(a) - 1;
        int lastB = calc.rank(b) - 1;
        return calc.sub(
                calc.mul(calc.gather(a, next, lastA), calc.gather(b, previous, lastB)),
                calc.mul(calc.gather(a, previous, lastA), calc.gather(b, next, lastB)));
    }

    private static Output<?> distances(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> a = calc.expand(e.promoted(0), -2);
        Output<?> b = calc.expand(e.promoted(1), -3);
        Output<?> squares = calc.reduce("Sum", e.tf().op("SquaredDifference", a, b), List.of(-1), false);
        Output<?> apart = calc.greater(squares, 0);
        Output<?> safe = calc.where(apart, squares, calc.num(1, squares));
        return calc.where(apart, e.tf().op("Sqrt", safe), calc.zeros(squares));
    }
}
