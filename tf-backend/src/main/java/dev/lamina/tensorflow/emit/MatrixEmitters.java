package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.ops.Matrices;
import dev.lamina.ops.MatrixNorms;
import dev.lamina.ops.Reductions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** Emits inverses, determinants, solutions of linear equations and norms, with the gradients that TensorFlow lacks. */
final class MatrixEmitters {
    private MatrixEmitters() {}

    static void addTo(Emitters table) {
        table.add(Matrices.CHOLESKY, MatrixEmitters::cholesky);
        table.add(Matrices.CHOLESKY_INVERSE, MatrixEmitters::choleskyInverse);
        table.addWithGradient(
                Matrices.INV, e -> List.of(e.tf().op("MatrixInverse", e.input(0))), MatrixEmitters::inverseGradient);
        table.addWithGradient(
                Matrices.DET,
                e -> List.of(e.tf().op("MatrixDeterminant", e.input(0))),
                (e, outputs, gradients) ->
                        List.of(inverseTransposed(e, e.tf().op("Mul", gradients.get(0), outputs.get(0)))));
        table.addWithGradient(
                Matrices.LOGDET,
                e -> List.of(logDeterminant(e)),
                (e, outputs, gradients) -> List.of(inverseTransposed(e, gradients.get(0))));
        table.addWithGradient(
                Matrices.SLOGDET,
                e -> e.tf().op("LogMatrixDeterminant").input(e.input(0)).outs(),
                (e, outputs, gradients) -> List.of(inverseTransposed(e, gradients.get(1))));
        table.add(Matrices.SOLVE, e -> solved(e, null));
        table.add(Matrices.SOLVE_TRIANGULAR, e -> solved(e, e.param(Matrices.LOWER)));
        table.add(Matrices.PINV, e -> pseudoInverse(e, rcond(e, 10)));
        table.add(Matrices.LSTSQ, MatrixEmitters::leastSquares);
        table.addStopping(Matrices.MATRIX_RANK, MatrixEmitters::rank);
        table.add(MatrixNorms.NORM, MatrixEmitters::norm);
    }

    static Mat mat(Emission e) {
        return new Mat(e.tf(), e.inputShape(0).rank());
    }

    private static Output<?> cholesky(Emission e) {
        Mat mat = mat(e);
        Output<?> factor = e.tf().op("Cholesky", e.input(0));
        Output<?> lower = e.tf().withGradient(List.of(e.input(0)), List.of(factor), (tf, gradients) -> {
                    Mat inside = new Mat(tf, mat.rank());
                    Output<?> product = inside.lower(inside.transposedTimes(factor, gradients.get(0)));
                    Output<?> half = tf.op("Mul", inside.diagonal(product), tf.scalarLike(0.5, product));
                    Output<?> left = inside.solveTriangular(factor, inside.sub(product, half), true, true);
                    Output<?> both =
                            inside.transpose(inside.solveTriangular(factor, inside.transpose(left), true, true));
                    return List.of(inside.symmetric(both));
                })
                .get(0);
        return e.param(Matrices.UPPER) ? mat.transpose(lower) : lower;
    }

    private static Output<?> choleskyInverse(Emission e) {
        Mat mat = mat(e);
        boolean upper = e.param(Matrices.UPPER);
        Output<?> inverse = triangular(e.tf(), mat.rank(), e.input(0), mat.identityLike(e.input(0)), !upper);
        return upper ? mat.timesTransposed(inverse, inverse) : mat.transposedTimes(inverse, inverse);
    }

    private static List<Output<?>> inverseGradient(Emission e, List<Output<?>> outputs, List<Output<?>> gradients) {
        Mat mat = mat(e);
        Output<?> inverse = outputs.get(0);
        return List.of(mat.neg(mat.timesTransposed(mat.transposedTimes(inverse, gradients.get(0)), inverse)));
    }

    /** {@code factor · x⁻ᵀ} with a factor for each matrix. */
    private static Output<?> inverseTransposed(Emission e, Output<?> factor) {
        Mat mat = mat(e);
        Output<?> inverse = e.tf().op("MatrixInverse")
                .input(e.input(0))
                .attr("adjoint", true)
                .out();
        return mat.mul(mat.expand(mat.expand(factor, -1), -1), inverse);
    }

