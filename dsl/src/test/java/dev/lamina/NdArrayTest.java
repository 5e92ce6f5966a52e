package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class NdArrayTest {
    @Test
    void holdsOneArrayOfEachType() {
        for (DType dtype : DType.values()) {
            NdArray zeros = NdArray.zeros(dtype, Shape.of(2, 3));
            assertThat(zeros.size()).isEqualTo(6);
            assertThat(zeros.dtype()).isEqualTo(dtype);
            assertThat(zeros).isEqualTo(NdArray.wrap(dtype, Shape.of(2, 3), zeros.storage()));
            if (dtype != DType.STRING) {
                assertThat(zeros.getDouble(5)).as(dtype.kerasName()).isZero();
            }
        }
    }

    @Test
    void castsBetweenAllNumericTypes() {
        NdArray numbers = NdArray.of(new double[] {0, 1, 2, 100}, 4);
        for (DType dtype : DType.values()) {
            if (dtype != DType.STRING && dtype != DType.BOOL) {
                NdArray there = numbers.cast(dtype);
                assertThat(there.dtype()).isEqualTo(dtype);
                assertThat(there.cast(DType.FLOAT64)).as(dtype.kerasName()).isEqualTo(numbers);
            }
        }
        assertThat(numbers.cast(DType.BOOL).ints()).containsExactly(0, 1, 1, 1);
    }

    @Test
    void roundsHalvesToEven() {
        // 1 + 2^-8 lies in the middle of two bfloat16 numbers, 1 + 2^-11 in the middle of two float16 numbers.
        NdArray middles = NdArray.of(new float[] {1 + 0x1p-8f, 1 + 3 * 0x1p-8f}, 2);
        assertThat(middles.cast(DType.BFLOAT16).floats()).containsExactly(1f, 1 + 0x1p-6f);
        NdArray halves = NdArray.of(new float[] {1 + 0x1p-11f, 1 + 3 * 0x1p-11f, 70_000f, 0x1p-24f}, 4);
        assertThat(halves.cast(DType.FLOAT16).floats())
                .containsExactly(1f, 1 + 0x1p-9f, Float.POSITIVE_INFINITY, 0x1p-24f);
    }

    @Test
    void readsUnsignedNumbersAsPositive() {
        assertThat(NdArray.of(new byte[] {-1}, 1).getDouble(0)).isEqualTo(255);
        assertThat(NdArray.wrap(DType.INT8, Shape.of(1), new byte[] {-1}).getDouble(0))
                .isEqualTo(-1);
        assertThat(NdArray.wrap(DType.UINT32, Shape.of(1), new int[] {-1}).getDouble(0))
                .isEqualTo(4294967295.0);
    }

    @Test
    void takesRowsAndReshapes() {
        NdArray numbers = NdArray.of(new int[] {1, 2, 3, 4, 5, 6}, 3, 2);
        assertThat(numbers.rows(1, 3)).isEqualTo(NdArray.of(new int[] {3, 4, 5, 6}, 2, 2));
        assertThat(numbers.reshape(2, 3).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(NdArray.of(new float[] {7}).scalar()).isEqualTo(7);
        assertThat(numbers).hasToString("int32(3, 2) [1, 2, 3, 4, 5, 6]");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> NdArray.of(new int[] {1, 2}, 3)).hasMessage("shape (3,) does not hold 2 elements");
        assertThatThrownBy(() -> NdArray.wrap(DType.INT64, Shape.of(1), new int[] {1}))
                .hasMessage("int64 is stored in long[], not in int[]");
        assertThatThrownBy(() -> NdArray.of(new int[] {1, 2}, 2).scalar())
                .hasMessage("expected one element; the array has shape (2,)");
    }
}
