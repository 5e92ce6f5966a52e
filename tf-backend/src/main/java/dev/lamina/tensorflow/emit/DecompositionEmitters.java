package dev.lamina.tensorflow.emit;

import dev.lamina.Shape;
import dev.lamina.errors.LaminaException;
import dev.lamina.ops.Decompositions;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Output;

/** Emits decompositions of matrices, with the gradients that TensorFlow lacks. */
final class DecompositionEmitters {
    private DecompositionEmitters() {}

    static void addTo(Emitters table) {
        table.addWithGradient(Decompositions.QR, DecompositionEmitters::qr, DecompositionEmitters::qrGradient);
        table.addMultiple(Decompositions.SVD, DecompositionEmitters::svd);
        table.addWithGradient(
                Decompositions.EIGH,
                e -> e.tf().op("SelfAdjointEigV2").input(e.input(0)).outs(),
                DecompositionEmitters::eighGradient);
        table.addMultiple(Decompositions.LU_FACTOR, DecompositionEmitters::lu);
    }

    private static List<Output<?>> qr(Emission e) {
        return e.tf().op("Qr")
                .input(e.input(0))
                .attr("full_matrices", e.param(Decompositions.MODE) == Decompositions.Mode.COMPLETE)
                .outs();
    }

    /** Of a wide matrix the first columns are decomposed, and the rest is multiplied by Qᵀ. */
    private static List<Output<?>> qrGradient(Emission e, List<Output<?>> outputs, List<Output<?>> gradients) {
        Shape shape = e.inputShape(0);
        int rows = shape.size(-2);
        int columns = shape.last();
        boolean complete = e.param(Decompositions.MODE) == Decompositions.Mode.COMPLETE;
        if (rows == Shape.UNKNOWN || columns == Shape.UNKNOWN || (complete && rows > columns)) {
            throw new LaminaException("the gradient of " + e.op().type()
                    + (complete ? " with mode complete" : "") + " by matrices of shape " + shape
                    + " is not defined; try mode reduced, or matrices of a known size");
        }
        Mat mat = MatrixEmitters.mat(e);
        Output<?> q = outputs.get(0);
        Output<?> r = outputs.get(1);
        if (rows >= columns) {
            return List.of(tall(mat, q, r, gradients.get(0), gradients.get(1)));
        }
        Output<?> left = columns(mat, r, 0, rows);
        Output<?> byLeft = columns(mat, gradients.get(1), 0, rows);
        Output<?> byRight = columns(mat, gradients.get(1), rows, columns);
        Output<?> right = columns(mat, e.input(0), rows, columns);
        Output<?> byQ = mat.add(gradients.get(0), mat.timesTransposed(right, byRight));
        Output<?> first = tall(mat, q, left, byQ, byLeft);
        return List.of(mat.tf()
                .op("ConcatV2")
                .inList(List.of(first, mat.times(q, byRight)))
                .input(mat.tf().constant(mat.rank() - 1))
                .out());
    }

    private static Output<?> tall(Mat mat, Output<?> q, Output<?> r, Output<?> byQ, Output<?> byR) {
        Output<?> m = mat.sub(mat.timesTransposed(r, byR), mat.transposedTimes(byQ, q));
        Output<?> symmetric = mat.add(mat.lower(m), mat.transpose(mat.below(m)));
        Output<?> sum = mat.add(byQ, mat.times(q, symmetric));
        return mat.behindInverseTransposed(sum, r, false);
    }

    private static Output<?> columns(Mat mat, Output<?> x, int from, int to) {
        List<Integer> start = new java.util.ArrayList<>(java.util.Collections.nCopies(mat.rank(), 0));
        List<Integer> size = new java.util.ArrayList<>(java.util.Collections.nCopies(mat.rank(), -1));
        start.set(mat.rank() - 1, from);
        size.set(mat.rank() - 1, to - from);
        return mat.tf().op("Slice", x, mat.tf().constant(start), mat.tf().constant(size));
    }

    private static List<Output<?>> eighGradient(Emission e, List<Output<?>> outputs, List<Output<?>> gradients) {
        Mat mat = MatrixEmitters.mat(e);
        Output<?> vectors = outputs.get(1);
        Output<?> turned =
                mat.mul(mat.inverseDifferences(outputs.get(0)), mat.transposedTimes(vectors, gradients.get(1)));
        Output<?> middle = mat.add(mat.ofDiagonal(gradients.get(0)), turned);
        return List.of(mat.symmetric(mat.timesTransposed(mat.times(vectors, middle), vectors)));
    }

    /** Singular values, left and right vectors, without gradients. */
    static List<Output<?>> rawSvd(Tf tf, Output<?> x, boolean full) {
        return tf.op("Svd")
                .input(x)
                .attr("compute_uv", true)
                .attr("full_matrices", full)
                .outs();
    }

    static Output<?> rawValues(Tf tf, Output<?> x) {
        return tf.op("Svd").input(x).attr("compute_uv", false).outs().get(0);
    }