    private static Output<?> logDeterminant(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> diagonal = e.tf().op("MatrixDiagPart", e.tf().op("Cholesky", e.input(0)));
        return calc.mul(calc.reduce("Sum", e.tf().op("Log", diagonal), List.of(-1), false), 2);
    }

    /** Solutions; by a triangular matrix where {@code lower} is not null. */
    private static Output<?> solved(Emission e, @Nullable Boolean lower) {
        Calc calc = Calc.of(e);
        int rank = e.inputShape(0).rank();
        boolean vector = e.inputShape(1).rank() < rank;
        Output<?> b = vector ? calc.expand(e.input(1), -1) : e.input(1);
        Output<?> x =
                lower == null ? general(e.tf(), rank, e.input(0), b) : triangular(e.tf(), rank, e.input(0), b, lower);
        return vector ? ReductionEmitters.squeezed(e, x, List.of(-1)) : x;
    }

    private static Output<?> general(Tf outside, int rank, Output<?> a, Output<?> b) {
        Output<?> x = outside.op("MatrixSolve", a, b);
        return outside.withGradient(List.of(a, b), List.of(x), (tf, gradients) -> {
                    Output<?> byB = tf.op("MatrixSolve")
                            .input(a, gradients.get(0))
                            .attr("adjoint", true)
                            .out();
                    Mat mat = new Mat(tf, rank);
                    return List.of(mat.neg(mat.timesTransposed(byB, x)), byB);
                })
                .get(0);
    }

    private static Output<?> triangular(Tf outside, int rank, Output<?> a, Output<?> b, boolean lower) {
        Output<?> x = new Mat(outside, rank).solveTriangular(a, b, lower, false);
        return outside.withGradient(List.of(a, b), List.of(x), (tf, gradients) -> {
                    Mat mat = new Mat(tf, rank);
                    Output<?> byB = mat.solveTriangular(a, gradients.get(0), lower, true);
                    Output<?> byA = mat.neg(mat.timesTransposed(byB, x));
                    return List.of(lower ? mat.lower(byA) : mat.upper(byA), byB);
                })
                .get(0);
    }

    /** Which part of the largest singular value counts as 0. */
    private static Output<?> rcond(Emission e, double factor) {
        Calc calc = Calc.of(e);
        DType dtype = e.inputSpec(0).dtype();
        Double given = e.param(Matrices.RCOND);
        if (given != null) {
            return e.tf().scalarLike(given, e.input(0));
        }
        Output<?> side = e.tf().op("Maximum", calc.size(e.input(0), -2), calc.size(e.input(0), -1));
        return calc.mul(e.tf().cast(side, dtype), factor * Mat.precision(dtype));
    }

    private static Output<?> pseudoInverse(Emission e, Output<?> rcond) {
        Mat mat = mat(e);
        Calc calc = Calc.of(e);
        Output<?> x = e.input(0);
        List<Output<?>> parts = DecompositionEmitters.rawSvd(e.tf(), x, false);
        Output<?> values = parts.get(0);
        Output<?> least = calc.mul(calc.reduce("Max", values, List.of(-1), true), rcond);
        Output<?> counts = e.tf().op("Greater", values, least);
        Output<?> inverses = calc.where(counts, e.tf().op("Reciprocal", values), calc.zeros(values));
        Output<?> inverse = mat.timesTransposed(mat.mul(parts.get(2), mat.expand(inverses, -2)), parts.get(1));
        return e.tf().withGradient(List.of(x), List.of(inverse), (tf, gradients) -> {
                    Mat inside = new Mat(tf, mat.rank());
                    Output<?> g = gradients.get(0);
                    Output<?> p = inverse;
                    Output<?> first = inside.timesTransposed(inside.transposedTimes(p, g), p);
                    Output<?> rows = inside.timesTransposed(inside.transposedTimes(g, p), p);
                    Output<?> outside = inside.sub(rows, inside.times(x, inside.times(p, rows)));
                    Output<?> columns = inside.timesTransposed(inside.transposedTimes(p, p), g);
                    Output<?> beside = inside.sub(columns, inside.times(inside.times(columns, p), x));
                    return List.of(inside.sub(inside.add(outside, beside), first));
                })
                .get(0);
    }

