package dev.lamina.tensorflow.emit;

import java.util.HashMap;
import java.util.Map;

/** Classes of keras.ops that are not declared, each with the reason. */
final class RefusedOps {
    private static final Map<String, String> REASONS = new HashMap<>();

    static {
        refuse(
                "computes a constant from numbers alone: Keras does so at once, and no file holds the call",
                "numpy.Arange numpy.Linspace numpy.Logspace numpy.Geomspace numpy.Full");
        refuse("the shape of its result depends on values, not on shapes", "numpy.Nonzero numpy.Bincount");
        refuse("needs a loop whose length depends on values", "numpy.Gcd numpy.Lcm");
        refuse(
                "not declared yet",
                "numpy.Correlate numpy.Corrcoef numpy.Nanmedian numpy.UnravelIndex nn.DepthToSpace nn.SpaceToDepth"
                        + " nn.BatchNorm nn.LayerNorm nn.RMSNorm"
                        + " nn.DotProductAttention nn.BinaryCrossentropy nn.CategoricalCrossentropy"
                        + " nn.SparseCategoricalCrossentropy nn.PSNR math.ExtractSequences math.Logdet");
    }

    private RefusedOps() {}

    private static void refuse(String reason, String names) {
        for (String name : names.split(" ")) {
            REASONS.put(name, reason);
        }
    }

    static Map<String, String> reasons() {
        return Map.copyOf(REASONS);
    }
}
