package dev.lamina.tensorflow.data;

import java.util.Arrays;

/**
 * Draws one glyph after the other: a random style of its digit, every point a little off, the whole rotated, sheared,
 * scaled and moved, with a pen of random thickness. Only IEEE arithmetic, {@code Math.sqrt} (exact by specification)
 * and {@code StrictMath}: the same pixels everywhere.
 */
final class GlyphPen {
    static final int SIZE = 28;

    private static final int PIECES = 8;
    private static final double FAR = 1e9;

    /** Half the width, in pixels, of the rim where the ink fades: about that of MNIST. */
    private static final double RIM = 0.7;

    private final double[] squares = new double[SIZE * SIZE];

    /** Draws {@code digit} in grey, 0 background to 255 ink, to {@code image} from {@code start} on. */
    void draw(int digit, SplitMix random, byte[] image, int start) {
        Arrays.fill(squares, FAR);
        double[][][] styles = GlyphStrokes.styles(digit);
        double[][] style = styles[random.below(styles.length)];
        double[] affine = affine(random);
        double radius = random.between(0.6, 1.7);
        for (double[] stroke : style) {
            stroke(place(stroke, affine, random), radius + RIM);
        }
        for (int i = 0; i < squares.length; i++) {
            double ink = squares[i] == FAR ? 0 : (radius + RIM - Math.sqrt(squares[i])) / (2 * RIM);
            image[start + i] = (byte) (int) (255 * Math.max(0, Math.min(1, ink)) + 0.5);
        }
    }

    /** From the unit square to pixels: x' = a0 x + a1 y + a2, y' = a3 x + a4 y + a5. */
    private static double[] affine(SplitMix random) {
        double angle = random.between(-0.3, 0.3);
        double shear = random.between(-0.3, 0.15);
        double width = random.between(14, 22);
        double height = random.between(16.5, 20.5);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double[] a = {width * cos, height * (shear * cos - sin), 0, width * sin, height * (shear * sin + cos), 0};
        double centre = (SIZE - 1) / 2.0;
        a[2] = centre + random.between(-1.8, 1.8) - (a[0] + a[1]) / 2;
        a[5] = centre + random.between(-1.8, 1.8) - (a[3] + a[4]) / 2;
        return a;
    }

    private static double[] place(double[] points, double[] affine, SplitMix random) {
        double[] placed = new double[points.length];
        for (int i = 0; i < points.length; i += 2) {
            double x = points[i] + wobble(random);
            double y = points[i + 1] + wobble(random);
            placed[i] = affine[0] * x + affine[1] * y + affine[2];
            placed[i + 1] = affine[3] * x + affine[4] * y + affine[5];
        }
        return placed;
    }

    /** The sum of two uniform numbers: mostly small. */
    private static double wobble(SplitMix random) {
        return random.between(-0.04, 0.04) + random.between(-0.04, 0.04);
    }

    /** Draws cubic Bézier curves as straight pieces. */
    private void stroke(double[] p, double reach) {
        double x = p[0];
        double y = p[1];
        for (int i = 0; i + 7 < p.length; i += 6) {
            for (int piece = 1; piece <= PIECES; piece++) {
                double t = piece / (double) PIECES;
                double s = 1 - t;
                double b0 = s * s * s;
                double b1 = 3 * s * s * t;
                double b2 = 3 * s * t * t;
                double b3 = t * t * t;
                double toX = b0 * p[i] + b1 * p[i + 2] + b2 * p[i + 4] + b3 * p[i + 6];
                double toY = b0 * p[i + 1] + b1 * p[i + 3] + b2 * p[i + 5] + b3 * p[i + 7];
                line(x, y, toX, toY, reach);
                x = toX;
                y = toY;
            }
        }
    }

    /** Lowers each pixel's squared distance from the ink, in the box that a straight piece can reach. */
    private void line(double x, double y, double toX, double toY, double reach) {
        double dx = toX - x;
        double dy = toY - y;
        double square = Math.max(dx * dx + dy * dy, 1e-12);
        int left = (int) Math.max(0, Math.ceil(Math.min(x, toX) - reach));
        int right = (int) Math.min(SIZE - 1, Math.floor(Math.max(x, toX) + reach));
        int top = (int) Math.max(0, Math.ceil(Math.min(y, toY) - reach));
        int bottom = (int) Math.min(SIZE - 1, Math.floor(Math.max(y, toY) + reach));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double along = ((column - x) * dx + (row - y) * dy) / square;
                double clipped = Math.max(0, Math.min(1, along));
                double offX = column - x - clipped * dx;
                double offY = row - y - clipped * dy;
                double distance = offX * offX + offY * offY;
                if (distance < squares[row * SIZE + column]) {
                    squares[row * SIZE + column] = distance;
                }
            }
        }
    }
}