    private static Output<?> leastSquares(Emission e) {
        Calc calc = Calc.of(e);
        boolean vector = e.inputShape(1).rank() == 1;
        Output<?> b = vector ? calc.expand(e.input(1), -1) : e.input(1);
        Output<?> x = mat(e).times(pseudoInverse(e, rcond(e, 1)), b);
        return vector ? ReductionEmitters.squeezed(e, x, List.of(-1)) : x;
    }

    private static Output<?> rank(Emission e) {
        Calc calc = Calc.of(e);
        DType dtype = e.inputSpec(0).dtype();
        Output<?> values = DecompositionEmitters.rawValues(e.tf(), e.input(0));
        Double given = e.param(Matrices.TOL);
        Output<?> side = e.tf().op("Maximum", calc.size(e.input(0), -2), calc.size(e.input(0), -1));
        Output<?> relative = calc.mul(e.tf().cast(side, dtype), Mat.precision(dtype));
        Output<?> least = given == null
                ? calc.mul(calc.reduce("Max", values, List.of(-1), true), relative)
                : calc.num(given, values);
        Output<?> counted = e.tf().cast(e.tf().op("Greater", values, least), DType.INT32);
        return calc.reduce("Sum", counted, List.of(-1), false);
    }

    private static Output<?> norm(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.promoted(0);
        List<Integer> axes = MatrixNorms.axes(e.op(), e.inputShape(0));
        boolean keeps = e.param(Reductions.KEEPDIMS);
        MatrixNorms.Order order = e.param(MatrixNorms.ORD);
        if (order == null
                || (axes.size() == 1 ? order.isNumber(2) : order.name().equals("fro"))) {
            return e.tf().op("Sqrt", calc.reduce("Sum", e.tf().op("Square", x), axes, keeps));
        }
        return axes.size() == 1 ? vectorNorm(e, x, order.number(), axes, keeps) : matrixNorm(e, x, order, axes, keeps);
    }

    private static Output<?> vectorNorm(Emission e, Output<?> x, double order, List<Integer> axes, boolean keeps) {
        Calc calc = Calc.of(e);
        Output<?> sizes = e.tf().op("Abs", x);
        if (Double.isInfinite(order)) {
            return calc.reduce(order > 0 ? "Max" : "Min", sizes, axes, keeps);
        }
        if (order == 0) {
            Output<?> counted =
                    e.tf().cast(calc.greater(sizes, 0), e.outputSpec().dtype());
            return calc.stop(calc.reduce("Sum", counted, axes, keeps));
        }
        Output<?> sum = calc.reduce("Sum", e.tf().op("Pow", sizes, calc.num(order, sizes)), axes, keeps);
        return e.tf().op("Pow", sum, calc.num(1 / order, sum));
    }

    private static Output<?> matrixNorm(
            Emission e, Output<?> x, MatrixNorms.Order order, List<Integer> axes, boolean keeps) {
        Calc calc = Calc.of(e);
        boolean spectral = order.name().equals("nuc") || Math.abs(order.number()) == 2;
        if (!spectral) {
            int summed = Double.isInfinite(order.number()) ? axes.get(1) : axes.get(0);
            int chosen = summed == axes.get(0) ? axes.get(1) : axes.get(0);
            Output<?> sums = calc.reduce("Sum", e.tf().op("Abs", x), List.of(summed), true);
            Output<?> found = calc.reduce(order.number() > 0 ? "Max" : "Min", sums, List.of(chosen), true);
            return keeps ? found : ReductionEmitters.squeezed(e, found, axes);
        }
        List<Integer> order2 = new ArrayList<>(Calc.allAxes(calc.rank(x)));
        order2.removeAll(axes);
        order2.addAll(axes);
        Output<?> values = DecompositionEmitters.singularValues(e.tf(), calc.transpose(x, order2), calc.rank(x));
        String reduction = order.name().equals("nuc") ? "Sum" : order.number() > 0 ? "Max" : "Min";
        Output<?> found = calc.reduce(reduction, values, List.of(-1), false);
        if (keeps) {
            for (int axis : axes.stream().sorted().toList()) {
                found = calc.expand(found, axis);
            }
        }
        return found;
    }
}
