package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Output;

/**
 * Products of matrices in the last two axes. Asks no tensor for its shape, so that it may be used where a gradient is being
 * built.
 *
 * @param rank of the tensors that are transposed
 */
record Mat(Tf tf, int rank) {
    Output<?> times(Output<?> a, Output<?> b) {
        return product(a, false, b, false);
    }

    /** {@code aᵀ · b} */
    Output<?> transposedTimes(Output<?> a, Output<?> b) {
        return product(a, true, b, false);
    }

    /** {@code a · bᵀ} */
    Output<?> timesTransposed(Output<?> a, Output<?> b) {
        return product(a, false, b, true);
    }

    /** {@code aᵀ · bᵀ} */
    Output<?> bothTransposed(Output<?> a, Output<?> b) {
        return product(a, true, b, true);
    }

    private Output<?> product(Output<?> a, boolean transposeA, Output<?> b, boolean transposeB) {
        return tf.op("BatchMatMulV2")
                .input(a, b)
                .attr("adj_x", transposeA)
                .attr("adj_y", transposeB)
                .out();
    }

    Output<?> transpose(Output<?> a) {
        List<Integer> order = new ArrayList<>(Calc.allAxes(rank));
        Collections.swap(order, rank - 1, rank - 2);
        return tf.op("Transpose", a, tf.constant(order));
    }

    /** Half of what a matrix and its transpose make together. */
    Output<?> symmetric(Output<?> a) {
        Output<?> sum = tf.op("AddV2", a, transpose(a));
        return tf.op("Mul", sum, tf.scalarLike(0.5, sum));
    }

    /** The matrix with zeros above the diagonal. */
    Output<?> lower(Output<?> a) {
        return band(a, -1, 0);
    }

    /** The matrix with zeros on the diagonal and above it. */
    Output<?> below(Output<?> a) {
        return tf.op("Sub", a, band(a, 0, -1));
    }

    /** The matrix with zeros below the diagonal. */
    Output<?> upper(Output<?> a) {
        return band(a, 0, -1);
    }

    /** The matrix with zeros beside the diagonal. */
    Output<?> diagonal(Output<?> a) {
        return band(a, 0, 0);
    }

    private Output<?> band(Output<?> a, long lower, long upper) {
        return tf.op("MatrixBandPart", a, number(lower), number(upper));
    }

    private Output<?> number(long value) {
        return tf.constant(NdArray.of(new long[] {value}).reshape());
    }

    /** Vectors as the diagonals of matrices. */
    Output<?> ofDiagonal(Output<?> vectors) {
        return tf.op("MatrixDiag", vectors);
    }

    /** Matrices with ones on the diagonal, of the shape and type of another. */
    Output<?> identityLike(Output<?> a) {
        return tf.op("StopGradient", diagonal(tf.op("OnesLike", a)));
    }

    /** {@code a⁻¹ · b} for triangular a; {@code a⁻ᵀ · b} where transposed. */
    Output<?> solveTriangular(Output<?> a, Output<?> b, boolean lower, boolean transposed) {
        return tf.op("MatrixTriangularSolve")
                .input(a, b)
                .attr("lower", lower)
                .attr("adjoint", transposed)
                .out();
    }

    /** {@code b · a⁻ᵀ} for triangular a. */
    Output<?> behindInverseTransposed(Output<?> b, Output<?> a, boolean lower) {
        return transpose(solveTriangular(a, transpose(b), lower, false));
    }

    Output<?> add(Output<?> a, Output<?> b) {
        return tf.op("AddV2", a, b);
    }

    Output<?> sub(Output<?> a, Output<?> b) {
        return tf.op("Sub", a, b);
    }

    Output<?> neg(Output<?> a) {
        return tf.op("Neg", a);
    }

    Output<?> mul(Output<?> a, Output<?> b) {
        return tf.op("Mul", a, b);
    }

    Output<?> expand(Output<?> a, int axis) {
        return tf.op("ExpandDims", a, tf.constant(axis));
    }

    /** {@code 1 / (v_j - v_i)}, and 0 where the two are equal. */
    Output<?> inverseDifferences(Output<?> vectors) {
        Output<?> differences = sub(expand(vectors, -2), expand(vectors, -1));
        return tf.op("DivNoNan", tf.op("OnesLike", differences), differences);
    }

    static double precision(DType dtype) {
        return dtype == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    }
}