    static Output<?> singularValues(Tf outside, Output<?> x, int rank) {
        Output<?> values = rawValues(outside, x);
        return outside.withGradient(List.of(x), List.of(values), (tf, gradients) -> {
                    List<Output<?>> parts = rawSvd(tf, x, false);
                    return List.of(byValues(new Mat(tf, rank), parts.get(1), parts.get(2), gradients.get(0)));
                })
                .get(0);
    }

    private static Output<?> byValues(Mat mat, Output<?> u, Output<?> v, Output<?> gradient) {
        return mat.timesTransposed(mat.mul(u, mat.expand(gradient, -2)), v);
    }

    private static List<Output<?>> svd(Emission e) {
        Mat mat = MatrixEmitters.mat(e);
        Output<?> x = e.input(0);
        if (!e.param(Decompositions.COMPUTE_UV)) {
            return List.of(singularValues(e.tf(), x, mat.rank()));
        }
        boolean full = e.param(Decompositions.FULL_MATRICES);
        List<Output<?>> parts = rawSvd(e.tf(), x, full);
        Shape shape = e.inputShape(0);
        boolean thin = !full || (shape.last() == shape.size(-2) && shape.last() != Shape.UNKNOWN);
        List<Output<?>> safe = e.tf().withGradient(List.of(x), parts, (tf, gradients) -> {
            Mat inside = new Mat(tf, mat.rank());
            boolean onlyValues = isZero(gradients.get(1)) && isZero(gradients.get(2));
            if (!thin && !onlyValues) {
                throw new LaminaException("the gradient by the full matrices of " + e.op().type()
                        + " is not defined for matrices of shape " + shape + "; try fullMatrices = false");
            }
            if (onlyValues) {
                List<Output<?>> small = thin ? parts : rawSvd(tf, x, false);
                return List.of(byValues(inside, small.get(1), small.get(2), gradients.get(0)));
            }
            return List.of(svdGradient(inside, parts, gradients));
        });
        return List.of(safe.get(1), safe.get(0), mat.transpose(safe.get(2)));
    }

    /** Whether a gradient is the zeros that TensorFlow makes where nothing depends on an output. */
    private static boolean isZero(Output<?> gradient) {
        return Objects.requireNonNull(gradient.op()).type().equals("ZerosLike");
    }

    /** Source: Townsend, Differentiating the Singular Value Decomposition. */
    private static Output<?> svdGradient(Mat mat, List<Output<?>> parts, List<Output<?>> gradients) {
        Tf tf = mat.tf();
        Output<?> s = parts.get(0);
        Output<?> u = parts.get(1);
        Output<?> v = parts.get(2);
        Output<?> byU = gradients.get(1);
        Output<?> byV = gradients.get(2);
        Output<?> f = mat.inverseDifferences(tf.op("Square", s));
        Output<?> row = mat.expand(s, -2);
        Output<?> column = mat.expand(s, -1);
        Output<?> left = mat.mul(mat.mul(f, skew(mat, u, byU)), row);
        Output<?> right = mat.mul(column, mat.mul(f, skew(mat, v, byV)));
        Output<?> inner = mat.add(mat.add(left, right), mat.ofDiagonal(gradients.get(0)));
        Output<?> within = mat.timesTransposed(mat.times(u, inner), v);
        Output<?> inverse = tf.op("DivNoNan", tf.op("OnesLike", row), row);
        Output<?> outsideU = mat.mul(mat.sub(byU, mat.times(u, mat.transposedTimes(u, byU))), inverse);
        Output<?> outsideV = mat.mul(mat.sub(byV, mat.times(v, mat.transposedTimes(v, byV))), inverse);
        return mat.add(within, mat.add(mat.timesTransposed(outsideU, v), mat.timesTransposed(u, outsideV)));
    }

    private static Output<?> skew(Mat mat, Output<?> vectors, Output<?> gradient) {
        return mat.sub(mat.transposedTimes(vectors, gradient), mat.transposedTimes(gradient, vectors));
    }

    /** TensorFlow gives the row of the input that comes to each place; Keras the place that each row goes to. */
    private static List<Output<?>> lu(Emission e) {
        Mat mat = MatrixEmitters.mat(e);
        List<Output<?>> parts = e.tf().op("Lu").input(e.input(0)).outs();
        Output<?> both = parts.get(0);
        Output<?> order = e.tf().op("InvertPermutation", parts.get(1));
        Output<?> safe = e.tf().withGradient(List.of(e.input(0)), List.of(both), (tf, gradients) -> {
                    Mat inside = new Mat(tf, mat.rank());
                    Output<?> l = inside.add(inside.below(both), inside.identityLike(both));
                    Output<?> u = inside.upper(both);
                    Output<?> byL = inside.below(inside.transposedTimes(l, inside.below(gradients.get(0))));
                    Output<?> byU = inside.upper(inside.timesTransposed(inside.upper(gradients.get(0)), u));
                    Output<?> left = inside.solveTriangular(l, inside.add(byL, byU), true, true);
                    Output<?> ordered = inside.behindInverseTransposed(left, u, false);
                    return List.of(tf.op("GatherV2", ordered, order, tf.constant(0)));
                })
                .get(0);
        return List.of(safe, order);
    }
}
