package dev.lamina.tensorflow.emit;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;

/**
 * The projection of the plane that brings four points to four others, in closed form by way of the unit square: operations that have
 * gradients, as the solution of linear equations has not. Source: Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989.
 */
final class Homography {
    private final Tf tf;
    private final Calc calc;

    private Homography(Tf tf) {
        this.tf = tf;
        this.calc = Calc.of(tf);
    }

    static Homography of(Tf tf) {
        return new Homography(tf);
    }

    /**
     * The first eight elements of the matrix, by rows; the ninth is 1.
     *
     * @param from points (batch, 4, 2), no three of them on a line
     * @param to points (batch, 4, 2)
     * @return (batch, 8)
     */
    Output<?> between(Output<?> from, Output<?> to) {
        List<Output<?>> product = multiply(ofSquare(to), adjugate(ofSquare(from)));
        List<Output<?>> scaled = product.subList(0, 8).stream()
                .<Output<?>>map(element -> calc.div(element, product.get(8)))
                .toList();
        return tf.op("Pack").inList(scaled).attr("axis", 1).out();
    }

    /** Brings (0, 0), (1, 0), (0, 1) and (1, 1) to points; nine vectors (batch). */
    private List<Output<?>> ofSquare(Output<?> points) {
        List<Output<?>> c = tf.op("Unpack")
                .input(calc.reshape(points, -1, 8))
                .attr("num", 8)
                .attr("axis", 1)
                .outs();
        Output<?> sumX = alternating(c.get(0), c.get(2), c.get(4), c.get(6));
        Output<?> sumY = alternating(c.get(1), c.get(3), c.get(5), c.get(7));
        Output<?> x1 = calc.sub(c.get(2), c.get(6));
        Output<?> y1 = calc.sub(c.get(3), c.get(7));
        Output<?> x2 = calc.sub(c.get(4), c.get(6));
        Output<?> y2 = calc.sub(c.get(5), c.get(7));
        Output<?> area = cross(x1, y2, x2, y1);
        Output<?> g = calc.div(cross(sumX, y2, x2, sumY), area);
        Output<?> h = calc.div(cross(x1, sumY, sumX, y1), area);
        List<Output<?>> matrix = new ArrayList<>();
        for (int axis = 0; axis < 2; axis++) {
            Output<?> origin = c.get(axis);
            matrix.add(calc.add(calc.sub(c.get(2 + axis), origin), calc.mul(g, c.get(2 + axis))));
            matrix.add(calc.add(calc.sub(c.get(4 + axis), origin), calc.mul(h, c.get(4 + axis))));
            matrix.add(origin);
        }
        matrix.addAll(List.of(g, h, calc.add(calc.mul(g, 0), 1)));
        return matrix;
    }

    private Output<?> alternating(Output<?> a, Output<?> b, Output<?> c, Output<?> d) {
        return calc.add(calc.sub(calc.sub(a, b), c), d);
    }

    /** {@code a b - c d} */
    private Output<?> cross(Output<?> a, Output<?> b, Output<?> c, Output<?> d) {
        return calc.sub(calc.mul(a, b), calc.mul(c, d));
    }

    /** The inverse times the determinant. */
    private List<Output<?>> adjugate(List<Output<?>> m) {
        List<Output<?>> result = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                int r1 = (column + 1) % 3;
                int r2 = (column + 2) % 3;
                int c1 = (row + 1) % 3;
                int c2 = (row + 2) % 3;
                result.add(cross(m.get(3 * r1 + c1), m.get(3 * r2 + c2), m.get(3 * r1 + c2), m.get(3 * r2 + c1)));
            }
        }
        return result;
    }

    private List<Output<?>> multiply(List<Output<?>> a, List<Output<?>> b) {
        List<Output<?>> result = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                Output<?> sum = calc.mul(a.get(3 * row), b.get(column));
                for (int k = 1; k < 3; k++) {
                    sum = calc.add(sum, calc.mul(a.get(3 * row + k), b.get(3 * k + column)));
                }
                result.add(sum);
            }
        }
        return result;
    }
}
