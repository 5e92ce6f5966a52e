package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.between;
import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Decompositions;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Matrices;
import dev.lamina.ops.MatrixNorms;
import java.util.List;

/** Cases of decompositions, inverses, determinants, equations and norms. */
final class MatrixGradients {
    private static final NdArray SQUARE =
            NdArray.of(new double[] {1.3, 0.4, -0.6, 0.2, -1.7, 0.9, 0.8, -0.3, 2.1}, 3, 3);
    private static final NdArray MANY = NdArray.of(new double[] {1.3, 0.4, -0.6, 1.1, -1.7, 0.9, 0.8, 0.35}, 2, 2, 2);

    private MatrixGradients() {}

    static void addTo(GradientCases table) {
        for (NdArray x : List.of(SQUARE, MANY)) {
            table.add(Matrices.INV, Matrices::inv, x);
            table.add(Matrices.DET, Matrices::det, x);
            table.add(Matrices.SLOGDET, y -> Matrices.slogdet(y).log(), x);
            table.add(Matrices.LOGDET, y -> Matrices.logdet(positive(y)), x);
            table.add(Matrices.CHOLESKY, y -> Matrices.cholesky(positive(y)), x);
            table.add(Matrices.CHOLESKY_INVERSE, Matrices::choleskyInverse, x);
            table.add(Decompositions.EIGH, List.of(x), in -> {
                Decompositions.Eigh parts = Decompositions.eigh(positive(in.get(0)));
                return List.of(parts.values(), parts.vectors());
            });
        }
        table.add(
                Matrices.CHOLESKY,
                y -> Matrices.CHOLESKY.op(Matrices.UPPER, true).on(positive(y)),
                SQUARE);
        table.add(
                Matrices.CHOLESKY_INVERSE,
                y -> Matrices.CHOLESKY_INVERSE.op(Matrices.UPPER, true).on(y),
                SQUARE);
        table.add(Decompositions.LU_FACTOR, x -> Decompositions.luFactor(x).lu(), SQUARE);
        addFactors(table);
        addSolutions(table);
        addNorms(table);
    }

    /** {@code x · xᵀ}: symmetric and positive definite. */
    private static SymbolicTensor positive(SymbolicTensor x) {
        return Linear.matmul(x, Axes.swapaxes(x, -1, -2));
    }

    private static void addFactors(GradientCases table) {
        for (NdArray x : List.of(SQUARE, MANY, points(4, 2), points(2, 4), points(2, 3, 2))) {
            table.add(Decompositions.QR, List.of(x), in -> {
                Decompositions.Qr parts = Decompositions.qr(in.get(0));
                return List.of(parts.q(), parts.r());
            });
            table.add(Decompositions.SVD, List.of(x), in -> {
                Decompositions.Svd parts = Decompositions.svd(in.get(0), false);
                return List.of(parts.u(), parts.s(), parts.v());
            });
            table.add(Decompositions.SVD, y -> Decompositions.svd(y, true).s(), x);
            table.add(
                    Decompositions.SVD,
                    y -> Decompositions.SVD.op(Decompositions.COMPUTE_UV, false).on(y),
                    x);
            table.add(Matrices.PINV, Matrices::pinv, x);
        }
    }

    private static void addSolutions(GradientCases table) {
        table.add(Matrices.SOLVE, Matrices::solve, SQUARE, points(3));
        table.add(Matrices.SOLVE, Matrices::solve, MANY, points(2, 2, 3));
        for (boolean lower : List.of(true, false)) {
            table.add(Matrices.SOLVE_TRIANGULAR, (a, b) -> Matrices.solveTriangular(a, b, lower), SQUARE, points(3, 2));
            table.add(Matrices.SOLVE_TRIANGULAR, (a, b) -> Matrices.solveTriangular(a, b, lower), MANY, points(2, 2));
        }
        table.add(Matrices.LSTSQ, Matrices::lstsq, points(4, 2), points(4));
        table.add(Matrices.LSTSQ, Matrices::lstsq, points(2, 3), points(2, 2));
    }

    private static void addNorms(GradientCases table) {
        table.add(MatrixNorms.NORM, MatrixNorms::norm, points(2, 3));
        table.add(MatrixNorms.NORM, x -> MatrixNorms.norm(x, -1), points(2, 3));
        for (double order : List.of(1.0, 3.0, -1.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)) {
            table.add(
                    MatrixNorms.NORM, x -> MatrixNorms.norm(x, MatrixNorms.Order.of(order), 1), between(-1, 2.2, 2, 3));
        }
        for (double order : List.of(1.0, -1.0, 2.0, -2.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)) {
            table.add(MatrixNorms.NORM, x -> MatrixNorms.norm(x, MatrixNorms.Order.of(order), 2, 0), MANY);
        }
        table.add(MatrixNorms.NORM, x -> MatrixNorms.norm(x, MatrixNorms.Order.NUCLEAR, 0, 1), points(2, 3));
    }
}
