package dev.lamina.samples;

import dev.lamina.NdArray;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Arithmetic on pixels. */
final class Pictures {
    private Pictures() {}

    /** All numbers moved by a constant. */
    static NdArray shifted(NdArray pixels, float by) {
        float[] values = pixels.floats();
        float[] moved = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            moved[i] = values[i] + by;
        }
        return NdArray.of(moved, pixels.shape().sizes());
    }

    /** Arrays of the same shape but for their rows, one below the other. */
    static NdArray joined(NdArray... parts) {
        int rows = 0;
        FloatBuffer all = FloatBuffer.allocate(
                Arrays.stream(parts).mapToInt(NdArray::size).sum());
        for (NdArray part : parts) {
            rows += part.shape().size(0);
            all.put(part.floats());
        }
        int[] sizes = parts[0].shape().sizes();
        sizes[0] = rows;
        return NdArray.of(all.array(), sizes);
    }
}
