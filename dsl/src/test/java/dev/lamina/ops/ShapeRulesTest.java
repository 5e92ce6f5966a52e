package dev.lamina.ops;

import static dev.lamina.Lamina.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ShapeException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ShapeRulesTest {
    private final SymbolicTensor x = input("x", 4, 6);

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(message);
    }

    @Test
    void unknownSizesStayUnknown() {
        assertThat(Axes.ravel(x).shape()).isEqualTo(Shape.of(-1));
        assertThat(Rearranging.tile(x, 2, 1, 3).shape()).isEqualTo(Shape.of(-1, 4, 18));
        assertThat(Joining.split(x, 3, 0).get(0).shape()).isEqualTo(Shape.of(-1, 4, 6));
        assertThat(Linear.einsum("...i,ij->...j", x, input("k", 2).get(dev.lamina.Index.range(0, 6)))
                        .shape())
                .isEqualTo(Shape.of(-1, 4, 2));
    }

    @Test
    void integersBecomeFloatsWhereTheMathematicsNeedsThem() {
        SymbolicTensor i = input("i", DType.INT32, 2);
        assertThat(Elementwise.exp(i).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Elementwise.abs(i).dtype()).isEqualTo(DType.INT32);
        assertThat(Elementwise.subtract(1, i).dtype()).isEqualTo(DType.INT32);
        assertThat(Elementwise.divide(1, i).dtype()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void einsumNamesTheAxisThatDiffers() {
        refuses(() -> Linear.einsum("bij,bjk->bik", x, input("y", 5, 2)), """
                einsum cannot multiply its inputs
                  input 0   input "x"   (?, 4, 6)
                  input 1   input "y"   (?, 5, 2)
                  differs   axis "j" is 6 and 5""");
    }

    @Test
    void splitSaysWhatTheAxisHas() {
        refuses(() -> Joining.split(x, 5, -1), """
                split cannot split into 5 equal parts
                  input 0   input "x"   (?, 4, 6)
                  differs   the axis has 6""");
    }

    @Test
    void stackOffersConcatenate() {
        refuses(() -> Joining.stack(List.of(x, input("y", 4, 5)), 0), """
                stack cannot stack its inputs
                  input 0   input "x"   (?, 4, 6)
                  input 1   input "y"   (?, 4, 5)
                  differs   (?, 4, 5) is not (?, 4, 6)
                  try       tensors of one shape, or concatenate(...)""");
    }

    @Test
    void gluNeedsAnEvenAxis() {
        refuses(() -> Normalizing.glu(input("odd", 3), -1), """
                glu needs an even number of elements to halve
                  input 0   input "odd"   (?, 3)
                  differs   axis 1 has 3""");
    }

    @Test
    void activationsNeedFloats() {
        refuses(() -> Rectifiers.silu(input("i", DType.INT32, 2)), """
                silu needs a floating-point input
                  input 0   input "i"   (?, 2) int32
                  differs   the input is int32
                  try       cast(x, FLOAT32)""");
    }

    @Test
    void mirrorsNeedRoom() {
        refuses(() -> Pads.pad(x, List.of(List.of(0, 0), List.of(4, 0), List.of(0, 0)), Pads.Mode.REFLECT), """
                pad cannot mirror 4 elements of axis 1
                  input 0   input "x"   (?, 4, 6)
                  differs   the axis has 4
                  try       a width of at most 3""");
    }
}
