package dev.lamina.tensorflow.files;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A weight and what is trained in its place. As in Keras, files hold the sum. Where that is read, nothing is added to it: b becomes
 * zero. Keras makes a zero too, and then neither is trained on, as each has the other in its gradient; here a stays.
 *
 * @param weight the large one
 */
record LowRankWeights(Weight weight, Weight a, Weight b, double scale) {
    /** Those among the weights of one object. */
    static List<LowRankWeights> among(List<Weight> weights) {
        List<LowRankWeights> found = new ArrayList<>();
        for (Weight weight : weights) {
            Weight.LowRank adapters = weight.lowRank();
            if (adapters != null) {
                found.add(new LowRankWeights(
                        weight, named(adapters.a(), weights), named(adapters.b(), weights), adapters.scale()));
            }
        }
        return List.copyOf(found);
    }

    private static Weight named(String name, List<Weight> weights) {
        return weights.stream()
                .filter(weight -> weight.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a file holds. */
    NdArray sum(Function<Weight, NdArray> values) {
        float[] sum = floats(weight, values).clone();
        float[] left = floats(a, values);
        float[] right = floats(b, values);
        int rank = b.spec().shape().size(0);
        int last = b.spec().shape().size(1);
        for (int i = 0; i < sum.length; i++) {
            double product = 0;
            for (int k = 0; k < rank; k++) {
                product += (double) left[i / last * rank + k] * right[k * last + i % last];
            }
            sum[i] += (float) (scale * product);
        }
        return NdArray.of(sum, weight.spec().shape().sizes()).cast(weight.spec().dtype());
    }

    private static float[] floats(Weight weight, Function<Weight, NdArray> values) {
        return Objects.requireNonNull(values.apply(weight)).cast(DType.FLOAT32).floats();
    }
}
