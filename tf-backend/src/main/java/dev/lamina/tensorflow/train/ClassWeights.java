package dev.lamina.tensorflow.train;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.data.ArraySpec;
import dev.lamina.tensorflow.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Weighs examples by the class of their target.
 *
 * <p>Source: {@code keras.src.trainers.data_adapters.data_adapter_utils.class_weight_to_sample_weights}.
 */
final class ClassWeights {
    private ClassWeights() {}

    /**
     * The examples with weights; a class without a weight has 1.
     *
     * @throws IllegalArgumentException if they have weights already, not one target, or a target that is no class
     */
    static Dataset weigh(Dataset data, Map<Integer, Double> weights) {
        List<ArraySpec> specs = data.specs();
        List<Integer> targets = of(specs, ArraySpec.Role.TARGET);
        if (targets.size() != 1) {
            throw new IllegalArgumentException("classWeight needs examples with one target; there are " + targets.size()
                    + "; give them weights of their own");
        }
        if (!of(specs, ArraySpec.Role.WEIGHT).isEmpty()) {
            throw new IllegalArgumentException(
                    "classWeight weighs examples, which have weights already; leave one of both out");
        }
        int at = targets.get(0);
        ArraySpec target = specs.get(at);
        if (target.shape().rank() == 0 || target.shape().rank() > 2) {
            throw new IllegalArgumentException("classWeight needs class numbers, of shape (batch,) or (batch, 1), or"
                    + " one-hot targets, of shape (batch, classes); the target is " + target.shape());
        }
        List<ArraySpec> weighed = new ArrayList<>(specs);
        weighed.add(new ArraySpec(ArraySpec.Role.WEIGHT, target.name(), DType.FLOAT32, Shape.of(Shape.UNKNOWN)));
        return data.map(weighed, arrays -> {
            List<NdArray> all = new ArrayList<>(arrays);
            all.add(weights(arrays.get(at), weights));
            return all;
        });
    }

    private static List<Integer> of(List<ArraySpec> specs, ArraySpec.Role role) {
        return IntStream.range(0, specs.size())
                .filter(i -> specs.get(i).role() == role)
                .boxed()
                .toList();
    }

    private static NdArray weights(NdArray targets, Map<Integer, Double> weights) {
        int examples = targets.shape().size(0);
        int classes = examples == 0 ? 1 : targets.size() / examples;
        float[] each = new float[examples];
        for (int i = 0; i < examples; i++) {
            int number = classes == 1 ? (int) Math.rint(targets.getDouble(i)) : largest(targets, i * classes, classes);
            each[i] = weights.getOrDefault(number, 1.0).floatValue();
        }
        return NdArray.of(each, examples);
    }

    private static int largest(NdArray x, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (x.getDouble(from + i) > x.getDouble(from + best)) {
                best = i;
            }
        }
        return best;
    }
}
