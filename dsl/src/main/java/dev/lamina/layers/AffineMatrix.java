package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.FillMode;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import dev.lamina.ops.Trigonometry;
import dev.lamina.ops.Warps;
import java.util.List;

/** Transforms (batch, 8) of images, from columns (batch, 1): where in the old image each place of the new one is. */
final class AffineMatrix {
    private AffineMatrix() {}

    private static SymbolicTensor of(
            SymbolicTensor a0,
            SymbolicTensor a1,
            SymbolicTensor a2,
            SymbolicTensor b0,
            SymbolicTensor b1,
            SymbolicTensor b2) {
        SymbolicTensor zero = Selection.zerosLike(a0);
        return Shapes.concatenate(List.of(a0, a1, a2, b0, b1, b2, zero, zero), 1);
    }

    /** By an angle in radians, around the middle. */
    static SymbolicTensor rotation(SymbolicTensor angle, ImageSides sides) {
        SymbolicTensor x = sides.side(1).minus(1).times(0.5);
        SymbolicTensor y = sides.side(0).minus(1).times(0.5);
        SymbolicTensor cos = Trigonometry.cos(angle);
        SymbolicTensor sin = Trigonometry.sin(angle);
        SymbolicTensor a2 = x.minus(x.times(cos)).plus(y.times(sin));
        SymbolicTensor b2 = y.minus(x.times(sin)).minus(y.times(cos));
        return of(cos, sin.unaryMinus(), a2, sin, cos, b2);
    }

    static SymbolicTensor translation(SymbolicTensor right, SymbolicTensor down) {
        SymbolicTensor one = Selection.onesLike(right);
        SymbolicTensor zero = Selection.zerosLike(right);
        return of(one, zero, right.unaryMinus(), zero, one, down.unaryMinus());
    }

    /** Around the middle; factors above 1 show more. */
    static SymbolicTensor zoom(SymbolicTensor width, SymbolicTensor height, ImageSides sides) {
        SymbolicTensor zero = Selection.zerosLike(width);
        SymbolicTensor x =
                sides.side(1).minus(1).div(2).times(width.unaryMinus().plus(1));
        SymbolicTensor y =
                sides.side(0).minus(1).div(2).times(height.unaryMinus().plus(1));
        return of(width, zero, x, zero, height, y);
    }

    static SymbolicTensor shear(SymbolicTensor x, SymbolicTensor y) {
        SymbolicTensor one = Selection.onesLike(x);
        SymbolicTensor zero = Selection.zerosLike(x);
        return of(one, x, zero, y, one, zero);
    }

    static SymbolicTensor applied(
            SymbolicTensor images,
            SymbolicTensor matrix,
            DataFormat dataFormat,
            Interpolation interpolation,
            FillMode fillMode,
            double fillValue) {
        return Warps.affineTransform(
                images,
                matrix,
                Config.empty()
                        .set(Warps.INTERPOLATION, interpolation)
                        .set(Warps.FILL_MODE, fillMode)
                        .set(Warps.FILL_VALUE, fillValue)
                        .set(Nn.DATA_FORMAT, dataFormat));
    }
}
