package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Logic;

/**
 * A rectangle in each image.
 *
 * @param inside where the rectangle is: truth values of size 1 on the channels' axis
 * @param part how much of the image it is, (batch, 1, 1, 1)
 */
record ImageBox(SymbolicTensor inside, SymbolicTensor part) {
    private record Span(SymbolicTensor inside, SymbolicTensor length) {}

    /**
     * A rectangle somewhere in each image.
     *
     * @param width its width as a part of the image's, (batch, 1, 1, 1)
     * @param height its height as a part of the image's
     */
    static ImageBox drawn(ImageSides sides, Draws draws, SymbolicTensor width, SymbolicTensor height) {
        Span x = span(sides, draws, width, 1);
        Span y = span(sides, draws, height, 0);
        SymbolicTensor area = x.length.times(y.length);
        return new ImageBox(
                Logic.logicalAnd(x.inside, y.inside), area.div(sides.side(0).times(sides.side(1))));
    }

    private static Span span(ImageSides sides, Draws draws, SymbolicTensor part, int side) {
        SymbolicTensor length = part.times(sides.side(side));
        SymbolicTensor start =
                draws.each(sides.images(), 0, 1).times(length.unaryMinus().plus(sides.side(side)));
        SymbolicTensor position = sides.positions(side);
        return new Span(
                Logic.logicalAnd(
                        Comparisons.greaterEqual(position, start), Comparisons.less(position, start.plus(length))),
                length);
    }
}
